#include "lexprobe/stats/ordering_test.h"

namespace lexprobe {

absl::string_view NameOf(Distance distance) {
  switch (distance) {
    case Distance::kEuclidean:
      return "euclidean";
    case Distance::kCosine:
      return "cosine";
  }
  return "";
}

std::optional<Distance> DistanceFromName(absl::string_view name) {
  for (const Distance distance : {Distance::kEuclidean, Distance::kCosine}) {
    if (name == NameOf(distance)) return distance;
  }
  return std::nullopt;
}

}  // namespace lexprobe
