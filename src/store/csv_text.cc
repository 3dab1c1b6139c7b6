#include "store/csv_text.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "lexprobe/base/status_macros.h"
#include "store/text_row.h"
#include "store/text_rows.h"

namespace lexprobe {
namespace {

void AppendCsvField(absl::string_view text, std::string* out) {
  const bool plain = text.find_first_of(",\"\r\n") == absl::string_view::npos &&
                     text.front() != ' ' && text.back() != ' ';
  if (plain) {
    out->append(text.data(), text.size());
  } else {
    absl::StrAppend(out, "\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}),
                    "\"");
  }
}

std::string HeaderOf(const EmbeddingTable& table) {
  std::string header = table.has_counts() ? "word,count" : "word";
  for (int i = 1; i <= table.dim(); ++i) absl::StrAppend(&header, ",d", i);
  return header + "\n";
}

}  // namespace

absl::Status WriteCsvText(const EmbeddingTable& table,
                          const WriteOptions& options, ByteSink& sink) {
  LEXPROBE_RETURN_IF_ERROR(sink.Write(HeaderOf(table)));
  return WriteRows(
      table, options,
      [&table](int64_t row, std::string* out) {
        AppendCsvField(table.WordOf(row), out);
        if (table.has_counts()) absl::StrAppend(out, ",", table.CountOf(row));
        *out += ',';
        AppendNumbers(table.VectorOf(row), ',', out);
        *out += '\n';
      },
      sink);
}

}  // namespace lexprobe
