#include "cli/word_arguments.h"

#include <cstddef>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/model_argument.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/probe/word_lookup.h"

namespace lexprobe::cli {

absl::StatusOr<std::vector<int64_t>> FindWords(const EmbeddingTable& table,
                                               std::vector<std::string> words) {
  if (WordsAreFolded(table)) {
    for (std::string& word : words) word = FoldedWord(word);
  }
  return RowsOf(table, words);
}

std::vector<std::string> SplitWords(const std::vector<std::string>& lists) {
  std::vector<std::string> words;
  for (const std::string& list : lists) {
    for (absl::string_view word : absl::StrSplit(list, ',')) {
      word = absl::StripAsciiWhitespace(word);
      if (!word.empty()) words.emplace_back(word);
    }
  }
  return words;
}

absl::StatusOr<std::vector<std::pair<std::string, std::string>>> SplitPairs(
    absl::string_view option, const std::vector<std::string>& lists) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string& pair : SplitWords(lists)) {
    const std::vector<std::string> two = absl::StrSplit(pair, ':');
    if (two.size() != 2 || two[0].empty() || two[1].empty()) {
      return absl::InvalidArgumentError(absl::StrCat(
          option, ": \"", pair, "\" is not a pair such as queen:king"));
    }
    pairs.emplace_back(two[0], two[1]);
  }
  return pairs;
}

absl::StatusOr<std::vector<RowPair>> FindPairs(
    const EmbeddingTable& table, const std::vector<std::string>& lists) {
  LEXPROBE_ASSIGN_OR_RETURN(const auto written, SplitPairs("--pairs", lists));
  std::vector<std::string> words;
  for (const auto& [first, second] : written) {
    words.push_back(first);
    words.push_back(second);
  }
  if (words.empty()) {
    return absl::InvalidArgumentError(
        "--pairs is missing: at least one pair, such as queen:king");
  }
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<int64_t> rows,
                            FindWords(table, std::move(words)));
  std::vector<RowPair> pairs;
  for (size_t i = 0; i < rows.size(); i += 2) {
    pairs.push_back({rows[i], rows[i + 1]});
  }
  return pairs;
}

}  // namespace lexprobe::cli
