#include "store/glove_text.h"

#include <algorithm>
#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "lexprobe/base/status_macros.h"
#include "store/exported_words.h"
#include "store/table_builder.h"
#include "store/text_row.h"
#include "store/text_rows.h"

namespace lexprobe {
namespace {

constexpr size_t kPeekedBytes = size_t{1} << 20;
constexpr size_t kLongestLine = size_t{1} << 26;
constexpr int kLargestDim = 65536;

// The first lines of the source that are whole: some kPeekedBytes, or one.
absl::StatusOr<absl::string_view> FirstLines(PeekSource& source) {
  for (size_t bytes = kPeekedBytes; bytes <= kLongestLine; bytes *= 2) {
    LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view start,
                              source.Peek(bytes));
    if (start.size() < bytes) return start;
    const size_t end = start.rfind('\n');
    if (end != absl::string_view::npos) return start.substr(0, end);
  }
  return absl::InvalidArgumentError(
      absl::StrCat("no line end in the first ", kLongestLine, " bytes"));
}

// What most of the first lines have; the smaller number if two are as common.
absl::StatusOr<int> GuessDimension(PeekSource& source) {
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view start, FirstLines(source));
  std::map<int, int> lines_of_dimension;
  for (const absl::string_view line :
       absl::StrSplit(start, '\n', absl::SkipEmpty())) {
    ++lines_of_dimension[CountFields(line) - 1];
  }
  const auto most = std::max_element(
      lines_of_dimension.begin(), lines_of_dimension.end(),
      [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == lines_of_dimension.end()) {
    return absl::InvalidArgumentError("no line of text");
  }
  if (most->first < 1 || most->first > kLargestDim) {
    return absl::InvalidArgumentError(
        absl::StrCat("lines of a word and ", most->first,
                     " numbers; allowed are 1 to ", kLargestDim));
  }
  return most->first;
}

}  // namespace

absl::StatusOr<EmbeddingTable> ReadGloveText(EmbeddingInput& input) {
  LEXPROBE_ASSIGN_OR_RETURN(const int dim, GuessDimension(input.source));
  TableBuilder builder(dim, input.path, "line", input.options, input.notes);
  LEXPROBE_RETURN_IF_ERROR(ReadTextRows(input, dim, 1, builder).status());
  return builder.Finish();
}

absl::Status WriteGloveText(const EmbeddingTable& table,
                            const WriteOptions& options, ByteSink& sink) {
  LEXPROBE_ASSIGN_OR_RETURN(
      const ExportedWords words,
      ExportedWords::Of(table, WordRule::kNoWhiteSpace, options));
  return WriteRows(
      table, options,
      [&](int64_t row, std::string* out) {
        absl::StrAppend(out, words.At(row), " ");
        AppendNumbers(table.VectorOf(row), ' ', out);
        *out += '\n';
      },
      sink);
}

}  // namespace lexprobe
