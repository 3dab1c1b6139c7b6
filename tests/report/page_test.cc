#include "lexprobe/report/page.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "report/page_data.h"
#include "report/page_template.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

using Json = nlohmann::json;

EmbeddingTable TableOf(std::vector<std::string> words) {
  EmbeddingTableParts parts;
  parts.words = std::move(words);
  parts.dim = 2;
  for (size_t i = 0; i < parts.words.size(); ++i) {
    parts.matrix.push_back(static_cast<float>(i + 1));
    parts.matrix.push_back(static_cast<float>(i * i));
    parts.counts.push_back(static_cast<int64_t>(100 - i));
  }
  return *EmbeddingTable::FromParts(std::move(parts));
}

// Between `before` and the next `after`.
std::string Between(const std::string& text, const std::string& before,
                    const std::string& after) {
  const size_t start = text.find(before) + before.size();
  return text.substr(start, text.find(after, start) - start);
}

Json DataOf(const std::string& page) {
  return Json::parse(Between(page, "id=\"data\">", "</script>"), nullptr,
                     /*allow_exceptions=*/false);
}

size_t CountOf(const std::string& text, absl::string_view part) {
  return std::vector<std::string>(absl::StrSplit(text, part)).size() - 1;
}

TEST(PageTest, HoldsTheWordsAndWhereTheyCameFrom) {
  const EmbeddingTable table = TableOf({"the", "king", "queen"});
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const std::string page,
      ReportPage({.table = table, .model = "world", .top = 2}));
  const Json data = DataOf(page);
  EXPECT_EQ(data["model"], "world");
  EXPECT_EQ(data["words"], Json({"the", "king"}));
  EXPECT_EQ(data["counts"], Json({100, 99}));
  EXPECT_EQ(data["rows"], 2);
  EXPECT_EQ(data["total"], 3);
  EXPECT_EQ(data["vectors"]["numbers"], "float16");
  EXPECT_FALSE(data.contains("hypotheses"));
  EXPECT_FALSE(data.contains("network"));
  EXPECT_THAT(page, HasSubstr("<title>world · lexprobe</title>"));
}

TEST(PageTest, HasTheMapByTsneFirstIfItIsAskedFor) {
  const EmbeddingTable table = TableOf({"the", "king", "queen", "a", "b"});
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::string one,
                                ReportPage({.table = table, .model = "world"}));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const std::string two,
      ReportPage({.table = table, .model = "world", .tsne = PageTsne()}));
  EXPECT_EQ(DataOf(one)["maps"].size(), 1u);
  ASSERT_EQ(DataOf(two)["maps"].size(), 2u);
  EXPECT_EQ(DataOf(two)["maps"][0]["method"], "t-SNE");
  EXPECT_EQ(DataOf(two)["maps"][1], DataOf(one)["maps"][0]);
  for (const double perplexity : {0.5, 1001.0}) {
    EXPECT_THAT(ReportPage({.table = table,
                            .model = "world",
                            .tsne = PageTsne{.perplexity = perplexity}})
                    .status(),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr("must be 1 to 1000")));
  }
}

TEST(PageTest, KeepsWordsThatLookLikeMarkupAsWords) {
  const std::vector<std::string> words = {"</script><b>",
                                          "<!--",
                                          "\"quoted\"",
                                          "&amp;",
                                          "{{data}}",
                                          "\xf0\x9f\x8d\x8e",
                                          "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"};
  const EmbeddingTable table = TableOf(words);
  const std::string model = "</title><script>alert(1)</script>{{oscillator}}";
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const std::string page,
      ReportPage({.table = table, .model = model, .pairs = "</script>:a"}));
  const Json data = DataOf(page);
  EXPECT_EQ(data["words"], Json(words));
  EXPECT_EQ(data["model"], model);
  EXPECT_THAT(page, AllOf(Not(HasSubstr("<b>")), Not(HasSubstr("alert(1)<"))));
  EXPECT_EQ(CountOf(page, "</script>"), 3u);  // data, d3, the page's own
}

