#include "store/word2vec_binary.h"

#include <bit>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"
#include "store/exported_words.h"
#include "store/table_builder.h"
#include "store/text_rows.h"
#include "store/word2vec_header.h"

namespace lexprobe {
namespace {

static_assert(std::endian::native == std::endian::little,
              "numbers are copied as they stand in files");

constexpr size_t kLongestWord = size_t{1} << 26;
constexpr uint64_t kRowsBetweenReports = 16384;

absl::Status SkipNewline(PeekSource& source) {
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view next, source.Peek(1));
  if (!next.empty() && next[0] == '\n') source.Skip(1);
  return absl::OkStatus();
}

absl::Status ReadRow(PeekSource& source, std::string* word,
                     absl::Span<float> vector) {
  LEXPROBE_RETURN_IF_ERROR(SkipNewline(source));
  LEXPROBE_ASSIGN_OR_RETURN(*word, source.TakeUntil(' ', kLongestWord));
  return source.ReadExactly(absl::MakeSpan(
      reinterpret_cast<char*>(vector.data()), vector.size() * sizeof(float)));
}

absl::Status ReadRows(EmbeddingInput& input, const Word2vecHeader& header,
                      TableBuilder& builder) {
  std::string word;
  std::vector<float> vector(header.dim);
  for (uint64_t row = 0; row < header.rows; ++row) {
    const absl::Status status =
        ReadRow(input.source, &word, absl::MakeSpan(vector));
    if (!status.ok()) {
      return Annotate(status,
                      absl::StrCat("row ", row + 1, " of ", header.rows));
    }
    builder.Add(word, vector, static_cast<int64_t>(row) + 1);
    if (builder.full()) return absl::OkStatus();
    if (input.options.progress && row % kRowsBetweenReports == 0) {
      input.options.progress(static_cast<int64_t>(row));
    }
  }
  LEXPROBE_RETURN_IF_ERROR(SkipNewline(input.source));
  return Annotate(input.source.ExpectEnd(),
                  absl::StrCat("the header says ", header.rows, " rows"));
}

}  // namespace

absl::StatusOr<EmbeddingTable> ReadWord2vecBinary(EmbeddingInput& input) {
  LEXPROBE_ASSIGN_OR_RETURN(const Word2vecHeader header,
                            TakeWord2vecHeader(input.source));
  TableBuilder builder(static_cast<int>(header.dim), input.path, "row",
                       input.options, input.notes);
  builder.Reserve(header.rows, input.MostRows(2 + 4 * header.dim));
  LEXPROBE_RETURN_IF_ERROR(ReadRows(input, header, builder));
  return builder.Finish();
}

absl::Status WriteWord2vecBinary(const EmbeddingTable& table,
                                 const WriteOptions& options, ByteSink& sink) {
  LEXPROBE_ASSIGN_OR_RETURN(
      const ExportedWords words,
      ExportedWords::Of(table, WordRule::kNoWhiteSpace, options));
  LEXPROBE_RETURN_IF_ERROR(sink.Write(Word2vecHeaderOf(table)));
  return WriteRows(
      table, options,
      [&](int64_t row, std::string* out) {
        const absl::Span<const float> vector = table.VectorOf(row);
        absl::StrAppend(out, words.At(row), " ");
        out->append(reinterpret_cast<const char*>(vector.data()),
                    vector.size() * sizeof(float));
        *out += '\n';
      },
      sink);
}

}  // namespace lexprobe
