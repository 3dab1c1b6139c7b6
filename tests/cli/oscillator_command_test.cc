#include "cli/oscillator_command.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/tiny_oscillator.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(OscillatorCommandTest, SaysWhatThereIs) {
  TestStreams streams;
  ASSERT_THAT(RunOscillatorWith({"--help"}, &streams), IsOk());
  EXPECT_THAT(streams.out(), HasSubstr("train|test|plot|compare"));
  for (const char* name : {"train", "test", "plot", "compare"}) {
    TestStreams own;
    ASSERT_THAT(RunOscillatorWith({name, "--help"}, &own), IsOk());
    EXPECT_THAT(own.out(), HasSubstr(std::string("oscillator ") + name));
  }
}

TEST(OscillatorCommandTest, CompletesItsSubcommandsToo) {
  TestStreams streams;
  ASSERT_THAT(RunOscillatorWith({"--help-completion"}, &streams), IsOk());
  EXPECT_THAT(streams.out(), StartsWith("oscillator --help --config\n"));
  for (const char* name : {"train", "test", "plot", "compare"}) {
    EXPECT_THAT(streams.out(),
                HasSubstr(absl::StrCat("\noscillator-", name, " --")));
  }
}

TEST(OscillatorCommandTest, AsksForASubcommand) {
  EXPECT_THAT(RunOscillatorWith({}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "say what to do: train, test, plot or compare"));
}

TEST(OscillatorCommandTest, GuessesAMistypedSubcommand) {
  EXPECT_THAT(RunOscillatorWith({"trian"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("did you mean train?")));
  EXPECT_THAT(RunOscillatorWith({"zzz"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("there are train, test, plot and compare")));
}

}  // namespace
}  // namespace lexprobe
