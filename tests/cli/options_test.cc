#include "cli/options.h"

#include <cstdint>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"
#include "support/test_streams.h"

namespace lexprobe::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;

// A command with a field of every kind.
struct Fields {
  int top = 10;
  int64_t rows = 0;
  uint64_t seed = 1;
  double rate = 0.1;
  float floor = 0.025f;
  std::string model;
  std::vector<std::string> corpus;
  std::vector<int> hidden;
  bool json = false;
  bool fold = true;
};

class ParseTest : public testing::Test {
 protected:
  ParseTest() {
    po::options_description network("Network");
    options_.add_options()(
        "top",
        po::value(&fields_.top)->default_value(fields_.top)->value_name("N"),
        "how many answers")("rows", po::value(&fields_.rows), "rows to read")(
        "seed", po::value(&fields_.seed)->default_value(fields_.seed),
        "the one source of randomness")(
        "model", po::value(&fields_.model)->value_name("PATH"), "the vectors")(
        "corpus", po::value(&fields_.corpus)->multitoken(), "files")(
        "json", po::bool_switch(&fields_.json), "print JSON")(
        "fold", po::value(&fields_.fold)->default_value(true, "true"),
        "fold case");
    network.add_options()("rate",
                          po::value(&fields_.rate)->default_value(fields_.rate),
                          "learning rate")(
        "floor", po::value(&fields_.floor)->default_value(fields_.floor),
        "least rate")("hidden", po::value(&fields_.hidden)->multitoken(),
                      "sizes of the hidden layers");
    options_.add(network);
  }

  absl::StatusOr<bool> ParseWords(const std::vector<std::string>& args) {
    return Parse(kHelp, options_, &words_, args, streams_.io());
  }

  // Parses a config file with the text `config`, then `args`.
  absl::StatusOr<bool> ParseConfigured(const std::string& config,
                                       std::vector<std::string> args = {}) {
    path_ = folder_.Write("options.conf", config);
    args.insert(args.begin(), {"--config", path_});
    return ParseWords(args);
  }

  const CommandHelp kHelp = {.name = "neighbors",
                             .usage = "--model M WORD... [options]",
                             .about = "The nearest words.",
                             .examples = "lexprobe neighbors --model m king"};
  Fields fields_;
  po::options_description options_;
  std::vector<std::string> words_;
  TestStreams streams_;
  TemporaryFolder folder_;
  std::string path_;
};

TEST_F(ParseTest, SetsTheFieldsAndLeavesTheOthersAtTheirDefaults) {
  EXPECT_THAT(ParseWords({"--top", "3", "--rate=0.5", "--json", "king",
                          "--corpus", "a", "b", "--hidden", "64", "32"}),
              IsOkAndHolds(true));
  EXPECT_EQ(fields_.top, 3);
  EXPECT_EQ(fields_.rate, 0.5);
  EXPECT_TRUE(fields_.json);
  EXPECT_EQ(fields_.seed, 1u);
  EXPECT_THAT(words_, ElementsAre("king"));
  EXPECT_THAT(fields_.corpus, ElementsAre("a", "b"));
  EXPECT_THAT(fields_.hidden, ElementsAre(64, 32));
}

TEST_F(ParseTest, TakesEverythingAfterTwoDashesAsWords) {
  EXPECT_THAT(ParseWords({"--", "--top", "-5", "--help"}), IsOkAndHolds(true));
  EXPECT_THAT(words_, ElementsAre("--top", "-5", "--help"));
  EXPECT_EQ(fields_.top, 10);
}

TEST_F(ParseTest, TakesASingleDashAsAWordAndAsAValue) {
  EXPECT_THAT(ParseWords({"--corpus", "-", "--model", "m", "-"}),
              IsOkAndHolds(true));
  EXPECT_THAT(fields_.corpus, ElementsAre("-"));
  EXPECT_THAT(words_, ElementsAre("-"));
}

TEST_F(ParseTest, TakesArithmeticAsOneWordAndNegativeNumbersAsValues) {
  EXPECT_THAT(ParseWords({"king - queen + mother", "--rows", "-1"}),
              IsOkAndHolds(true));
  EXPECT_THAT(words_, ElementsAre("king - queen + mother"));
  EXPECT_EQ(fields_.rows, -1);
}

TEST_F(ParseTest, KeepsBytesThatAreNotUtf8) {
  EXPECT_THAT(ParseWords({"--model", "m\xff\xfe", "caf\xe9"}),
              IsOkAndHolds(true));
  EXPECT_EQ(fields_.model, "m\xff\xfe");
  EXPECT_THAT(words_, ElementsAre("caf\xe9"));
}

struct BadCase {
  std::vector<std::string> args;
  std::string message;
};

