#include "lexprobe/stats/hypothesis.h"

#include <cstdlib>
#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/file.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr char kOffset[] = R"([[hypothesis]]
name = "gender"
statement = "One offset leads from each woman to the man."
kind = "offset"
alpha = 0.05
minimum_pcs = 0.6
minimum_hit1_gain = 0.1
method = "euclidean"
known = [
  ["queen", "king"],
  ["aunt", "uncle"],
]
predict = [["mother", "father"]]
)";

constexpr char kOrdering[] = R"([[hypothesis]]
name = "dog"
statement = "Plurals are nearer than other animals."
kind = "ordering"
alpha = 0.01
minimum_ratio = 1.1
distance = "cosine"
[[hypothesis.set]]
name = "plurals"
pairs = [["dog", "dogs"]]
[[hypothesis.set]]
name = "animals"
pairs = [["dogs", "cats"], ["cow", "dog"]]
)";

constexpr char kConservation[] = R"([[hypothesis]]
name = "energy"
statement = "Energy is constant."
kind = "conservation"
alpha = 0.05
quantity = "energy"
model = "damped"
time_range = [0, 20.5]
scale = "spread"
epsilon = 0.01
epsilon_q95 = 0.05
maximum_drift = 0.001
maximum_within_share = 0.02
)";

absl::StatusOr<std::vector<Hypothesis>> Parse(absl::string_view text) {
  return ParseHypotheses(text, "h.toml");
}

// The status of kOffset with `from` replaced by `to`.
absl::Status Spoiled(absl::string_view good, absl::string_view from,
                     absl::string_view to) {
  const std::string text = absl::StrReplaceAll(good, {{from, to}});
  EXPECT_NE(text, good);
  return Parse(text).status();
}

TEST(ParseHypothesesTest, ReadsAnOffset) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const auto hypotheses, Parse(kOffset));
  ASSERT_THAT(hypotheses, SizeIs(1));
  EXPECT_EQ(hypotheses[0].name, "gender");
  EXPECT_EQ(hypotheses[0].kind(), "offset");
  EXPECT_EQ(hypotheses[0].Place(), "h.toml:1");
  EXPECT_EQ(hypotheses[0].alpha, 0.05);
  const auto& body = std::get<OffsetHypothesis>(hypotheses[0].body);
  ASSERT_THAT(body.known, SizeIs(2));
  EXPECT_EQ(body.known[1].from, "aunt");
  EXPECT_EQ(body.known[1].to, "uncle");
  ASSERT_THAT(body.predict, SizeIs(1));
  EXPECT_EQ(body.method, AnalogyMethod::kEuclidean);
  EXPECT_EQ(body.minimum_pcs, 0.6);
  EXPECT_EQ(body.minimum_hit1_gain, 0.1);
}

TEST(ParseHypothesesTest, ReadsAnOrdering) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const auto hypotheses, Parse(kOrdering));
  EXPECT_EQ(hypotheses[0].kind(), "ordering");
  const auto& body = std::get<OrderingHypothesis>(hypotheses[0].body);
  ASSERT_THAT(body.sets, SizeIs(2));
  EXPECT_EQ(body.sets[1].name, "animals");
  EXPECT_THAT(body.sets[1].pairs, SizeIs(2));
  EXPECT_EQ(body.distance, Distance::kCosine);
  EXPECT_EQ(body.minimum_ratio, 1.1);
}

TEST(ParseHypothesesTest, ReadsAConservation) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const auto hypotheses, Parse(kConservation));
  EXPECT_EQ(hypotheses[0].kind(), "conservation");
  const auto& body = std::get<ConservationHypothesis>(hypotheses[0].body);
  EXPECT_EQ(body.quantity, "energy");
  EXPECT_EQ(body.model, "damped");
  EXPECT_THAT(*body.time_range, ElementsAre(0, 20.5));
  EXPECT_EQ(body.bounds.alpha, 0.05);
  EXPECT_EQ(body.bounds.scale, DeltaScale::kSpread);
  EXPECT_EQ(body.bounds.epsilon, 0.01);
  EXPECT_EQ(body.bounds.epsilon_q95, 0.05);
  EXPECT_EQ(body.bounds.maximum_drift, 0.001);
  EXPECT_EQ(body.bounds.maximum_within_share, 0.02);
}

TEST(ParseHypothesesTest, ReadsSeveralInTheFilesOrder) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const auto hypotheses,
      Parse(absl::StrCat(kOrdering, kOffset, kConservation)));
  ASSERT_THAT(hypotheses, SizeIs(3));
  EXPECT_EQ(hypotheses[0].name, "dog");
  EXPECT_EQ(hypotheses[1].Place(), "h.toml:14");
}

