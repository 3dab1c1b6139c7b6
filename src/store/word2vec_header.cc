#include "store/word2vec_header.h"

#include <limits>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

constexpr absl::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr uint64_t kLargestDim = 65536;

bool IsDigits(absl::string_view field) {
  return field.find_first_not_of("0123456789") == absl::string_view::npos;
}

}  // namespace

std::optional<Word2vecHeader> ParseWord2vecHeader(absl::string_view line) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  const std::vector<absl::string_view> fields =
      absl::StrSplit(line, absl::ByAnyChar(" \t"), absl::SkipEmpty());
  Word2vecHeader header;
  if (fields.size() != 2 || !IsDigits(fields[0]) || !IsDigits(fields[1]) ||
      !absl::SimpleAtoi(fields[0], &header.rows) ||
      !absl::SimpleAtoi(fields[1], &header.dim)) {
    return std::nullopt;
  }
  return header;
}

absl::StatusOr<Word2vecHeader> TakeWord2vecHeader(PeekSource& source) {
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view start,
                            source.Peek(kByteOrderMark.size()));
  if (start.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    source.Skip(kByteOrderMark.size());
  }
  absl::StatusOr<std::string> line =
      source.TakeUntil('\n', kLongestWord2vecHeader);
  const std::optional<Word2vecHeader> header =
      line.ok() ? ParseWord2vecHeader(*line) : std::nullopt;
  if (!header.has_value()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the first line is not \"rows dimension\", two whole numbers",
        line.ok() ? absl::StrCat(": \"", absl::Utf8SafeCHexEscape(*line), "\"")
                  : ""));
  }
  if (header->dim < 1 || header->dim > kLargestDim) {
    return absl::InvalidArgumentError(
        absl::StrCat("the header says dimension ", header->dim,
                     "; allowed are 1 to ", kLargestDim));
  }
  if (header->rows > std::numeric_limits<uint32_t>::max()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the header says ", header->rows, " rows; allowed are up to 2^32 - 1"));
  }
  return *header;
}

absl::Status CheckRowCount(const Word2vecHeader& header, uint64_t found) {
  if (found == header.rows) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("the header says ", header.rows,
                                          " rows, the file has ", found));
}

std::string Word2vecHeaderOf(const EmbeddingTable& table) {
  return absl::StrCat(table.rows(), " ", table.dim(), "\n");
}

}  // namespace lexprobe
