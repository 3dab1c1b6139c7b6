#include "store/format_detection.h"

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/section_file.h"
#include "store/npy_header.h"
#include "store/safetensors_header.h"
#include "store/text_row.h"
#include "store/word2vec_header.h"

namespace lexprobe {
namespace {

struct Stranger {
  absl::string_view magic;
  const char* advice;
};

// Files that people will try, and what to do with them.
constexpr Stranger kStrangers[] = {
    {absl::string_view("PK\3\4", 4), "a zip archive; unpack it first"},
    {absl::string_view("\xba\x16\x4f\x2f", 4),
     "a fastText model; save its vectors with \"fasttext print-word-vectors\" "
     "or use the .vec file beside it"},
    {absl::string_view("\x80\2", 2),
     "a Python pickle; save the vectors with save_word2vec_format"},
    {absl::string_view("\x80\3", 2),
     "a Python pickle; save the vectors with save_word2vec_format"},
    {absl::string_view("\x80\4", 2),
     "a Python pickle; save the vectors with save_word2vec_format"},
    {absl::string_view("\x80\5", 2),
     "a Python pickle; save the vectors with save_word2vec_format"},
    {absl::string_view("\x89HDF\r\n\x1a\n", 8), "an HDF5 file"},
    {absl::string_view("BZh", 3), "a bzip2 file; unpack it first"},
    {absl::string_view("\xfd"
                       "7zXZ\0",
                       6),
     "an xz file; unpack it first"},
    {absl::string_view("\x28\xb5\x2f\xfd", 4),
     "a Zstandard file; unpack it first"},
    {absl::string_view("PAR1", 4), "a Parquet file"},
};

bool LooksLikeSafetensors(absl::string_view start) {
  BinaryReader reader(start);
  const absl::StatusOr<uint64_t> length = reader.GetUint64();
  return length.ok() && *length <= kLongestSafetensorsHeader &&
         reader.remaining() > 0 && start[8] == '{';
}

// Whether `line`, which may be damaged or cut short, is a row of text: bytes
// of floats are hardly ever a number in digits.
bool LooksLikeTextRow(absl::string_view line) {
  const std::vector<absl::string_view> fields =
      absl::StrSplit(line, absl::ByAnyChar(" \t"), absl::SkipEmpty());
  size_t numbers = 0;
  float ignored;
  for (size_t i = 1; i < fields.size(); ++i) {
    numbers += ParseNumber(fields[i], &ignored) ? 1 : 0;
  }
  return numbers > 0 && 2 * numbers >= fields.size() - 1;
}

// A first line "rows dimension" is text's and binary's; the row tells.
std::string WithHeader(absl::string_view rest) {
  const absl::string_view row =
      absl::StripSuffix(rest.substr(0, rest.find('\n')), "\r");
  return rest.empty() || LooksLikeTextRow(row) ? "word2vec-text"
                                               : "word2vec-binary";
}

bool LooksLikeGlove(absl::string_view line) {
  const std::vector<absl::string_view> fields =
      absl::StrSplit(line, absl::ByAnyChar(" \t"), absl::SkipEmpty());
  float ignored;
  return fields.size() >= 2 && ParseNumber(fields.back(), &ignored);
}

}  // namespace

absl::StatusOr<std::string> DetectFormat(absl::string_view start) {
  if (start.empty()) return absl::InvalidArgumentError("an empty file");
  if (LooksLikeSectionFile(start)) return "native";
  if (absl::StartsWith(start, kNpyMagic)) return "npy";
  for (const Stranger& stranger : kStrangers) {
    if (absl::StartsWith(start, stranger.magic)) {
      return absl::InvalidArgumentError(
          absl::StrCat("not a format that is read: ", stranger.advice));
    }
  }
  if (LooksLikeSafetensors(start)) return "safetensors";
  absl::string_view text = absl::StripPrefix(start, "\xef\xbb\xbf");
  const size_t newline = text.find('\n');
  const absl::string_view line =
      absl::StripSuffix(text.substr(0, newline), "\r");
  const std::optional<Word2vecHeader> header = ParseWord2vecHeader(line);
  if (header.has_value() && header->dim >= 1 && header->dim <= 65536) {
    text.remove_prefix(newline == absl::string_view::npos ? text.size()
                                                          : newline + 1);
    // "7 5" and then "8 6" may be a header and a row of dimension 5, cut
    // short, but is GloVe's text of dimension 1.
    const bool glove = header->dim != 1 &&
                       CountFields(text.substr(0, text.find('\n'))) == 2 &&
                       LooksLikeGlove(text.substr(0, text.find('\n')));
    if (!glove) return WithHeader(text);
  }
  if (LooksLikeGlove(line)) return "glove";
  return absl::InvalidArgumentError("not a format that is read");
}

}  // namespace lexprobe
