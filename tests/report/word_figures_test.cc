#include "lexprobe/report/word_figures.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Women at the foot of an arrow, men at its head.
EmbeddingTable Table() {
  EmbeddingTableParts parts;
  parts.words = {"queen", "king", "aunt", "uncle", "mother", "father", "far"};
  parts.matrix = {5, 0, 1, 5, 3, 1, 1, 0,  5,  1, 3,
                  5, 3, 0, 3, 3, 3, 3, -9, -9, -9};
  parts.dim = 3;
  return *EmbeddingTable::FromParts(std::move(parts));
}

std::vector<std::string> WordsOf(const Figure& figure) {
  std::vector<std::string> words;
  for (const ChartText& text : figure.charts[0].texts) {
    words.push_back(text.text);
  }
  return words;
}

TEST(WordFiguresTest, DrawsPairsAndWhereTheConceptLeads) {
  const EmbeddingTable table = Table();
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const Figure figure,
      ConceptFigure(NeighborIndex(table),
                    {.pairs = {{0, 1}, {2, 3}}, .applied = {4}}));
  EXPECT_THAT(WordsOf(figure), ElementsAre("queen", "king", "aunt", "uncle",
                                           "mother", "father"));
  int arrows = 0;
  for (const ChartLine& line : figure.charts[0].lines) {
    if (!line.arrow) continue;
    ++arrows;
    EXPECT_NEAR(line.y[1] - line.y[0], 3, 1e-6);
    EXPECT_NEAR(line.x[1], line.x[0], 1e-6);
  }
  EXPECT_EQ(arrows, 3);
  EXPECT_EQ(figure.title, "The offset that 2 pairs share, concordance 1.00");
}

TEST(WordFiguresTest, DrawsNeighboursOnceInTheColourOfTheirWord) {
  const EmbeddingTable table = Table();
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const Figure figure, NeighborFigure(NeighborIndex(table), {0, 2}, 2));
  const std::vector<std::string> words = WordsOf(figure);
  EXPECT_EQ(words[0], "queen");
  EXPECT_EQ(words[1], "aunt");
  EXPECT_THAT(words, Contains("king"));
  EXPECT_THAT(words, Contains("mother").Times(1));
}

TEST(WordFiguresTest, RefusesMoreWordsThanColours) {
  const EmbeddingTable table = Table();
  EXPECT_THAT(
      NeighborFigure(NeighborIndex(table), {0, 1, 2, 3, 4, 5, 6}, 1),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("7 words, where a picture has colours for 6")));
}

}  // namespace
}  // namespace lexprobe
