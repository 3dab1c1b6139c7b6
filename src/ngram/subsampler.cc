#include "lexprobe/ngram/subsampler.h"

#include <cmath>

namespace lexprobe {
namespace {

constexpr double kTwoTo64 = 18446744073709551616.0;

}  // namespace

Subsampler::Subsampler(const Vocabulary& vocabulary, double threshold) {
  double total = 0;
  for (WordId id = 1; id < vocabulary.size(); ++id) {
    total += static_cast<double>(vocabulary.CountOf(id));
  }
  limits_.assign(static_cast<size_t>(vocabulary.size()), kAlways);
  if (threshold == 0) return;
  for (WordId id = 1; id < vocabulary.size(); ++id) {
    const double count = static_cast<double>(vocabulary.CountOf(id));
    const double ratio = threshold * total / count;
    const double keep = std::sqrt(ratio) + ratio;
    if (keep < 1) {
      limits_[static_cast<size_t>(id)] = static_cast<uint64_t>(keep * kTwoTo64);
    }
  }
}

double Subsampler::ProbabilityOf(WordId id) const {
  const uint64_t limit = limits_[static_cast<size_t>(id)];
  return limit == kAlways ? 1 : static_cast<double>(limit) / kTwoTo64;
}

}  // namespace lexprobe
