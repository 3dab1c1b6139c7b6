#include "lexprobe/store/embedding_table.h"

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/embedding_matchers.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Optional;

EmbeddingTableParts GoodParts() {
  EmbeddingTableParts parts;
  parts.words = {"the", "cat", "na\xc3\xafve"};
  parts.matrix = {1, 2, 3, 4, 5, 6};
  parts.dim = 2;
  parts.counts = {9, 5, 1};
  parts.metadata_json = R"({"epochs": 3})";
  return parts;
}

TEST(EmbeddingTableTest, GivesWordsVectorsAndCountsByRow) {
  const EmbeddingTable table = MakeTable(GoodParts());
  EXPECT_EQ(table.rows(), 3);
  EXPECT_EQ(table.dim(), 2);
  EXPECT_EQ(table.WordOf(1), "cat");
  EXPECT_THAT(table.VectorOf(1), ElementsAre(3, 4));
  EXPECT_THAT(table.matrix(), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_EQ(table.CountOf(1), 5);
  EXPECT_EQ(table.metadata_json(), R"({"epochs": 3})");
}

TEST(EmbeddingTableTest, FindsEveryWordAndNoOther) {
  const EmbeddingTable table = MakeTable(GoodParts());
  EXPECT_THAT(table.RowOf("the"), Optional(0));
  EXPECT_THAT(table.RowOf("cat"), Optional(1));
  EXPECT_THAT(table.RowOf("na\xc3\xafve"), Optional(2));
  for (const char* absent : {"", "ca", "cats", "zebra", "a", "The"}) {
    EXPECT_EQ(table.RowOf(absent), std::nullopt) << absent;
  }
}

TEST(EmbeddingTableTest, HoldsNoRowsIfGivenNone) {
  EmbeddingTableParts parts;
  parts.dim = 5;
  const EmbeddingTable table = MakeTable(std::move(parts));
  EXPECT_EQ(table.rows(), 0);
  EXPECT_EQ(table.RowOf("the"), std::nullopt);
}

TEST(EmbeddingTableTest, SaysThatCountsAreNotKnown) {
  EmbeddingTableParts parts = GoodParts();
  parts.counts.clear();
  const EmbeddingTable table = MakeTable(std::move(parts));
  EXPECT_FALSE(table.has_counts());
  EXPECT_EQ(table.CountOf(0), 0);
}

TEST(EmbeddingTableTest, StaysWholeWhenMoved) {
  EmbeddingTable first = MakeTable(GoodParts());
  const EmbeddingTable second = std::move(first);
  EXPECT_EQ(second.WordOf(2), "na\xc3\xafve");
  EXPECT_THAT(second.VectorOf(2), ElementsAre(5, 6));
}

TEST(EmbeddingTableTest, RefusesPartsWithOneFieldSpoiled) {
  const struct {
    std::function<void(EmbeddingTableParts&)> spoil;
    const char* message;
  } kCases[] = {
      {[](auto& p) { p.dim = 0; }, "dimension 0; allowed are 1 to 65536"},
      {[](auto& p) { p.dim = 65537; }, "dimension 65537"},
      {[](auto& p) { p.dim = 3; }, "6 numbers where 3 rows of 3 make 9"},
      {[](auto& p) { p.matrix.pop_back(); }, "5 numbers"},
      {[](auto& p) { p.counts.pop_back(); }, "2 counts for 3 words"},
      {[](auto& p) { p.counts[2] = -1; }, "row 2: the count of \"na"},
      {[](auto& p) { p.words[1] = ""; }, "row 1: an empty word"},
      {[](auto& p) { p.words[2] = "the"; },
       "row 2: word \"the\" repeats row 0"},
      {[](auto& p) { p.matrix[3] = std::nanf(""); },
       "row 1: the vector of \"cat\" is not finite"},
      {[](auto& p) { p.matrix[4] = -std::numeric_limits<float>::infinity(); },
       "row 2: the vector of"},
      {[](auto& p) { p.metadata_json = "[1]"; }, "no JSON object"},
      {[](auto& p) { p.metadata_json = "{"; }, "no JSON object"},
  };
  for (const auto& spoiled : kCases) {
    EmbeddingTableParts parts = GoodParts();
    spoiled.spoil(parts);
    EXPECT_THAT(EmbeddingTable::FromParts(std::move(parts)),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr(spoiled.message)));
  }
}

TEST(EmbeddingTableTest, HasAChecksumOfWordsAndVectorsOnly) {
  const uint64_t checksum = MakeTable(GoodParts()).Checksum();
  EmbeddingTableParts parts = GoodParts();
  parts.counts.clear();
  parts.metadata_json = "{}";
  EXPECT_EQ(MakeTable(parts).Checksum(), checksum);
  parts.matrix[5] = -6;
  EXPECT_NE(MakeTable(parts).Checksum(), checksum);
  parts = GoodParts();
  parts.words = {"thec", "at", "na\xc3\xafve"};
  EXPECT_NE(MakeTable(parts).Checksum(), checksum);
  parts = GoodParts();
  std::swap(parts.words[0], parts.words[1]);
  EXPECT_NE(MakeTable(parts).Checksum(), checksum);
}

}  // namespace
}  // namespace lexprobe
