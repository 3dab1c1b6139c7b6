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
constexpr int kLargestDim = 65536;

// What most of the first lines have; the smaller number if two are as common.
absl::StatusOr<int> GuessDimension(PeekSource& source) {
  LEXPROBE_ASSIGN_OR_RETURN(absl::string_view start, source.Peek(kPeekedBytes));
  if (start.size() >= kPeekedBytes) {
    // The last line is not whole, unless it is the only one.
    start = start.substr(0, start.rfind('\n'));
  }
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
