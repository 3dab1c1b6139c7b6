// Two models on the same questions: is one better than the other?
//
// Only questions that both cover are compared. The null hypothesis is that a
// pair's questions are answered as well by one model as by the other; so the
// test exchanges the two models' outcomes pair by pair (all questions that ask
// for the pair together), never question by question.
//
// Thread-safe: no state.

#ifndef LEXPROBE_PROBE_EVALUATION_COMPARISON_H_
#define LEXPROBE_PROBE_EVALUATION_COMPARISON_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lexprobe/base/random.h"
#include "lexprobe/probe/accuracy.h"
#include "lexprobe/probe/bootstrap.h"
#include "lexprobe/probe/evaluation.h"
#include "lexprobe/probe/sign_flip.h"

namespace lexprobe {

struct AccuracyComparison {
  std::string name;
  bool is_total = false;
  int64_t pairs = 0;        // distinct, asked for, covered by both
  int64_t questions = 0;    // covered by both
  int64_t first_only = 0;   // covered by the first model only
  int64_t second_only = 0;  // by the second only
  int64_t first_correct = 0;
  int64_t second_correct = 0;
  // Of the second's accuracy less the first's, resampled by pair.
  std::optional<Interval95> interval;
  SignFlipResult test;
};

// One a group of sections. REQUIRES: both came out of Evaluate with the same
// set and rule
std::vector<AccuracyComparison> CompareOutcomes(const RuleOutcomes& first,
                                                const RuleOutcomes& second,
                                                int resamples, int exchanges,
                                                const Random& random);

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_EVALUATION_COMPARISON_H_
