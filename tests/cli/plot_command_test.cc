#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"
#include "support/test_streams.h"

namespace lexprobe::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kVectors[] =
    "queen 1 4 0\nking 2 5 1\nwoman 1 1 3\nman 2 2.5 3\nmother 0 3 2\n"
    "<b>odd</b> 0 9 1\none 1 0 0\nten 2 0 1\nsix 3 1 1\nsixty 3 2 2\n"
    "dog 4 4 4\ndogs 5 5 5\n";
constexpr char kHypotheses[] = R"(
[[hypothesis]]
name = "up"
statement = "Up."
kind = "offset"
alpha = 0.05
minimum_ocs = 0.1
minimum_pcs = 0.6
known = [["queen", "king"], ["woman", "man"], ["one", "ten"],
         ["six", "sixty"], ["dog", "dogs"]]
)";

class PlotCommandTest : public testing::Test {
 protected:
  absl::Status Run(const std::vector<std::string>& args) {
    folder_.Write("in.txt", kVectors);
    return RunPlot(args, streams_.io());
  }

  // The subcommand on kVectors, drawing to a.svg.
  absl::Status Draw(std::vector<std::string> args) {
    args.insert(args.end(),
                {"--model", folder_.File("in.txt"), "--output", svg()});
    return Run(args);
  }

  std::string svg() const { return folder_.File("a.svg"); }

  TemporaryFolder folder_;
  TestStreams streams_;
};

TEST_F(PlotCommandTest, DrawsAConcept) {
  ASSERT_THAT(
      Draw({"concept", "--pairs", "queen:king,woman:man", "--apply", "mother"}),
      IsOk());
  EXPECT_THAT(folder_.Read("a.svg"),
              AllOf(StartsWith("<svg "), HasSubstr(">queen</text>"),
                    HasSubstr(">mother</text>")));
  EXPECT_EQ(streams_.err(), "written to " + svg() + "\n");
}

TEST_F(PlotCommandTest, DrawsNeighboursAsText) {
  ASSERT_THAT(Draw({"neighbors", "queen", "--top", "11"}), IsOk());
  EXPECT_THAT(folder_.Read("a.svg"),
              HasSubstr(">&lt;b&gt;odd&lt;/b&gt;</text>"));
}

TEST_F(PlotCommandTest, DrawsAPngByTheNameOfTheFile) {
  ASSERT_THAT(Run({"neighbors", "--model", folder_.Write("in.txt", kVectors),
                   "king", "--output", folder_.File("a.png")}),
              IsOk());
  EXPECT_THAT(folder_.Read("a.png"), StartsWith("\x89PNG"));
}

TEST_F(PlotCommandTest, DrawsATrainingFromAFolderAndFromALog) {
  const std::string record =
      R"({"stage": "embedding", "epoch": 1, "loss": 4, "auc": 0.8})";
  folder_.Write("model/run.json", "{\"history\": [" + record + "]}");
  for (const auto& [option, value] :
       std::vector<std::pair<std::string, std::string>>{
           {"--model", folder_.File("model")},
           {"--log", folder_.Write("log.jsonl", record + "\n")}}) {
    ASSERT_THAT(Run({"training", option, value, "--output", svg()}), IsOk());
    EXPECT_THAT(folder_.Read("a.svg"), HasSubstr("Loss, embedding stage"));
  }
}

TEST_F(PlotCommandTest, DrawsANullDistribution) {
  const std::string file = folder_.Write("up.toml", kHypotheses);
  ASSERT_THAT(Draw({"null", file}), IsOk());
  EXPECT_THAT(folder_.Read("a.svg"), HasSubstr("observed "));
  EXPECT_THAT(Draw({"null", file, "--name", "down"}),
              StatusIs(absl::StatusCode::kNotFound,
                       HasSubstr("\"down\"; there are up")));
}

TEST_F(PlotCommandTest, NamesWhatIsWrong) {
  const struct {
    std::vector<std::string> args;
    const char* message;
  } kCases[] = {{{}, "say what to draw"},
                {{"concpet"}, "did you mean concept?"},
                {{"concept", "--output", "a.pdf"}, "ends in .svg or .png"},
                {{"concept"}, "--output is missing"},
                {{"neighbors"}, "which words?"},
                {{"neighbors", "king", "--top", "0"}, "--top is 0"},
                {{"training", "--output", "a.svg"}, "either --model or --log"},
                {{"null", "--output", "a.svg"}, "no hypothesis file"}};
  for (const auto& each : kCases) {
    EXPECT_THAT(Run(each.args), StatusIs(absl::StatusCode::kInvalidArgument,
                                         HasSubstr(each.message)));
  }
}

}  // namespace
}  // namespace lexprobe::cli
