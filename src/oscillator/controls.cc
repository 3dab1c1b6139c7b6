#include "lexprobe/oscillator/controls.h"

#include <variant>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/stats/verdict.h"

namespace lexprobe {
namespace {

bool IsBeyondTraining(const Hypothesis& hypothesis) {
  const auto* body = std::get_if<ConservationHypothesis>(&hypothesis.body);
  return body != nullptr && body->model == kBeyondTraining;
}

}  // namespace

bool IsControl(const Hypothesis& hypothesis) {
  return absl::StartsWith(hypothesis.name, "control");
}

ControlCount CountControls(const HypothesisRun& run,
                           const OscillatorSubject& subject) {
  ControlCount count;
  for (const TestedHypothesis& tested : run.tested) {
    if (!IsControl(tested.hypothesis)) continue;
    if (!subject.taught_times && IsBeyondTraining(tested.hypothesis)) continue;
    ++count.asked;
    count.refuted += tested.verdict.decision == Decision::kRefuted;
  }
  return count;
}

std::string DescribeControls(const ControlCount& count) {
  return absl::StrCat(count.refuted, " of ", count.asked, " controls refuted",
                      count.refuted == count.asked
                          ? ", as they must be"
                          : ": the test has failed, and its other verdicts are "
                            "worth nothing");
}

}  // namespace lexprobe
