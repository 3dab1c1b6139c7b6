#include "train/neighbor_distillation.h"

#include <cmath>
#include <cstddef>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

constexpr size_t kWords = 300, kWideDim = 12, kDim = 4;

struct Tables {
  std::vector<float> wide, narrow;
};

// A wide table, of which the narrow one has the first columns.
Tables RandomTables(size_t words = kWords) {
  Random random(5);
  Tables tables;
  for (size_t i = 0; i < words * kWideDim; ++i) {
    tables.wide.push_back(static_cast<float>(random.Normal()));
    if (i % kWideDim < kDim) tables.narrow.push_back(tables.wide.back());
  }
  return tables;
}

DistillationOptions Options() {
  DistillationOptions options;
  options.batch = 150;  // a whole block and a part of one
  options.frequent = 200;
  return options;
}

std::vector<float> Distilled(const DistillationOptions& options, Tables tables,
                             int threads, bool keep_going = true) {
  DistilNeighbors(
      options, tables.wide, kWideDim, kDim, Random(3), threads,
      [&](double) { return keep_going; }, absl::MakeSpan(tables.narrow));
  return tables.narrow;
}

double Cosine(const float* a, const float* b, size_t dim) {
  double ab = 0, aa = 0, bb = 0;
  for (size_t i = 0; i < dim; ++i) {
    ab += double{a[i]} * double{b[i]};
    aa += double{a[i]} * double{a[i]};
    bb += double{b[i]} * double{b[i]};
  }
  return ab / std::sqrt(aa * bb);
}

// The word that is nearest to each.
std::vector<size_t> NearestOf(const std::vector<float>& table, size_t dim) {
  std::vector<size_t> nearest;
  for (size_t i = 0; i < table.size() / dim; ++i) {
    size_t best = i == 0 ? 1 : 0;
    for (size_t j = 0; j < table.size() / dim; ++j) {
      if (j != i && Cosine(&table[i * dim], &table[j * dim], dim) >
                        Cosine(&table[i * dim], &table[best * dim], dim)) {
        best = j;
      }
    }
    nearest.push_back(best);
  }
  return nearest;
}

int SameNearest(const Tables& tables, const std::vector<float>& narrow) {
  const std::vector<size_t> wide = NearestOf(tables.wide, kWideDim);
  const std::vector<size_t> own = NearestOf(narrow, kDim);
  int same = 0;
  for (size_t i = 0; i < wide.size(); ++i) same += wide[i] == own[i] ? 1 : 0;
  return same;
}

TEST(NeighborDistillationTest, WordsGetTheNeighborsOfTheWideTable) {
  const Tables tables = RandomTables();
  const int before = SameNearest(tables, tables.narrow);
  const int after = SameNearest(tables, Distilled(Options(), tables, 1));
  EXPECT_GT(after, 2 * before) << "before: " << before;
}

TEST(NeighborDistillationTest, GivesTheSameBitsAtAnyNumberOfThreads) {
  const Tables tables = RandomTables();
  const std::vector<float> one = Distilled(Options(), tables, 1);
  EXPECT_NE(one, tables.narrow);
  for (const int threads : {2, 3, 5}) {
    EXPECT_EQ(Distilled(Options(), tables, threads), one) << threads;
  }
}

TEST(NeighborDistillationTest, EachWordStaysAsLongAsItWas) {
  const Tables tables = RandomTables();
  const std::vector<float> distilled = Distilled(Options(), tables, 2);
  for (size_t at = 0; at < distilled.size(); at += kDim) {
    EXPECT_NEAR(
        std::hypot(distilled[at], distilled[at + 1],
                   std::hypot(distilled[at + 2], distilled[at + 3])),
        std::hypot(tables.narrow[at], tables.narrow[at + 1],
                   std::hypot(tables.narrow[at + 2], tables.narrow[at + 3])),
        1e-4f);
  }
}

TEST(NeighborDistillationTest, EndsSoonWhenToldTo) {
  DistillationOptions options = Options();
  options.passes = 1e9;
  for (const float number :
       Distilled(options, RandomTables(), 2, /*keep_going=*/false)) {
    EXPECT_TRUE(std::isfinite(number));
  }
}

TEST(NeighborDistillationTest, LeavesWordsWithoutADirectionAlone) {
  Tables tables = RandomTables();
  for (size_t k = 0; k < kDim; ++k) tables.narrow[kDim + k] = 0;
  for (size_t k = 0; k < kWideDim; ++k) tables.wide[2 * kWideDim + k] = 0;
  const std::vector<float> distilled = Distilled(Options(), tables, 2);
  for (size_t k = 0; k < kDim; ++k) EXPECT_EQ(distilled[kDim + k], 0);
  for (const float number : distilled) EXPECT_TRUE(std::isfinite(number));
  const Tables zeros = {std::vector<float>(10 * kWideDim),
                        std::vector<float>(10 * kDim)};
  EXPECT_EQ(Distilled(Options(), zeros, 2), zeros.narrow);
}

TEST(NeighborDistillationTest, TakesTablesOfAnyFewWords) {
  for (const size_t words : {0u, 1u, 2u, 3u, 149u, 150u, 151u}) {
    const Tables tables = RandomTables(words);
    const std::vector<float> distilled = Distilled(Options(), tables, 3);
    ASSERT_EQ(distilled.size(), words * kDim);
    if (words < 2) {
      EXPECT_EQ(distilled, tables.narrow);
    }
    for (const float number : distilled) EXPECT_TRUE(std::isfinite(number));
  }
}

}  // namespace
}  // namespace lexprobe
