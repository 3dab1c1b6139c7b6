// Accuracy out of outcomes: by section, semantic, syntactic and total, with a
// bootstrap interval of 95%.
//
// The interval is resampled by pair, never by question: the 506 "family"
// questions of Google's set are 23 pairs. A question counts as often as the
// pair that it gives times the pair that it asks for were drawn.
//
// Thread-safe: no state.

#ifndef LEXPROBE_PROBE_ACCURACY_H_
#define LEXPROBE_PROBE_ACCURACY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lexprobe/base/random.h"
#include "lexprobe/probe/bootstrap.h"
#include "lexprobe/probe/evaluation.h"

namespace lexprobe {

struct Accuracy {
  std::string name;       // of a section, or "semantic", "syntactic", "total"
  bool is_total = false;  // of several sections
  int64_t pairs = 0;      // distinct, asked for, and covered
  int64_t questions = 0;
  int64_t covered = 0;  // questions whose words are all known
  int64_t correct = 0;  // of those
  int64_t honest = 0;
  // Of correct / covered and honest / covered; nothing with one pair or none.
  std::optional<Interval95> interval;
  std::optional<Interval95> honest_interval;

  // Nothing if no question is covered.
  std::optional<double> accuracy() const;
  std::optional<double> honest_accuracy() const;
};

// Sections that are summed up together.
struct SectionGroup {
  std::string name;
  bool is_total = false;
  std::vector<size_t> sections;
};

// Each section; where there are several, the semantic and the syntactic ones
// (if both are there) and all.
std::vector<SectionGroup> GroupsOf(const RuleOutcomes& outcomes);

// The accuracy of each of GroupsOf(outcomes), from `resamples` resamples (0:
// no intervals) drawn from forks of `random`.
std::vector<Accuracy> Accuracies(const RuleOutcomes& outcomes, int resamples,
                                 const Random& random);

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_ACCURACY_H_
