#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "support/temporary_folder.h"
#include "support/tiny_oscillator.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(OscillatorTestCommandTest, SupportsTheExactSolutionAndRefutesControls) {
  TestStreams streams;
  ASSERT_THAT(RunOscillatorWith({"test", "--exact"}, &streams), IsOk());
  EXPECT_THAT(streams.out(), HasSubstr("\nenergy: SUPPORTED\n"));
  EXPECT_THAT(streams.out(), HasSubstr("\nperiod: SUPPORTED\n"));
  EXPECT_THAT(streams.out(),
              HasSubstr("3 of 3 controls refuted, as they must be"));
}

TEST(OscillatorTestCommandTest, RefutesAnUntrainedNetwork) {
  const TemporaryFolder folder;
  const std::string model = folder.File("spring");
  TrainTinyOscillator(model);
  TestStreams streams;
  ASSERT_THAT(
      RunOscillatorWith({"test", "--model", model, "--untrained"}, &streams),
      IsOk());
  EXPECT_THAT(streams.out(), HasSubstr("\nenergy: REFUTED\n"));
  EXPECT_THAT(streams.out(), Not(HasSubstr(": SUPPORTED\n")));
  EXPECT_THAT(streams.out(), Not(HasSubstr(": INCONCLUSIVE\n")));
  EXPECT_THAT(streams.out(), HasSubstr("4 of 4 controls refuted"));
  EXPECT_THAT(streams.out(), HasSubstr("spring, untrained\n"));
}

TEST(OscillatorTestCommandTest, TestsTheControlThatWasTrainedWithTheModel) {
  const TemporaryFolder folder;
  const std::string model = folder.File("spring");
  TrainTinyOscillator(model);
  TestStreams streams;
  ASSERT_THAT(RunOscillatorWith({"test", "--model", model, "--json"}, &streams),
              IsOk());
  const auto json = nlohmann::json::parse(streams.out());
  EXPECT_TRUE(json.contains("energy_bias"));
  EXPECT_EQ(json["controls"]["asked"], 4);
  std::string method;
  for (const auto& each : json["hypotheses"]) {
    if (each["name"] == "control: damped") method = each["method"];
  }
  EXPECT_THAT(method, HasSubstr("flow network, 6, relu"));
}

TEST(OscillatorTestCommandTest, FallsBackOnAnExactControl) {
  const TemporaryFolder folder;
  const std::string model = folder.File("spring");
  ASSERT_THAT(RunOscillatorWith(Join(TinyTraining(model), {"--no-control"})),
              IsOk());
  TestStreams streams;
  ASSERT_THAT(RunOscillatorWith({"test", "--model", model, "--json"}, &streams),
              IsOk());
  EXPECT_THAT(streams.out(), HasSubstr("exact solution, damping 0.1"));
}

TEST(OscillatorTestCommandTest, LeavesTheEvidenceOutIfAsked) {
  TestStreams full, brief;
  ASSERT_THAT(RunOscillatorWith({"test", "--exact"}, &full), IsOk());
  ASSERT_THAT(RunOscillatorWith({"test", "--exact", "--brief"}, &brief),
              IsOk());
  EXPECT_THAT(full.out(), HasSubstr("mean delta"));
  EXPECT_LT(brief.out().size(), full.out().size());
}

TEST(OscillatorTestCommandTest, GivesTheSameAnswerTwice) {
  TestStreams one, other;
  ASSERT_THAT(RunOscillatorWith({"test", "--exact"}, &one), IsOk());
  ASSERT_THAT(RunOscillatorWith({"test", "--exact"}, &other), IsOk());
  EXPECT_EQ(one.out(), other.out());
}

TEST(OscillatorTestCommandTest, TakesHypothesesFromAFile) {
  const TemporaryFolder folder;
  const std::string file = folder.Write(
      "mine.toml",
      "[[hypothesis]]\nname = \"mine\"\nstatement = \"Energy stays.\"\nalpha = "
      "0.05\nkind = "
      "\"conservation\"\nquantity = \"energy\"\nepsilon = 0.1\nepsilon_q95 = "
      "0.2\n");
  TestStreams streams;
  ASSERT_THAT(
      RunOscillatorWith({"test", "--exact", "--hypotheses", file}, &streams),
      IsOk());
  EXPECT_THAT(streams.out(), HasSubstr("mine"));
  EXPECT_THAT(streams.out(), Not(HasSubstr("linearity")));
}

}  // namespace
}  // namespace lexprobe
