#include "store/words_file.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "lexprobe/base/gzip_source.h"
#include "lexprobe/base/line_reader.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

constexpr size_t kLongestWord = size_t{1} << 26;

}  // namespace

std::string WordsPathOf(absl::string_view path) {
  absl::string_view stem = absl::StripSuffix(path, ".gz");
  const size_t dot = stem.rfind('.');
  const size_t slash = stem.rfind('/');
  if (dot != absl::string_view::npos &&
      (slash == absl::string_view::npos || dot > slash)) {
    stem = stem.substr(0, dot);
  }
  return absl::StrCat(stem, ".words.txt");
}

absl::StatusOr<std::vector<std::string>> ReadWordsFile(absl::string_view path,
                                                       uint64_t rows) {
  const std::string words_path = WordsPathOf(path);
  absl::StatusOr<std::unique_ptr<ByteSource>> source =
      OpenPlainOrGzip(words_path);
  if (!source.ok()) {
    return absl::Status(
        source.status().code(),
        absl::StrCat(source.status().message(),
                     "; it should hold the words of ", path, ", one a line"));
  }
  LineReader reader(*std::move(source), {.max_line_bytes = kLongestWord});
  std::vector<std::string> words;
  absl::string_view line;
  while (true) {
    LEXPROBE_ASSIGN_OR_RETURN(const bool more, reader.Next(&line));
    if (!more) break;
    words.emplace_back(line.data(), line.size());
  }
  if (words.size() != rows) {
    return absl::DataLossError(absl::StrCat(words_path, ": ", words.size(),
                                            " words for the ", rows,
                                            " rows of ", path));
  }
  return words;
}

absl::Status WriteWordsFile(const ExportedWords& words, int64_t rows,
                            ByteSink& sink) {
  std::string text;
  for (int64_t row = 0; row < rows; ++row) {
    absl::StrAppend(&text, words.At(row), "\n");
  }
  return sink.Write(text);
}

}  // namespace lexprobe
