#include "cli/table_summary.h"

#include <cstdint>
#include <limits>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/embedding_matchers.h"

namespace lexprobe::cli {
namespace {

EmbeddingTableParts GoodParts() {
  EmbeddingTableParts parts;
  parts.words = {"a", "b", "c", "d"};
  parts.dim = 2;
  parts.matrix = {3, 4, 0, 0, 0, 1, -2, 0};
  parts.counts = {9, 5, 3, 1};
  return parts;
}

TEST(TableSummaryTest, MeasuresTheVectors) {
  const NormSummary norms = NormsOf(MakeTable(GoodParts()));
  EXPECT_EQ(norms.least, 0);
  EXPECT_EQ(norms.largest, 5);
  EXPECT_EQ(norms.median, 1);
  EXPECT_EQ(norms.mean, 2);
  EXPECT_EQ(norms.zeros, 1);
}

TEST(TableSummaryTest, AddsTheCountsUp) {
  const CountSummary counts = CountsOf(MakeTable(GoodParts()));
  EXPECT_EQ(counts.total, 18);
  EXPECT_EQ(counts.least, 1);
  EXPECT_EQ(counts.largest, 9);
}

TEST(TableSummaryTest, DoesNotOverflow) {
  EmbeddingTableParts parts = GoodParts();
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  parts.counts = {kMost, kMost, 1, 0};
  EXPECT_EQ(CountsOf(MakeTable(std::move(parts))).total, kMost);
}

TEST(TableSummaryTest, TakesATableWithoutRows) {
  EmbeddingTableParts parts;
  parts.dim = 2;
  const EmbeddingTable table = MakeTable(std::move(parts));
  EXPECT_EQ(NormsOf(table).mean, 0);
  EXPECT_EQ(CountsOf(table).least, 0);
}

}  // namespace
}  // namespace lexprobe::cli
