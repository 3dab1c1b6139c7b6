#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"
#include "support/test_streams.h"

namespace lexprobe::cli {
namespace {

using ::testing::HasSubstr;

constexpr char kVectors[] =
    "queen 1 4\nking 2 5\nwoman 1 1\nman 2 2.5\nmother 0 3\nodd 0 9\n";

class ReportCommandTest : public testing::Test {
 protected:
  absl::Status Run(std::vector<std::string> args) {
    args.insert(args.begin(), {"--model", folder_.Write("in.txt", kVectors)});
    return RunReport(args, streams_.io());
  }

  // What the page's scripts are given.
  nlohmann::json Data() const {
    const std::string page = folder_.Read("page.html");
    const std::string mark = "id=\"data\">";
    const size_t start = page.find(mark) + mark.size();
    return nlohmann::json::parse(
        page.substr(start, page.find("</script>", start) - start), nullptr,
        /*allow_exceptions=*/false);
  }

  std::string output() const { return folder_.File("page.html"); }

  TemporaryFolder folder_;
  TestStreams streams_;
};

TEST_F(ReportCommandTest, WritesAPageThatBeginsWithAWellKnownConcept) {
  ASSERT_THAT(Run({"--output", output()}), IsOk());
  EXPECT_THAT(streams_.err(), HasSubstr("written to " + output() + ", 0."));
  EXPECT_THAT(streams_.err(), HasSubstr(" MB\n"));
  EXPECT_EQ(streams_.out(), "");
  EXPECT_EQ(Data()["pairs"], "queen:king, woman:man");
  EXPECT_EQ(Data()["apply"], "mother");
}

TEST_F(ReportCommandTest, HasTheMapThatIsAskedFor) {
  ASSERT_THAT(Run({"--output", output()}), IsOk());
  EXPECT_EQ(Data()["maps"].size(), 1u);
  const auto tsne_with = [this](const std::string& seed) {
    EXPECT_THAT(Run({"--output", output(), "--map", "tsne", "--seed", seed,
                     "--perplexity", "1.5"}),
                IsOk());
    return Data()["maps"][0];
  };
  const nlohmann::json first = tsne_with("1");
  EXPECT_EQ(first["method"], "t-SNE");
  EXPECT_EQ(first["perplexity"], 1.5);
  EXPECT_EQ(tsne_with("1"), first);
  EXPECT_NE(tsne_with("2"), first);
  EXPECT_THAT(Run({"--output", output(), "--map", "umap"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("must be \"pca\" or \"tsne\"")));
}

TEST_F(ReportCommandTest, BeginsWithTheConceptAndSentencesItIsGiven) {
  ASSERT_THAT(
      Run({"--output", output(), "--pairs", "queen:king,odd:man", "--apply",
           "woman", "--sentence", "a b", "--sentence", "c d"}),
      IsOk());
  EXPECT_EQ(Data()["pairs"], "queen:king,odd:man");
  EXPECT_EQ(Data()["apply"], "woman");
  EXPECT_EQ(Data()["sentences"], nlohmann::json({"a b", "c d"}));
}

TEST_F(ReportCommandTest, ShowsTheFirstWordsAsTheNumbersAskedFor) {
  ASSERT_THAT(Run({"--output", output(), "--top", "3", "--numbers", "int8"}),
              IsOk());
  EXPECT_EQ(Data()["words"], nlohmann::json({"queen", "king", "woman"}));
  EXPECT_EQ(Data()["total"], 6);
  EXPECT_EQ(Data()["vectors"]["numbers"], "int8");
  EXPECT_EQ(Data()["pairs"], "queen:king");  // "man" is beyond the page
  EXPECT_EQ(Data()["apply"], "");
}

TEST_F(ReportCommandTest, TakesTheRunOfAModelFolder) {
  folder_.Write("in.txt", kVectors);
  folder_.Write("model/run.json", R"({"validity": {"auc": 0.5}})");
  ASSERT_THAT(RunExport({"--model", folder_.File("in.txt"), "--output",
                         folder_.File("model/embeddings.lexprobe")},
                        streams_.io()),
              IsOk());
  ASSERT_THAT(
      RunReport({"--model", folder_.File("model"), "--output", output()},
                streams_.io()),
      IsOk());
  EXPECT_EQ(Data()["run"]["validity"]["auc"], 0.5);
}

TEST_F(ReportCommandTest, NamesWhatIsWrong) {
  const struct {
    std::vector<std::string> args;
    const char* message;
  } kCases[] = {
      {{}, "--output is missing"},
      {{"--output", output(), "--top", "1"}, "--top is 1, must be 2 or more"},
      {{"--output", output(), "--numbers", "half"},
       "--numbers: \"half\" where auto, float16 or int8"},
      {{"--output", output(), "--threads", "-1"}, "--threads is -1"},
      {{"--output", output(), "--correction", "x"}, "--correction: \"x\""}};
  for (const auto& each : kCases) {
    EXPECT_THAT(Run(each.args), StatusIs(absl::StatusCode::kInvalidArgument,
                                         HasSubstr(each.message)));
  }
  EXPECT_THAT(Run({"--output", output(), "--hypotheses", "/no/where.toml"}),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("/no/where")));
  EXPECT_THAT(Run({"--output", output(), "--oscillator", "/no/where"}),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("/no/where")));
}

}  // namespace
}  // namespace lexprobe::cli
