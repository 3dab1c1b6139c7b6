#include "stats/pairing_consistency.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/stats/effect_size.h"
#include "lexprobe/stats/permutation_test.h"
#include "stats/planted.h"

namespace lexprobe {
namespace {

// Cosines between every two offsets of a pairing.
std::vector<double> CosinesOf(const RepairedOffsets& offsets,
                              const std::vector<int>& pairing) {
  std::vector<double> cosines;
  for (size_t i = 0; i < pairing.size(); ++i) {
    for (size_t j = i + 1; j < pairing.size(); ++j) {
      cosines.push_back(offsets.Cosine(i, static_cast<size_t>(pairing[i]), j,
                                       static_cast<size_t>(pairing[j])));
    }
  }
  return cosines;
}

double AreaUnderCurve(const std::vector<double>& high,
                      const std::vector<double>& low) {
  double wins = 0;
  for (const double x : high) {
    for (const double y : low) {
      wins += std::abs(x - y) < 1e-12 ? 0.5 : (x > y ? 1 : 0);
    }
  }
  return wins / static_cast<double>(high.size() * low.size());
}

// The mean AUC over all fixed-point-free permutations, one by one.
double SlowConsistency(const RepairedOffsets& offsets) {
  std::vector<int> pairing(static_cast<size_t>(offsets.size()));
  std::iota(pairing.begin(), pairing.end(), 0);
  const std::vector<double> true_cosines = CosinesOf(offsets, pairing);
  double sum = 0, count = 0;
  do {
    bool fixed = false;
    for (size_t i = 0; i < pairing.size(); ++i) {
      fixed |= pairing[i] == static_cast<int>(i);
    }
    if (fixed) continue;
    sum += AreaUnderCurve(true_cosines, CosinesOf(offsets, pairing));
    ++count;
  } while (std::next_permutation(pairing.begin(), pairing.end()));
  return sum / count;
}

double ValueOf(const EmbeddingTable& table, int pairs) {
  return PairingConsistency(RepairedOffsets(table, PlantedRows(pairs)),
                            Random(1))
      .value();
}

TEST(CompletionShareTest, CountsPermutationsWithoutFixedPoints) {
  // Of five, with 0 -> 1 and 1 -> 0 the other three can be deranged in 2 of 6
  // ways; with 0 -> 1, 1 -> 2 one must not stay of {3, 4} onto {0, 3, 4}: 3 of
  // 6; with 0 -> 2, 1 -> 3 only 4 may not stay: 4 of 6.
  EXPECT_NEAR(CompletionShare(5, 2), 2.0 / 6, 1e-15);
  EXPECT_NEAR(CompletionShare(5, 3), 3.0 / 6, 1e-15);
  EXPECT_NEAR(CompletionShare(5, 4), 4.0 / 6, 1e-15);
}

TEST(CompletionShareTest, TendsToOneInE) {
  EXPECT_NEAR(CompletionShare(200, 2), std::exp(-1.0), 1e-12);
  EXPECT_NEAR(CompletionShare(200, 4), std::exp(-1.0), 0.01);
}

TEST(PairingConsistencyTest, IsOneForAPerfectOffsetByHand) {
  // a: (0, 0), (10, 0), (0, 10); every offset is (1, 0), no re-paired two are
  // parallel.
  EmbeddingTableParts parts;
  parts.words = {"a", "b", "c", "d", "e", "f"};
  parts.dim = 2;
  parts.matrix = {0, 0, 1, 0, 10, 0, 11, 0, 0, 10, 1, 10};
  EXPECT_DOUBLE_EQ(ValueOf(*EmbeddingTable::FromParts(parts), 3), 1);
}

TEST(PairingConsistencyTest, GivesTiesByHalf) {
  // On a line all cosines are 1 or -1. Pairs 0 -> 1, 2 -> 3: the true cosine
  // is 1; exchanged, 0 -> 3 and 2 -> 1 have -1. With 0 -> 2, 1 -> 3 the
  // exchanged offsets 0 -> 3 and 1 -> 2 have 1 too.
  EmbeddingTableParts parts;
  parts.words = {"a", "b", "c", "d"};
  parts.dim = 1;
  parts.matrix = {0, 1, 2, 3};
  EXPECT_DOUBLE_EQ(ValueOf(*EmbeddingTable::FromParts(parts), 2), 1);
  parts.matrix = {0, 2, 1, 3};
  EXPECT_DOUBLE_EQ(ValueOf(*EmbeddingTable::FromParts(parts), 2), 0.5);
}

TEST(PairingConsistencyTest, AgreesWithFullEnumeration) {
  for (const int pairs : {2, 3, 4, 5, 6, 7}) {
    const EmbeddingTable table = PlantedTable(
        {.pairs = pairs, .dim = 4}, Random(static_cast<uint64_t>(pairs)));
    const RepairedOffsets offsets(table, PlantedRows(pairs));
    const PairingConsistency consistency(offsets, Random(1));
    EXPECT_TRUE(consistency.exact());
    EXPECT_NEAR(consistency.value(), SlowConsistency(offsets), 1e-12) << pairs;
  }
}

TEST(PairingConsistencyTest, SamplesBeyondFiftyFourPairs) {
  const EmbeddingTable table = PlantedTable({.pairs = 55, .dim = 8}, Random(1));
  const RepairedOffsets offsets(table, PlantedRows(55));
  const PairingConsistency consistency(offsets, Random(1));
  EXPECT_FALSE(consistency.exact());
  EXPECT_NEAR(consistency.value(),
              PairingConsistency(offsets, Random(2)).value(), 0.005);
  // The first 54 of them, exactly.
  EXPECT_NEAR(consistency.value(), ValueOf(table, 54), 0.03);
}

TEST(PairingConsistencyTest, IsAHalfWhenPairingDoesNotMatter) {
  double sum = 0;
  for (uint64_t run = 0; run < 50; ++run) {
    sum += ValueOf(PlantedTable({.pairs = 12, .concordance = 0, .alike = false},
                                Random(run)),
                   12) /
           50;
  }
  EXPECT_NEAR(sum, 0.5, 0.01);
}

TEST(PairingConsistencyTest, WeighsAsTheValueWhenAllWeighOne) {
  for (const int pairs : {2, 3, 5, 30}) {
    const EmbeddingTable table = PlantedTable({.pairs = pairs}, Random(3));
    const PairingConsistency consistency(
        RepairedOffsets(table, PlantedRows(pairs)), Random(1));
    const std::vector<double> ones(static_cast<size_t>(pairs), 1.0);
    EXPECT_NEAR(consistency.Weighted(ones), consistency.value(), 1e-12);
  }
}

TEST(PairingConsistencyTest, IsNotDefinedOnThreeOfFivePairs) {
  const EmbeddingTable table = PlantedTable({.pairs = 5}, Random(3));
  const PairingConsistency consistency(RepairedOffsets(table, PlantedRows(5)),
                                       Random(1));
  EXPECT_FALSE(std::isnan(consistency.Weighted({2, 1, 1, 1, 0})));
  EXPECT_TRUE(std::isnan(consistency.Weighted({3, 1, 1, 0, 0})));
}

TEST(PairingConsistencyTest, HasAnIntervalThatCoversTheTruth) {
  // The truth: the mean over other tables of the same make.
  constexpr int kPairs = 12;
  const auto table = [](uint64_t seed) {
    return PlantedTable({.pairs = kPairs, .concordance = 0.2}, Random(seed));
  };
  double truth = 0;
  for (uint64_t run = 0; run < 200; ++run) {
    truth += ValueOf(table(1000 + run), kPairs) / 200;
  }
  int covered = 0;
  for (uint64_t run = 0; run < 100; ++run) {
    const EmbeddingTable one = table(run);
    const PairingConsistency consistency(
        RepairedOffsets(one, PlantedRows(kPairs)), Random(1));
    const auto weighted = [&consistency](absl::Span<const double> weights) {
      return consistency.Weighted(weights);
    };
    const Interval interval =
        BootstrapInterval(kPairs, weighted, {.resamples = 200}, Random(run));
    covered += interval.low <= truth && truth <= interval.high;
  }
  EXPECT_GE(covered, 88);
}

}  // namespace
}  // namespace lexprobe
