#include "stats/pairing_consistency.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "lexprobe/base/check.h"

namespace lexprobe {
namespace {

constexpr double kTie = 1e-12;
constexpr double kMostCosines = 4e6;  // all up to 54 pairs
constexpr double kMostKept = 10'000;  // of each sort, for each resample

// How many cosines with `distinct` units VisitAll visits: pairs i < j times
// k != i, l != j, k != l, where k may be j and l may be i.
double CountOf(double n, int distinct) {
  const double pairs = n * (n - 1) / 2;
  if (distinct == 2) return pairs;
  if (distinct == 3) return pairs * 2 * (n - 2);
  return pairs * (n - 2) * (n - 3);
}

bool LeavesOneInPlace(const std::vector<int>& permutation) {
  for (size_t i = 0; i < permutation.size(); ++i) {
    if (permutation[i] == static_cast<int>(i)) return true;
  }
  return false;
}

}  // namespace

double CompletionShare(int n, int distinct) {
  LEXPROBE_CHECK(n >= distinct);
  const int m = n - distinct;
  double term = 1, sum = 0;
  for (int r = 0; r <= m; ++r) {
    sum += term;
    if (r < m) term *= -static_cast<double>(m - r) / ((r + 1) * (n - 2.0 - r));
  }
  return sum;
}

PairingConsistency::PairingConsistency(const RepairedOffsets& offsets,
                                       Random random)
    : n_(static_cast<size_t>(offsets.size())) {
  LEXPROBE_CHECK(n_ >= 2);
  const auto n = static_cast<double>(n_);
  double all = 0, total = 0;
  for (int d = 2; d <= std::min(4, offsets.size()); ++d) {
    frequencies_[d] = CompletionShare(offsets.size(), d);
    shares_[d] = CountOf(n, d) * frequencies_[d];
    all += CountOf(n, d);
    total += shares_[d];
  }
  for (double& share : shares_) share /= total;
  exact_ = all <= kMostCosines;
  KeepTruePairs(offsets);
  KeepRepaired(offsets, random);
  shift_ = value_ - Weighted(std::vector<double>(n_, 1.0));
}

void PairingConsistency::KeepRepaired(const RepairedOffsets& offsets,
                                      Random random) {
  double chance[5] = {};
  for (int d = 2; d <= 4; ++d) {
    const double visits = exact_ ? CountOf(static_cast<double>(n_), d)
                                 : kMostCosines * shares_[d];
    chance[d] = visits > 0 ? kMostKept / visits : 1;
  }
  Random choice = random.Fork("kept");
  const auto true_count = static_cast<double>(true_pairs_.size());
  double above = 0, total = 0;
  const auto visit = [&](double frequency, const Repaired& repaired) {
    const double smaller = 0.5 * (static_cast<double>(repaired.below) +
                                  static_cast<double>(repaired.above));
    above += frequency * (true_count - smaller);
    total += frequency;
    const double keep = chance[repaired.distinct];
    if (keep >= 1 || choice.Uniform() < keep) kept_.push_back(repaired);
  };
  if (exact_) {
    VisitAll(offsets, visit);
  } else {
    VisitSample(offsets, random, visit);
  }
  value_ = above / (total * true_count);
}

void PairingConsistency::KeepTruePairs(const RepairedOffsets& offsets) {
  for (size_t i = 0; i < n_; ++i) {
    for (size_t j = i + 1; j < n_; ++j) {
      true_pairs_.push_back({offsets.Cosine(i, i, j, j),
                             static_cast<uint32_t>(i),
                             static_cast<uint32_t>(j)});
    }
  }
  std::stable_sort(
      true_pairs_.begin(), true_pairs_.end(),
      [](const TruePair& x, const TruePair& y) { return x.cosine < y.cosine; });
}

template <typename Visit>
void PairingConsistency::VisitAll(const RepairedOffsets& offsets,
                                  Visit visit) const {
  for (size_t i = 0; i < n_; ++i) {
    for (size_t j = i + 1; j < n_; ++j) {
      for (size_t k = 0; k < n_; ++k) {
        for (size_t l = 0; l < n_; ++l) {
          if (k == i || l == j || k == l) continue;
          const Repaired repaired =
              Place(offsets.Cosine(i, k, j, l), i, k, j, l);
          visit(frequencies_[repaired.distinct], repaired);
        }
      }
    }
  }
}

template <typename Visit>
void PairingConsistency::VisitSample(const RepairedOffsets& offsets,
                                     Random& random, Visit visit) const {
  std::vector<int> permutation(static_cast<size_t>(offsets.size()));
  std::iota(permutation.begin(), permutation.end(), 0);
  const size_t cosines = n_ * (n_ - 1) / 2;
  for (size_t count = 0; count < static_cast<size_t>(kMostCosines);
       count += cosines) {
    do {
      random.Shuffle(permutation);
    } while (LeavesOneInPlace(permutation));
    for (size_t i = 0; i < n_; ++i) {
      for (size_t j = i + 1; j < n_; ++j) {
        const auto k = static_cast<size_t>(permutation[i]);
        const auto l = static_cast<size_t>(permutation[j]);
        visit(1.0, Place(offsets.Cosine(i, k, j, l), i, k, j, l));
      }
    }
  }
}

PairingConsistency::Repaired PairingConsistency::Place(double cosine, size_t i,
                                                       size_t k, size_t j,
                                                       size_t l) const {
  const auto smaller = [](const TruePair& pair, double value) {
    return pair.cosine < value;
  };
  const auto below = std::lower_bound(true_pairs_.begin(), true_pairs_.end(),
                                      cosine - kTie, smaller);
  const auto above =
      std::lower_bound(below, true_pairs_.end(), cosine + kTie, smaller);
  Repaired repaired;
  repaired.distinct = 4u - (k == j ? 1u : 0u) - (l == i ? 1u : 0u);
  repaired.units[0] = static_cast<uint32_t>(i);
  repaired.units[1] = static_cast<uint32_t>(j);
  repaired.units[2] = static_cast<uint32_t>(k == j ? n_ : k);
  repaired.units[3] = static_cast<uint32_t>(l == i ? n_ : l);
  repaired.below = static_cast<uint32_t>(below - true_pairs_.begin());
  repaired.above = static_cast<uint32_t>(above - true_pairs_.begin());
  return repaired;
}

double PairingConsistency::Weighted(absl::Span<const double> weights) const {
  std::vector<double> unit_weights(weights.begin(), weights.end());
  unit_weights.push_back(1);
  // weight_from[t]: of the true cosines from t on.
  std::vector<double> weight_from(true_pairs_.size() + 1);
  for (size_t t = true_pairs_.size(); t > 0; --t) {
    const TruePair& pair = true_pairs_[t - 1];
    weight_from[t - 1] = weight_from[t] + weights[pair.i] * weights[pair.j];
  }
  double above[5] = {}, total[5] = {};
  for (const Repaired& repaired : kept_) {
    const double weight =
        unit_weights[repaired.units[0]] * unit_weights[repaired.units[1]] *
        unit_weights[repaired.units[2]] * unit_weights[repaired.units[3]];
    above[repaired.distinct] +=
        weight * 0.5 *
        (weight_from[repaired.below] + weight_from[repaired.above]);
    total[repaired.distinct] += weight;
  }
  double consistency = shift_;
  for (int d = 2; d <= 4; ++d) {
    if (shares_[d] == 0) continue;
    const double weight = total[d] * weight_from[0];
    if (!(weight > 0)) return std::numeric_limits<double>::quiet_NaN();
    consistency += shares_[d] * above[d] / weight;
  }
  return consistency;
}

}  // namespace lexprobe
