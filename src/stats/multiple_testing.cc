#include "lexprobe/stats/multiple_testing.h"

#include <algorithm>
#include <numeric>

namespace lexprobe {
namespace {

// The indices of `p` by rising value, ties by index.
std::vector<size_t> RisingOrder(absl::Span<const double> p) {
  std::vector<size_t> order(p.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&p](size_t a, size_t b) { return p[a] < p[b]; });
  return order;
}

}  // namespace

absl::string_view NameOf(Correction correction) {
  switch (correction) {
    case Correction::kHolm:
      return "holm";
    case Correction::kBenjaminiHochberg:
      return "benjamini-hochberg";
    case Correction::kNone:
      return "none";
  }
  return "";
}

std::optional<Correction> CorrectionFromName(absl::string_view name) {
  for (const Correction correction :
       {Correction::kHolm, Correction::kBenjaminiHochberg, Correction::kNone}) {
    if (name == NameOf(correction)) return correction;
  }
  return std::nullopt;
}

std::vector<double> HolmCorrected(absl::Span<const double> p) {
  const std::vector<size_t> order = RisingOrder(p);
  std::vector<double> corrected(p.size());
  double largest = 0;
  for (size_t i = 0; i < order.size(); ++i) {
    const double scaled = static_cast<double>(p.size() - i) * p[order[i]];
    largest = std::max(largest, std::min(1.0, scaled));
    corrected[order[i]] = largest;
  }
  return corrected;
}

std::vector<double> BenjaminiHochbergCorrected(absl::Span<const double> p) {
  const std::vector<size_t> order = RisingOrder(p);
  std::vector<double> corrected(p.size());
  double smallest = 1;
  for (size_t i = order.size(); i > 0; --i) {
    const double scaled = static_cast<double>(p.size()) * p[order[i - 1]] /
                          static_cast<double>(i);
    smallest = std::min(smallest, scaled);
    corrected[order[i - 1]] = smallest;
  }
  return corrected;
}

std::vector<double> Corrected(absl::Span<const double> p,
                              Correction correction) {
  switch (correction) {
    case Correction::kHolm:
      return HolmCorrected(p);
    case Correction::kBenjaminiHochberg:
      return BenjaminiHochbergCorrected(p);
    case Correction::kNone:
      break;
  }
  return std::vector<double>(p.begin(), p.end());
}

}  // namespace lexprobe
