#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/temporary_folder.h"
#include "support/tiny_oscillator.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;

TEST(OscillatorCompareCommandTest, TrainsOnceAndPrintsARowForEach) {
  const TemporaryFolder folder;
  const std::vector<std::string> args = {
      "compare",   "--folder", folder.File("all"), "--only", "described",
      "--samples", "200",      "--starts",         "20",     "--format",
      "markdown"};
  TestStreams first, second;
  ASSERT_THAT(RunOscillatorWith(args, &first), IsOk());
  EXPECT_THAT(first.out(), HasSubstr("| as described (relu)"));
  EXPECT_THAT(first.out(), HasSubstr("| exact solution"));
  EXPECT_THAT(first.out(), HasSubstr("2226"));
  EXPECT_THAT(first.err(), HasSubstr("held-out"));
  ASSERT_THAT(RunOscillatorWith(args, &second), IsOk());
  EXPECT_EQ(second.out(), first.out());
  EXPECT_EQ(second.err(), "testing as described (relu)\n");
}

TEST(OscillatorCompareCommandTest, NamesTheOptionThatIsWrong) {
  EXPECT_THAT(RunOscillatorWith({"compare"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("--folder is missing")));
  EXPECT_THAT(RunOscillatorWith({"compare", "--folder", "x", "--only", "relu"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("--only: \"relu\" where one of described, ")));
  EXPECT_THAT(
      RunOscillatorWith({"compare", "--folder", "x", "--format", "html"}),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("--format: \"html\"")));
  EXPECT_THAT(
      RunOscillatorWith({"compare", "--folder", "x", "--time-range", "1"}),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("--time-range: \"1\"")));
}

}  // namespace
}  // namespace lexprobe