TEST(ParseHypothesesTest, NamesLineValueAndWhatIsAllowed) {
  const struct {
    const char* good;
    const char* from;
    const char* to;
    const char* message;
  } kCases[] = {
      {kOffset, "alpha = 0.05", "alpha = 0.7",
       "h.toml:5: alpha is 0.7; it must be a number from 1e-09 to 0.49"},
      {kOffset, "alpha = 0.05", "alpha = nan", "h.toml:5: alpha is nan"},
      {kOffset, "alpha = 0.05", "alpha = \"small\"",
       "h.toml:5: alpha is \"small\"; it must be a number"},
      {kOffset, "alpha = 0.05\n", "", "h.toml:1: key \"alpha\" is missing"},
      {kOffset, "name = \"gender\"\n", "", "key \"name\" is missing"},
      {kOffset, "name = \"gender\"", "name = \"\"",
       "h.toml:2: name is \"\"; it must be text that is not empty"},
      {kOffset, "statement", "# statement", "key \"statement\" is missing"},
      {kOffset, "kind", "# kind", "key \"kind\" is missing"},
      {kOffset, "\"offset\"", "\"offsets\"",
       "h.toml:4: kind is \"offsets\"; it must be \"offset\", \"ordering\" or "
       "\"conservation\""},
      {kOffset, "minimum_pcs", "minimum_psc",
       "h.toml:6: unknown key \"minimum_psc\"; did you mean \"minimum_pcs\"?"},
      {kOffset, "minimum_pcs = 0.6\nminimum_hit1_gain = 0.1\n", "",
       "key \"minimum_pcs\" is missing"},
      {kOffset, "minimum_pcs = 0.6", "minimum_pcs = 60",
       "h.toml:6: minimum_pcs is 60; it must be a number from 0 to 1"},
      {kOffset, "method = \"euclidean\"", "method = \"3cosavg\"",
       "h.toml:8: method is \"3cosavg\"; it must be \"3CosAvg\" or "
       "\"euclidean\""},
      {kOffset, "[\"aunt\", \"uncle\"]", "[\"aunt\"]",
       "h.toml:11: a pair is [\"aunt\"]; it must be two words"},
      {kOffset, "[\"aunt\", \"uncle\"]", "[\"aunt\", \"\"]",
       "it must be two words"},
      {kOffset, "[\"aunt\", \"uncle\"]", "\"aunt:uncle\"",
       "h.toml:11: a pair is \"aunt:uncle\""},
      {kOffset, "[\"aunt\", \"uncle\"]", "[\"aunt\", \"aunt\"]",
       "h.toml:11: the pair \"aunt\" -> \"aunt\" is one word twice"},
      {kOffset, "[\"aunt\", \"uncle\"]", "[\"queen\", \"king\"]",
       "h.toml:11: the pair \"queen\" -> \"king\" stands on line 10 already"},
      {kOffset, "[\"mother\", \"father\"]", "[\"queen\", \"king\"]",
       "h.toml:13: the pair \"queen\" -> \"king\" stands on line 10 already"},
      {kOffset, "[\"aunt\", \"uncle\"]", "[\"aunt\", \"king\"]",
       "h.toml:11: \"king\" is the second word of \"queen\" -> \"king\" and of "
       "\"aunt\" -> \"king\""},
      {kOffset, "predict = [[\"mother\", \"father\"]]", "predict = []",
       "h.toml:13: predict is []; it must be an array that is not empty"},
      {kOffset, "known = [", "known = 3 #", "not TOML"},
      {kOffset, "[[hypothesis]]", "[[hypotheses]]",
       "h.toml:1: unknown key \"hypotheses\"; did you mean \"hypothesis\"?"},
      {kOffset, "[[hypothesis]]", "[hypothesis]",
       "it must be an array that is not empty"},
      {kOrdering, "minimum_ratio = 1.1", "minimum_ratio = 0.9",
       "h.toml:6: minimum_ratio is 0.9"},
      {kOrdering, "minimum_ratio = 1.1\n", "",
       "key \"minimum_ratio\" is missing"},
      {kOrdering, "\"cosine\"", "\"cos\"",
       "h.toml:7: distance is \"cos\"; it must be \"euclidean\" or \"cosine\""},
      {kOrdering, "[\"dogs\", \"cats\"]", "[\"dogs\", \"dog\"]",
       "h.toml:13: the pair \"dogs\" -> \"dog\" stands on line 10 already"},
      {kOrdering, "pairs = [[\"dog\", \"dogs\"]]", "pears = 1",
       "key \"pairs\" is missing"},
      {kOrdering, "name = \"plurals\"", "title = \"plurals\"",
       "h.toml:8: key \"name\" is missing"},
      {kConservation, "[0, 20.5]", "[20.5, 0]",
       "h.toml:8: time_range is [20.5, 0]; it must be two numbers that rise"},
      {kConservation, "[0, 20.5]", "[0, 1, 2]", "two numbers that rise"},
      {kConservation, "\"spread\"", "\"sd\"", "h.toml:9: scale is \"sd\""},
      {kConservation, "epsilon = 0.01\n", "", "key \"epsilon\" is missing"},
      {kConservation, "epsilon = 0.01", "epsilon = 0",
       "h.toml:10: epsilon is 0"},
      {kConservation, "quantity = \"energy\"\n", "",
       "key \"quantity\" is missing"},
  };
  for (const auto& spoiled : kCases) {
    EXPECT_THAT(Spoiled(spoiled.good, spoiled.from, spoiled.to),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr(spoiled.message)));
  }
}

