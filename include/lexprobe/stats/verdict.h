// Verdict: supported, refuted or inconclusive, with the sentence that says
// why and the one that says what would have changed it.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_STATS_VERDICT_H_
#define LEXPROBE_STATS_VERDICT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/stats/multiple_testing.h"
#include "lexprobe/stats/test_result.h"

namespace lexprobe {

enum class Decision { kSupported, kRefuted, kInconclusive };

// "supported", "refuted", "inconclusive".
absl::string_view NameOf(Decision decision);
std::optional<Decision> DecisionFromName(absl::string_view name);

struct Verdict {
  Decision decision = Decision::kInconclusive;
  double corrected_p = 1;
  std::string reason;        // a clause: why
  std::string would_change;  // a clause: what would have changed it
};

// A test and the alpha that its file fixed.
struct JudgedTest {
  const TestResult* result;
  double alpha;
};

// Corrects p over all tests of a run and decides each, in their order:
// - inconclusive if the test has a shortage, or if even its smallest possible
//   p, corrected, would be above alpha;
// - else refuted if a criterion is excluded by its interval;
// - else supported if corrected p <= alpha and every criterion is met;
// - else inconclusive.
std::vector<Verdict> Decide(absl::Span<const JudgedTest> tests,
                            Correction correction);

}  // namespace lexprobe

#endif  // LEXPROBE_STATS_VERDICT_H_
