#include "lexprobe/stats/hypothesis_run.h"

#include <utility>

namespace lexprobe {

Random RandomFor(const Hypothesis& hypothesis, const TestOptions& options) {
  return Random(options.seed).Fork(hypothesis.name);
}

void Conclude(HypothesisRun& run) {
  std::vector<JudgedTest> tests;
  for (const TestedHypothesis& tested : run.tested) {
    tests.push_back({&tested.result, tested.hypothesis.alpha});
  }
  std::vector<Verdict> verdicts = Decide(tests, run.correction);
  for (size_t i = 0; i < verdicts.size(); ++i) {
    run.tested[i].verdict = std::move(verdicts[i]);
  }
}

}  // namespace lexprobe
