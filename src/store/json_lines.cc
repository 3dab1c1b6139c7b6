#include "store/json_lines.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"
#include "store/exported_words.h"
#include "store/json_text.h"
#include "store/text_row.h"
#include "store/text_rows.h"

namespace lexprobe {

absl::Status WriteJsonLines(const EmbeddingTable& table,
                            const WriteOptions& options, ByteSink& sink) {
  LEXPROBE_ASSIGN_OR_RETURN(const ExportedWords words,
                            ExportedWords::Of(table, WordRule::kUtf8, options));
  return WriteRows(
      table, options,
      [&](int64_t row, std::string* out) {
        *out += "{\"word\":";
        AppendJsonString(words.At(row), out);
        if (table.has_counts()) {
          absl::StrAppend(out, ",\"count\":", table.CountOf(row));
        }
        *out += ",\"vector\":[";
        AppendNumbers(table.VectorOf(row), ',', out);
        *out += "]}\n";
      },
      sink);
}

}  // namespace lexprobe
