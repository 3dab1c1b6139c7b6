#include "lexprobe/stats/offset_test.h"

namespace lexprobe {

absl::string_view NameOf(PredictionMethod method) {
  switch (method) {
    case PredictionMethod::k3CosAvg:
      return "3CosAvg";
    case PredictionMethod::kEuclidean:
      return "euclidean";
  }
  return "";
}

std::optional<PredictionMethod> PredictionMethodFromName(
    absl::string_view name) {
  for (const PredictionMethod method :
       {PredictionMethod::k3CosAvg, PredictionMethod::kEuclidean}) {
    if (name == NameOf(method)) return method;
  }
  return std::nullopt;
}

}  // namespace lexprobe
