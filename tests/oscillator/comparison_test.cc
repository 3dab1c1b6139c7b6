#include "lexprobe/oscillator/comparison.h"

#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;

std::vector<Hypothesis> TheHypotheses() {
  return *ReadHypotheses(
      {std::string(LEXPROBE_DATA_DIR) + "/hypotheses/oscillator.toml"});
}

TEST(ComparisonTest, BeginsWithTheDescribedNetwork) {
  Experiment base;
  base.samples.count = 77;
  base.fit.seed = 5;
  base.network.hidden = {3};
  const Contestant first = Contestants(base).front();
  EXPECT_EQ(first.folder, "described");
  EXPECT_THAT(first.experiment.network.hidden,
              testing::ElementsAre(16, 32, 32, 16));
  EXPECT_EQ(first.experiment.network.activation, NetworkActivation::kRelu);
  EXPECT_EQ(first.experiment.samples.count, 77);
  EXPECT_EQ(first.experiment.fit.seed, 5u);
}

TEST(ComparisonTest, HasOnlyValidContestantsThatDiffer) {
  std::set<std::string> names, experiments;
  for (const Contestant& each : Contestants({})) {
    EXPECT_THAT(Validate(each.experiment), IsOk()) << each.name;
    EXPECT_TRUE(names.insert(each.name).second) << each.name;
    experiments.insert(each.folder + ToJson(each.experiment));
  }
  // Two integrators share the Hamiltonian network.
  EXPECT_EQ(experiments.size() + 1, names.size());
}

TEST(ComparisonTest, FindsNothingWrongWithTheExactSolution) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const ComparisonRow row,
      CompareSubject(ExactSubject({}, {}), TheHypotheses(), {}));
  EXPECT_EQ(row.energy_inside, Decision::kSupported);
  EXPECT_EQ(row.energy_beyond, Decision::kSupported);
  EXPECT_EQ(row.asked, 7);
  EXPECT_EQ(row.supported, 7);
  EXPECT_NEAR(row.beyond.energy_error, 0, 1e-12);
}

TEST(ComparisonTest, FindsDampingWithinAndBeyond) {
  OscillatorSubject subject = ExactSubject({}, {});
  subject.flow = MakeExactFlow(DampedControl({}));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const ComparisonRow row,
                                CompareSubject(subject, TheHypotheses(), {}));
  EXPECT_EQ(row.energy_inside, Decision::kRefuted);
  EXPECT_EQ(row.energy_beyond, Decision::kRefuted);
  EXPECT_LT(row.supported, row.asked);
  EXPECT_LT(row.beyond.total, row.inside.total);
  EXPECT_LT(row.inside.total, -0.4);
}

TEST(ComparisonTest, NeedsTheEnergyWithinAndBeyond) {
  std::vector<Hypothesis> few = TheHypotheses();
  few.resize(1);
  EXPECT_THAT(CompareSubject(ExactSubject({}, {}), few, {}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("within the training range and beyond it")));
}

}  // namespace
}  // namespace lexprobe