TEST(PageTest, ReplacesBytesThatAreNotUtf8) {
  const EmbeddingTable table = TableOf({"a\xff", "b"});
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::string page,
                                ReportPage({.table = table, .model = "m"}));
  EXPECT_EQ(DataOf(page)["words"][0], "a\xef\xbf\xbd");
}

TEST(PageTest, RefersToNothingOutsideOfItself) {
  const std::string page(PageTemplate());
  EXPECT_THAT(page, AllOf(Not(HasSubstr("src=")), Not(HasSubstr("href=\"http")),
                          Not(HasSubstr("@import")), Not(HasSubstr("url(\""))));
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
}

TEST(PageTest, HasTheOscillatorsSectionWhereOneIsGiven) {
  const EmbeddingTable table = TableOf({"a", "b"});
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const std::string page,
      ReportPage({.table = table,
                  .model = "m",
                  .oscillator_section = "<section id=\"oscillator\">"}));
  EXPECT_EQ(CountOf(page, "<section id=\"oscillator\">"), 1u);
}

TEST(PageTest, ShowsTheRunAndTheNetwork) {
  const EmbeddingTable table = TableOf({"a", "b"});
  const std::vector<float> weights(8, 0.5f), biases(2, 0.25f);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const std::string page,
      ReportPage({.table = table,
                  .model = "m",
                  .run_json = R"({"validity": {"auc": 0.75}})",
                  .network = PageNetwork{.order = 2,
                                         .hidden = 1,
                                         .activation = "bilinear",
                                         .first_weight = weights,
                                         .first_bias = biases}}));
  const Json data = DataOf(page);
  EXPECT_EQ(data["run"]["validity"]["auc"], 0.75);
  EXPECT_EQ(data["network"]["order"], 2);
  EXPECT_EQ(data["network"]["first_bias"], Float32Base64(biases));
  EXPECT_FALSE(data["network"].contains("embedding"));
}

TEST(PageTest, TakesARunThatIsNoJsonForNone) {
  const EmbeddingTable table = TableOf({"a", "b"});
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const std::string page,
      ReportPage({.table = table, .model = "m", .run_json = "[1"}));
  EXPECT_EQ(DataOf(page)["run"], Json::object());
}

TEST(PageTest, IsTheSameForEqualInput) {
  const EmbeddingTable table = TableOf({"a", "b", "c"});
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::string first,
                                ReportPage({.table = table, .model = "m"}));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::string second,
                                ReportPage({.table = table, .model = "m"}));
  EXPECT_EQ(first, second);
}

TEST(PageTest, StaysBelowFifteenMegabytesAtTwentyThousandWords) {
  constexpr int kRows = 20'000;
  constexpr int kDim = 50;
  EmbeddingTableParts parts;
  parts.dim = kDim;
  for (int row = 0; row < kRows; ++row) {
    parts.words.push_back(absl::StrCat("aratherlongword", row));
    for (int i = 0; i < kDim; ++i) {
      parts.matrix.push_back(static_cast<float>((row * 31 + i * 17) % 101));
    }
  }
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable table,
                                EmbeddingTable::FromParts(std::move(parts)));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::string page,
                                ReportPage({.table = table, .model = "m"}));
  EXPECT_LT(page.size(), 15'000'000u);
}

TEST(PageTest, RefusesWhatHasNoPage) {
  const EmbeddingTable one = TableOf({"a"});
  EXPECT_THAT(ReportPage({.table = one, .model = "m"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("1 words of dimension 2")));
  const EmbeddingTable two = TableOf({"a", "b"});
  EXPECT_THAT(ReportPage({.table = two, .model = "m", .top = 1}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("words to show are 1")));
}

TEST(PageDataTest, EscapesWhatCouldEndAScript) {
  EXPECT_EQ(SafeInScript("\"</script>&\""), "\"\\u003c/script\\u003e\\u0026\"");
}

}  // namespace
}  // namespace lexprobe