TEST_F(ParseTest, NamesOptionAndValueAndWhatIsAllowed) {
  const BadCase kCases[] = {
      {{"--tpo", "3"}, "unknown option --tpo; did you mean --top?"},
      {{"--corp", "x"}, "unknown option --corp; did you mean --corpus?"},
      {{"--zzzzzz"}, "unknown option --zzzzzz; --help lists the options"},
      {{"-t", "3"}, "unknown option -t"},
      {{"--top", "many"},
       "--top: \"many\" where a whole number from -2147483648 to 2147483647"},
      {{"--top", "3.5"}, "--top: \"3.5\" where a whole number"},
      {{"--top", "99999999999"}, "--top: \"99999999999\" where a whole"},
      {{"--top", ""}, "--top: \"\" where a whole number"},
      {{"--seed", "-1"}, "--seed: \"-1\" where a whole number from 0 to 18446"},
      {{"--rate", "fast"}, "--rate: \"fast\" where a number is meant"},
      {{"--floor", "low"}, "--floor: \"low\" where a number is meant"},
      {{"--hidden", "64", "x"}, "--hidden: \"x\" where a whole number"},
      {{"--fold", "maybe"}, "--fold: \"maybe\" where true or false is meant"},
      {{"--top"}, "--top needs a value"},
      {{"--top", "--json"}, "--top needs a value"},
      {{"--model="}, "--model needs a value"},
      {{"--json=yes"}, "--json takes no value"},
      {{"--top", "3", "--top", "4"}, "--top is given twice"},
      {{"--config", "/no/such/file"}, "/no/such/file"},
  };
  for (const BadCase& bad : kCases) {
    const absl::StatusOr<bool> result = ParseWords(bad.args);
    ASSERT_FALSE(result.ok()) << bad.message;
    EXPECT_THAT(std::string(result.status().message()), HasSubstr(bad.message));
  }
}

TEST_F(ParseTest, RefusesWordsWhereNoneAreTaken) {
  EXPECT_THAT(Parse(kHelp, options_, nullptr, {"king"}, streams_.io()),
              StatusIs(kInvalid, HasSubstr("unexpected word \"king\"")));
  EXPECT_THAT(Parse(kHelp, options_, nullptr, {"top"}, streams_.io()),
              StatusIs(kInvalid, HasSubstr("did you mean --top?")));
}

TEST_F(ParseTest, NamesARequiredOptionThatIsMissing) {
  int order = 0;
  options_.add_options()("order", po::value(&order)->required(), "words");
  EXPECT_THAT(ParseWords({}), StatusIs(kInvalid, "--order is missing"));
}

TEST_F(ParseTest, ShowsDefaultsOfTheFieldsUnderTheirGroups) {
  EXPECT_THAT(ParseWords({"--help"}), IsOkAndHolds(false));
  const std::string out = streams_.out();
  EXPECT_THAT(out, HasSubstr("Usage: lexprobe neighbors --model M WORD..."));
  EXPECT_THAT(out,
              HasSubstr("--top N            how many answers (default: 10)"));
  EXPECT_THAT(out, HasSubstr("\nNetwork:\n"));
  EXPECT_THAT(out, HasSubstr("learning rate (default: 0.1)"));
  EXPECT_THAT(out, HasSubstr("least rate (default: 0.025)"));
  EXPECT_THAT(out, HasSubstr("\nCommon options:\n"));
  EXPECT_THAT(out, HasSubstr("Examples:\n  lexprobe neighbors --model m king"));
  EXPECT_THAT(streams_.err(), IsEmpty());
}

TEST_F(ParseTest, ShowsHelpEvenWhenOtherArgumentsAreWrong) {
  EXPECT_THAT(ParseWords({"--bogus", "--help"}), IsOkAndHolds(false));
  EXPECT_THAT(ParseWords({"-h"}), IsOkAndHolds(false));
}

TEST_F(ParseTest, GivesManualAndCompletionFromTheSameTable) {
  EXPECT_THAT(ParseWords({kManualFlag}), IsOkAndHolds(false));
  EXPECT_THAT(streams_.out(), HasSubstr(".TH LEXPROBE-NEIGHBORS 1"));
  EXPECT_THAT(streams_.out(), HasSubstr(".B \\-\\-top N\n"));
  EXPECT_THAT(ParseWords({kCompletionFlag}), IsOkAndHolds(false));
  EXPECT_THAT(streams_.out(), HasSubstr("\nneighbors --top --rows --seed"));
}

TEST_F(ParseTest, ReadsAConfigFileAndLetsTheCommandLineWin) {
  EXPECT_THAT(ParseConfigured("\xEF\xBB\xBF# settings\r\n\r\ntop = 3\r\n"
                              "model=\" a # b \"\njson = true\ncorpus = x\n"
                              "corpus = y\n--rate = 0.25",
                              {"--top", "5"}),
              IsOkAndHolds(true));
  EXPECT_EQ(fields_.top, 5);
  EXPECT_EQ(fields_.model, " a # b ");
  EXPECT_TRUE(fields_.json);
  EXPECT_THAT(fields_.corpus, ElementsAre("x", "y"));
  EXPECT_EQ(fields_.rate, 0.25);
}

TEST_F(ParseTest, NamesFileAndLineOfAWrongConfig) {
  const std::vector<std::pair<std::string, std::string>> kCases = {
      {"\ntpo = 3\n", "line 2: unknown option tpo; did you mean --top?"},
      {"top 3\n", "line 1: \"top 3\" where \"option = value\" is meant"},
      {"= 3\n", "line 1: no option before the ="},
      {"json = true\ntop = x\n", "line 2: --top: \"x\" where a whole number"},
      {"model = \"m\n", "line 1: no closing quote"},
      {"config = other\n", "line 1: config belongs on the command line"},
      {"top = 1\ntop = 2\n", "line 2: --top is given twice"},
  };
  for (const auto& [config, message] : kCases) {
    EXPECT_THAT(ParseConfigured(config),
                StatusIs(kInvalid, HasSubstr(message)));
    EXPECT_THAT(ParseConfigured(config), StatusIs(kInvalid, HasSubstr(path_)));
  }
}

TEST_F(ParseTest, LeavesTheFieldsAloneAfterAnError) {
  EXPECT_THAT(ParseWords({"--top", "3", "--rate", "x"}),
              StatusIs(kInvalid, Not(IsEmpty())));
  EXPECT_EQ(fields_.top, 10);
}

}  // namespace
}  // namespace lexprobe::cli
