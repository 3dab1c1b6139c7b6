// Corrected p-values over all hypotheses of a run.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_STATS_MULTIPLE_TESTING_H_
#define LEXPROBE_STATS_MULTIPLE_TESTING_H_

#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace lexprobe {

enum class Correction { kHolm, kBenjaminiHochberg, kNone };

// "holm", "benjamini-hochberg", "none": as in options and results.
absl::string_view NameOf(Correction correction);
std::optional<Correction> CorrectionFromName(absl::string_view name);

// Holm 1979: bounds the chance of any false support. The i-th smallest p
// times (m - i + 1), made monotone, at most 1. In the order of `p`.
std::vector<double> HolmCorrected(absl::Span<const double> p);

// Benjamini & Hochberg 1995: bounds the expected share of false support. The
// i-th smallest p times m / i, made monotone from above, at most 1.
std::vector<double> BenjaminiHochbergCorrected(absl::Span<const double> p);

std::vector<double> Corrected(absl::Span<const double> p,
                              Correction correction);

}  // namespace lexprobe

#endif  // LEXPROBE_STATS_MULTIPLE_TESTING_H_
