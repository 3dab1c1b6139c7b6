#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "stats/planted.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"
#include "support/test_streams.h"

namespace lexprobe::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// word2vec text of pairs with a planted offset.
std::string PlantedModel() {
  const EmbeddingTable table =
      PlantedTable({.pairs = 12, .concordance = 0.6, .others = 40}, Random(1));
  std::string text = absl::StrCat(table.rows(), " ", table.dim(), "\n");
  for (int64_t row = 0; row < table.rows(); ++row) {
    const absl::string_view word = table.WordOf(row);
    text.append(word.data(), word.size());
    for (const float x : table.VectorOf(row)) absl::StrAppend(&text, " ", x);
    text.push_back('\n');
  }
  return text;
}

// ("a<i>", "b<i + shift>") for the first `pairs` of the planted ones.
std::string Offset(absl::string_view name, int pairs, int shift = 0) {
  std::string text = absl::StrCat("[[hypothesis]]\nname = \"", name,
                                  "\"\nstatement = \"They share an offset.\"\n"
                                  "kind = \"offset\"\nalpha = 0.05\n"
                                  "minimum_ocs = 0.1\nminimum_pcs = 0.6\n"
                                  "known = [");
  for (int i = 0; i < pairs; ++i) {
    absl::StrAppend(&text, "[\"a", i, "\", \"b", (i + shift) % 12, "\"], ");
  }
  return absl::StrCat(text, "]\n");
}

class TestCommandTest : public testing::Test {
 protected:
  absl::Status Run(std::vector<std::string> args) {
    streams_.emplace();
    args.insert(args.begin(),
                {"--model", folder_.Write("model.vec", PlantedModel())});
    return RunTest(args, streams_->io());
  }
  nlohmann::json Json() const { return nlohmann::json::parse(streams_->out()); }

  TemporaryFolder folder_;
  std::optional<TestStreams> streams_;
};

TEST_F(TestCommandTest, DecidesEachHypothesisOfAFile) {
  const std::string file = folder_.Write(
      "h.toml", Offset("true pairs", 12) + Offset("wrong pairs", 12, 5));
  EXPECT_THAT(Run({file}), IsOk());
  EXPECT_THAT(streams_->out(), AllOf(HasSubstr("true pairs: SUPPORTED"),
                                     Not(HasSubstr("wrong pairs: SUPPORTED")),
                                     HasSubstr("12 of 12 pairs took part")));
  EXPECT_EQ(streams_->err(), "");
}

TEST_F(TestCommandTest, TakesAllTomlFilesOfAFolder) {
  folder_.Write("all/2.toml", Offset("two", 12));
  folder_.Write("all/1.toml", Offset("one", 8));
  folder_.Write("all/readme.md", "not TOML");
  EXPECT_THAT(Run({folder_.File("all"), "--json"}), IsOk());
  ASSERT_EQ(Json()["hypotheses"].size(), 2u);
  EXPECT_EQ(Json()["hypotheses"][0]["name"], "one");
  EXPECT_EQ(Json()["hypotheses"][1]["name"], "two");
}

TEST_F(TestCommandTest, IsInconclusiveOnThreePairsAndSaysThatFiveAreNeeded) {
  EXPECT_THAT(Run({folder_.Write("h.toml", Offset("three", 3))}), IsOk());
  EXPECT_THAT(streams_->out(), AllOf(HasSubstr("three: INCONCLUSIVE"),
                                     HasSubstr("needs at least 5 pairs")));
}

TEST_F(TestCommandTest, IsRepeatedByWhatItPrints) {
  const std::string file = folder_.Write("h.toml", Offset("pairs", 10));
  EXPECT_THAT(Run({file, "--json", "--seed", "7", "--threads", "1"}), IsOk());
  const std::string first = streams_->out();
  EXPECT_EQ(Json()["seed"], 7);
  EXPECT_THAT(Run({file, "--json", "--seed", "7", "--threads", "2"}), IsOk());
  EXPECT_EQ(streams_->out(), first);
  EXPECT_THAT(Run({file, "--json", "--seed", "8"}), IsOk());
  EXPECT_NE(streams_->out(), first);
}

