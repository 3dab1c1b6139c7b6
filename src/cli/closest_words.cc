#include "cli/closest_words.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>

#include "absl/strings/ascii.h"
#include "lexprobe/base/spelling.h"

namespace lexprobe::cli {
namespace {

constexpr int64_t kMostRows = 200'000;
constexpr size_t kMostEdits = 3;
constexpr size_t kLongestWord = 64;  // the work grows with the square

// Which bytes a word has, capitals apart, each as a bit. An edit changes at
// most two of them, so most words are ruled out by this alone.
uint64_t LettersOf(absl::string_view word) {
  uint64_t letters = 0;
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(
        absl::ascii_tolower(static_cast<unsigned char>(c)));
    letters |= uint64_t{1} << (byte % 64);
  }
  return letters;
}

}  // namespace

std::vector<std::string> ClosestWords(const EmbeddingTable& table,
                                      absl::string_view word, size_t count) {
  if (word.empty() || word.size() > kLongestWord) return {};
  const std::string lower = absl::AsciiStrToLower(word);
  const uint64_t letters = LettersOf(lower);
  const size_t limit = std::clamp<size_t>(word.size() / 3, 1, kMostEdits);
  std::vector<std::pair<int, int64_t>> near;  // distance, row
  for (int64_t row = 0; row < std::min(table.rows(), kMostRows); ++row) {
    const absl::string_view other = table.WordOf(row);
    if (other.size() > lower.size() + limit ||
        lower.size() > other.size() + limit ||
        std::popcount(letters ^ LettersOf(other)) >
            static_cast<int>(2 * limit)) {
      continue;
    }
    const int distance = EditDistance(lower, absl::AsciiStrToLower(other));
    if (distance <= static_cast<int>(limit)) near.emplace_back(distance, row);
  }
  count = std::min(count, near.size());
  std::partial_sort(near.begin(), near.begin() + static_cast<ptrdiff_t>(count),
                    near.end());
  std::vector<std::string> words;
  for (size_t i = 0; i < count; ++i) {
    words.emplace_back(std::string(table.WordOf(near[i].second)));
  }
  return words;
}

}  // namespace lexprobe::cli
