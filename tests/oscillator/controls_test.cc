#include "lexprobe/oscillator/controls.h"

#include <string>
#include <utility>

#include "gtest/gtest.h"

namespace lexprobe {
namespace {

TestedHypothesis Tested(const std::string& name, Decision decision,
                        const std::string& model = "") {
  TestedHypothesis tested;
  tested.hypothesis.name = name;
  ConservationHypothesis body;
  body.model = model;
  tested.hypothesis.body = std::move(body);
  tested.verdict.decision = decision;
  return tested;
}

HypothesisRun SomeRun() {
  HypothesisRun run;
  run.tested = {
      Tested("energy", Decision::kSupported),
      Tested("control: x p", Decision::kRefuted),
      Tested("control: later", Decision::kSupported, "beyond training")};
  return run;
}

TEST(ControlsTest, AreKnownByTheirNames) {
  EXPECT_TRUE(IsControl(SomeRun().tested[1].hypothesis));
  EXPECT_FALSE(IsControl(SomeRun().tested[0].hypothesis));
}

TEST(ControlsTest, CountLaterTimesOnlyIfTimesWereTaught) {
  OscillatorSubject subject = ExactSubject({}, {});
  EXPECT_EQ(CountControls(SomeRun(), subject).asked, 1);
  subject.taught_times = true;
  const ControlCount count = CountControls(SomeRun(), subject);
  EXPECT_EQ(count.asked, 2);
  EXPECT_EQ(count.refuted, 1);
}

TEST(ControlsTest, SayWhetherTheTestIsWorthAnything) {
  EXPECT_EQ(DescribeControls({4, 4}),
            "4 of 4 controls refuted, as they must be");
  EXPECT_EQ(DescribeControls({4, 3}),
            "3 of 4 controls refuted: the test has failed, and its other "
            "verdicts are worth nothing");
}

}  // namespace
}  // namespace lexprobe