TEST_F(TestCommandTest, ExpectsAVerdictOfEachHypothesis) {
  const std::string file =
      folder_.Write("h.toml", Offset("many", 12) + Offset("few", 3));
  EXPECT_THAT(Run({file, "--expect", "supported"}),
              StatusIs(absl::StatusCode::kAborted,
                       AllOf(HasSubstr("\"few\" is inconclusive"),
                             Not(HasSubstr("many")))));
  EXPECT_THAT(streams_->out(), HasSubstr("few: INCONCLUSIVE"));
  EXPECT_THAT(Run({folder_.Write("h.toml", Offset("many", 12)), "--expect",
                   "supported"}),
              IsOk());
}

TEST_F(TestCommandTest, NamesWordsThatAreMissingOrCutOff) {
  const std::string file = folder_.Write("h.toml", Offset("pairs", 12));
  EXPECT_THAT(Run({file, "--restrict-vocab", "23"}), IsOk());
  EXPECT_THAT(streams_->out(),
              AllOf(HasSubstr("a11 -> b11: \"b11\" is not in the vocabulary"),
                    HasSubstr("11 of 12 pairs"),
                    HasSubstr("23 words of dimension 20, cut at 23")));
}

TEST_F(TestCommandTest, CorrectsAsItIsTold) {
  const std::string file =
      folder_.Write("h.toml", Offset("true", 12) + Offset("wrong", 12, 5));
  EXPECT_THAT(Run({file, "--json", "--correction", "none"}), IsOk());
  const nlohmann::json alone = Json()["hypotheses"][0];
  EXPECT_EQ(alone["corrected_p"], alone["p"]);
  EXPECT_THAT(Run({file, "--json", "--correction", "benjamini-hochberg"}),
              IsOk());
  const nlohmann::json together = Json()["hypotheses"][0];
  EXPECT_GT(together["corrected_p"], together["p"]);
}

TEST_F(TestCommandTest, LeavesHypothesesOfOtherThingsOutAndSaysSo) {
  const std::string conservation =
      "[[hypothesis]]\nname = \"energy\"\nstatement = \"It is constant.\"\n"
      "kind = \"conservation\"\nalpha = 0.05\nquantity = \"energy\"\n"
      "epsilon = 0.01\nepsilon_q95 = 0.05\n";
  const std::string file =
      folder_.Write("h.toml", conservation + Offset("pairs", 12));
  EXPECT_THAT(Run({file}), IsOk());
  EXPECT_THAT(streams_->err(), HasSubstr("left out 1 hypothesis"));
  EXPECT_THAT(Run({folder_.Write("h.toml", conservation)}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("no hypothesis is about words")));
}

TEST_F(TestCommandTest, SaysWhatIsWrongWithAFileAndWhere) {
  EXPECT_THAT(
      Run({folder_.Write(
          "h.toml", absl::StrCat(Offset("pairs", 12), "minimum_ocs = 3\n"))}),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("h.toml:")));
  EXPECT_THAT(Run({folder_.File("absent.toml")}),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("absent.toml")));
}

TEST_F(TestCommandTest, RefusesOptionsOutOfRange) {
  const std::string file = folder_.Write("h.toml", Offset("pairs", 12));
  const struct {
    std::vector<std::string> args;
    const char* message;
  } kCases[] = {
      {{}, "no hypothesis file"},
      {{file, "--expect", "true"},
       "--expect is \"true\"; it must be supported, refuted or inconclusive"},
      {{file, "--correction", "bonferroni"},
       "where holm, benjamini-hochberg or none is meant"},
      {{file, "--permutations", "99"}, "permutations is 99"},
      {{file, "--resamples", "9"}, "resamples is 9"},
      {{file, "--threads", "-1"}, "--threads is -1"},
  };
  for (const auto& test : kCases) {
    EXPECT_THAT(Run(test.args), StatusIs(absl::StatusCode::kInvalidArgument,
                                         HasSubstr(test.message)));
  }
}

}  // namespace
}  // namespace lexprobe::cli
