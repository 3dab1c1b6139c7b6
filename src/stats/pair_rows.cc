#include "stats/pair_rows.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace lexprobe {
namespace {

bool IsZero(absl::Span<const float> vector) {
  return std::all_of(vector.begin(), vector.end(),
                     [](float x) { return x == 0; });
}

// The row of `word`, or the reason why it has none goes to `*reasons`.
int64_t RowOrReason(const std::string& word, const NeighborIndex& index,
                    std::vector<std::string>* reasons) {
  const std::optional<int64_t> row = index.table().RowOf(word);
  const std::string quoted = absl::StrCat("\"", word, "\"");
  if (!row) {
    reasons->push_back(absl::StrCat(quoted, " is not in the vocabulary"));
  } else if (*row >= index.rows()) {
    reasons->push_back(absl::StrCat(quoted, " is number ", *row + 1,
                                    " of the vocabulary, which is cut at ",
                                    index.rows()));
  } else if (IsZero(index.table().VectorOf(*row))) {
    reasons->push_back(absl::StrCat(quoted, " has a vector of zeros"));
  }
  return row.value_or(-1);
}

}  // namespace

std::string NameOf(const WordPair& pair) {
  return absl::StrCat(pair.from, " -> ", pair.to);
}

std::vector<RowPair> RowsOfPairs(absl::Span<const WordPair> pairs,
                                 const NeighborIndex& index,
                                 std::vector<DroppedItem>* dropped) {
  std::vector<RowPair> rows;
  for (const WordPair& pair : pairs) {
    std::vector<std::string> reasons;
    const int64_t a = RowOrReason(pair.from, index, &reasons);
    const int64_t a_star = RowOrReason(pair.to, index, &reasons);
    if (reasons.empty()) {
      rows.push_back({a, a_star});
    } else {
      dropped->push_back({NameOf(pair), absl::StrJoin(reasons, ", ")});
    }
  }
  return rows;
}

}  // namespace lexprobe