TEST(ParseHypothesesTest, RefusesAKeyOfAnotherKind) {
  EXPECT_THAT(Spoiled(kOffset, "alpha = 0.05", "alpha = 0.05\nepsilon = 1"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("h.toml:6: unknown key \"epsilon\"")));
}

TEST(ParseHypothesesTest, ReadsWordsOfAnyAlphabet) {
  const std::string text = absl::StrReplaceAll(
      kOffset, {{"\"queen\", \"king\"", "\"\u00e9t\u00e9\", \"\u047e\""},
                {"\"aunt\"", "\"\u732b\""}});
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::vector<Hypothesis> hypotheses,
                                Parse(text));
  const auto& offset = std::get<OffsetHypothesis>(hypotheses[0].body);
  EXPECT_EQ(offset.known[0].from, "\u00e9t\u00e9");
  EXPECT_EQ(offset.known[0].to, "\u047e");
  EXPECT_EQ(offset.known[1].from, "\u732b");
}

TEST(ParseHypothesesTest, NamesAMisspeltKeyWhereOneIsMissing) {
  EXPECT_THAT(Spoiled(kOrdering, "minimum_ratio", "minimun_ratio"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       AllOf(HasSubstr("h.toml:1: key \"minimum_ratio\" is "
                                       "missing"),
                             HasSubstr("is \"minimun_ratio\" on line 6 meant "
                                       "for it?"))));
}

TEST(ParseHypothesesTest, RefusesAnOrderingOfOneSet) {
  const std::string text(kOrdering);
  EXPECT_THAT(Parse(text.substr(0, text.rfind("[[hypothesis.set]]"))),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("at least two sets")));
}

TEST(ParseHypothesesTest, RefusesOneNameTwice) {
  EXPECT_THAT(Parse(absl::StrCat(kOffset, kOffset)),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("h.toml:14: name \"gender\" is that of the "
                                 "hypothesis at h.toml:1")));
}

TEST(ParseHypothesesTest, RefusesAFileWithoutHypotheses) {
  EXPECT_THAT(Parse("# nothing\n"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("h.toml: holds no [[hypothesis]]")));
}

TEST(ParseHypothesesTest, NamesTheLineOfASyntaxError) {
  EXPECT_THAT(Parse("[[hypothesis]]\nname = gender\n"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("h.toml:2: not TOML: ")));
}

TEST(ParseHypothesesTest, RefusesEveryPrefixOrReadsIt) {
  const std::string text = absl::StrCat(kOffset, kOrdering, kConservation);
  for (size_t length = 0; length < text.size(); ++length) {
    const auto parsed = Parse(absl::string_view(text).substr(0, length));
    if (!parsed.ok()) {
      EXPECT_EQ(parsed.status().code(), absl::StatusCode::kInvalidArgument);
      EXPECT_THAT(std::string(parsed.status().message()), HasSubstr("h.toml"));
    }
  }
}

class ReadHypothesesTest : public testing::Test {
 protected:
  ReadHypothesesTest() {
    std::string name = testing::TempDir() + "hypothesesXXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~ReadHypothesesTest() override {
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
  }
  std::string Write(absl::string_view name, absl::string_view text) {
    const std::string path = JoinPath(folder_, name);
    EXPECT_THAT(WriteFile(path, text), IsOk());
    return path;
  }
  std::string folder_;
};

TEST_F(ReadHypothesesTest, ReadsAFoldersTomlFilesByName) {
  Write("b.toml", kOffset);
  Write("a.toml", kOrdering);
  Write("notes.txt", "not TOML");
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const auto hypotheses,
                                ReadHypotheses({folder_}));
  ASSERT_THAT(hypotheses, SizeIs(2));
  EXPECT_EQ(hypotheses[0].name, "dog");
  EXPECT_EQ(hypotheses[1].name, "gender");
}

TEST_F(ReadHypothesesTest, RefusesANameThatTwoFilesHave) {
  const std::string a = Write("a.toml", kOffset);
  const std::string b = Write("b.toml", kOffset);
  EXPECT_THAT(ReadHypotheses({a, b}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       AllOf(HasSubstr("b.toml:1"), HasSubstr("a.toml:1"))));
}

TEST_F(ReadHypothesesTest, SaysThatAFolderHoldsNone) {
  EXPECT_THAT(ReadHypotheses({folder_}),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr(".toml")));
}

TEST_F(ReadHypothesesTest, SaysThatAFileIsNotThere) {
  EXPECT_THAT(ReadHypotheses({JoinPath(folder_, "no.toml")}),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("no.toml")));
}

}  // namespace
}  // namespace lexprobe
