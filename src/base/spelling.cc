#include "lexprobe/base/spelling.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/match.h"

namespace lexprobe {
namespace {

constexpr size_t kShortestPrefix = 3;

}  // namespace

int EditDistance(absl::string_view a, absl::string_view b) {
  // Rows i - 2, i - 1 and i of the table of distances between prefixes.
  std::vector<int> before_last(b.size() + 1), last(b.size() + 1),
      row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    before_last.swap(last);
    last.swap(row);
    row[0] = static_cast<int>(i);
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1,
                         last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
  }
  return row[b.size()];
}

std::optional<std::string> NearestName(
    absl::string_view name, const std::vector<std::string>& candidates) {
  const int limit = std::max(1, static_cast<int>(name.size()) / 3);
  std::optional<std::string> nearest;
  int nearest_distance = limit + 1;
  for (const std::string& candidate : candidates) {
    if (name.size() >= kShortestPrefix && absl::StartsWith(candidate, name)) {
      return candidate;
    }
    const int distance = EditDistance(name, candidate);
    if (distance < nearest_distance) {
      nearest_distance = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

}  // namespace lexprobe
