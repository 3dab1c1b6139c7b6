#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/temporary_folder.h"
#include "support/tiny_oscillator.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(OscillatorPlotCommandTest, DrawsWhatTheNameOfTheFileSays) {
  const TemporaryFolder folder;
  const std::string model = folder.File("spring");
  TrainTinyOscillator(model);
  struct Case {
    const char* name;
    const char* begins;
  };
  for (const Case& each : {Case{"a.svg", "<svg "}, Case{"a.html", "<!DOCTYPE"},
                           Case{"a.png", "\x89PNG"}}) {
    ASSERT_THAT(RunOscillatorWith({"plot", "--model", model, "--output",
                                   folder.File(each.name)}),
                IsOk());
    EXPECT_THAT(folder.Read(each.name), StartsWith(each.begins));
  }
  EXPECT_THAT(folder.Read("a.html"), HasSubstr("corrected p"));
}

TEST(OscillatorPlotCommandTest, NamesWhatIsWrongWithTheOutput) {
  EXPECT_THAT(RunOscillatorWith({"plot", "--exact"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("--output is missing")));
  EXPECT_THAT(RunOscillatorWith({"plot", "--exact", "--output", "a.pdf"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("\"a.pdf\" where a name that ends in .svg, "
                                 ".png or .html is meant")));
  EXPECT_THAT(
      RunOscillatorWith({"plot", "--exact", "--output", "/no/where/a.svg"}),
      StatusIs(absl::StatusCode::kNotFound, HasSubstr("/no/where")));
}

}  // namespace
}  // namespace lexprobe
