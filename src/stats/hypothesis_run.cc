#include "lexprobe/stats/hypothesis_run.h"

#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

absl::StatusOr<TestResult> TestOnWords(const Hypothesis& hypothesis,
                                       const NeighborIndex& index,
                                       const TestOptions& options) {
  const Random random = RandomFor(hypothesis, options);
  if (const auto* offset = std::get_if<OffsetHypothesis>(&hypothesis.body)) {
    return TestOffset(*offset, index, options, random);
  }
  if (const auto* order = std::get_if<OrderingHypothesis>(&hypothesis.body)) {
    return TestOrdering(*order, index, options, random);
  }
  return absl::InvalidArgumentError(absl::StrCat(
      hypothesis.Place(), ": \"", hypothesis.name, "\" is of kind \"",
      hypothesis.kind(), "\", which is not about words"));
}

}  // namespace

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

absl::StatusOr<HypothesisRun> TestHypotheses(std::vector<Hypothesis> hypotheses,
                                             const NeighborIndex& index,
                                             const TestOptions& options,
                                             Correction correction) {
  LEXPROBE_RETURN_IF_ERROR(Validate(options));
  HypothesisRun run;
  run.options = options;
  run.correction = correction;
  run.subject.checksum = index.table().Checksum();
  run.subject.words = index.rows();
  run.subject.dim = index.table().dim();
  for (Hypothesis& hypothesis : hypotheses) {
    LEXPROBE_ASSIGN_OR_RETURN(TestResult result,
                              TestOnWords(hypothesis, index, options));
    run.tested.push_back({std::move(hypothesis), std::move(result), {}});
  }
  Conclude(run);
  return run;
}

}  // namespace lexprobe
