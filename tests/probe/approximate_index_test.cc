#include "lexprobe/probe/approximate_index.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/random.h"
#include "lexprobe/probe/neighbors.h"
#include "probe/hnsw_file.h"
#include "support/random_table.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using testing::AllOf;
using testing::HasSubstr;

// Both ways of building are tested: CI has a stage for each.
#define LEXPROBE_ONLY_WITH_FAISS() \
  if (!HasApproximateSearch()) return ExpectRefusal()

void ExpectRefusal() {
  const EmbeddingTable table = RandomTable(20, 3, 1);
  for (const Metric metric : {Metric::kCosine, Metric::kEuclidean}) {
    EXPECT_THAT(ApproximateIndex::Make(table, metric, {}).status(),
                StatusIs(absl::StatusCode::kFailedPrecondition,
                         AllOf(HasSubstr("-DLEXPROBE_FAISS=ON"),
                               HasSubstr("libfaiss-dev"))));
  }
}

// Around random centres, as words are.
EmbeddingTable ClusteredTable(int rows, int dim, uint64_t seed) {
  const int clusters = rows / 50;
  const std::vector<float> centres =
      RandomFloats(static_cast<size_t>(clusters * dim), seed);
  std::vector<float> matrix =
      RandomFloats(static_cast<size_t>(rows * dim), seed + 1);
  for (size_t i = 0; i < matrix.size(); ++i) {
    matrix[i] = 0.5f * matrix[i] + centres[i % centres.size()];
  }
  return NumberedTable(dim, std::move(matrix));
}

std::vector<SearchTarget> TargetsOf(const EmbeddingTable& table, Metric metric,
                                    int count) {
  std::vector<SearchTarget> targets;
  for (int i = 0; i < count; ++i) {
    const std::vector<float> query = RandomFloats(
        static_cast<size_t>(table.dim()), static_cast<uint64_t>(1000 + i));
    targets.push_back(metric == Metric::kCosine
                          ? SearchTarget::Cosine(query)
                          : SearchTarget::Euclidean(query));
  }
  return targets;
}

// The share of the exact answers that `index` finds too.
double RecallOf(const ApproximateIndex& index, Metric metric, int top) {
  const NeighborIndex exact(index.table());
  double found = 0;
  const std::vector<SearchTarget> targets =
      TargetsOf(index.table(), metric, 100);
  for (const SearchTarget& target : targets) {
    const std::vector<Neighbor> rows = index.NearestTo(target, top);
    for (const Neighbor& neighbor : exact.NearestTo(target, top)) {
      if (std::count(rows.begin(), rows.end(), neighbor) > 0) found += 1;
    }
  }
  return found / (100.0 * top);
}

ApproximateIndex Made(const EmbeddingTable& table, Metric metric,
                      int threads = 1) {
  return *ApproximateIndex::Make(table, metric, {.threads = threads});
}

TEST(ApproximateIndexTest, FindsNearlyAllThatTheExactSearchFinds) {
  LEXPROBE_ONLY_WITH_FAISS();
  for (const Metric metric : {Metric::kCosine, Metric::kEuclidean}) {
    const EmbeddingTable table = ClusteredTable(5000, 20, 3);
    ApproximateIndex index = Made(table, metric, 2);
    index.set_effort(8);
    const double little = RecallOf(index, metric, 10);
    index.set_effort(200);
    EXPECT_GT(RecallOf(index, metric, 10), 0.98);
    EXPECT_LT(little, RecallOf(index, metric, 10));
  }
}

TEST(ApproximateIndexTest, FindsAllWithAsMuchEffortAsThereAreRows) {
  LEXPROBE_ONLY_WITH_FAISS();
  const EmbeddingTable table = RandomTable(300, 8, 5);
  for (const Metric metric : {Metric::kCosine, Metric::kEuclidean}) {
    ApproximateIndex index = Made(table, metric);
    index.set_effort(300);
    const NeighborIndex exact(table);
    for (const SearchTarget& target : TargetsOf(table, metric, 20)) {
      EXPECT_EQ(index.NearestTo(target, 7, {3, 5}),
                exact.NearestTo(target, 7, {3, 5}));
    }
  }
}

TEST(ApproximateIndexTest, MeasuresItsRecallAndChoosesAnEffort) {
  LEXPROBE_ONLY_WITH_FAISS();
  const EmbeddingTable table = ClusteredTable(5000, 20, 7);
  const ApproximateIndex index = Made(table, Metric::kCosine);
  ASSERT_GT(index.recalls().size(), 0);
  EXPECT_EQ(index.recalls()[0].effort, 16);
  for (const Recall& recall : index.recalls()) {
    EXPECT_GT(recall.at_10, 0.3);
    EXPECT_LE(recall.at_10, 1.0);
    EXPECT_EQ(recall.at_10 >= 0.95, recall.effort >= index.effort());
  }
}

TEST(ApproximateIndexTest, OneThreadMakesOneIndexAndAnyNumberAnswerAlike) {
  LEXPROBE_ONLY_WITH_FAISS();
  const TemporaryFolder folder;
  const EmbeddingTable table = ClusteredTable(2000, 10, 9);
  const ApproximateIndex index = Made(table, Metric::kCosine);
  const std::string first = folder.File("first");
  const std::string second = folder.File("second");
  ASSERT_THAT(index.Write(first), IsOk());
  ASSERT_THAT(Made(table, Metric::kCosine).Write(second), IsOk());
  EXPECT_EQ(*ReadFile(first), *ReadFile(second));
  const std::vector<SearchTarget> targets =
      TargetsOf(table, Metric::kCosine, 200);
  EXPECT_EQ(index.NearestToEach(targets, 5, {}, 1),
            index.NearestToEach(targets, 5, {}, 4));
}

TEST(ApproximateIndexTest, AnswersForFewRowsAndForAwkwardOnes) {
  LEXPROBE_ONLY_WITH_FAISS();
  const EmbeddingTable table =
      TableOf({"zero", "tiny", "huge", "one", "two", "same"},
              {0, 0, 1e-30f, 0, 0, 1e30f, 1, 1, -1, 0.5f, 1, 1});
  for (const Metric metric : {Metric::kCosine, Metric::kEuclidean}) {
    const ApproximateIndex index = Made(table, metric);
    const NeighborIndex exact(table);
    for (int64_t row = 0; row < table.rows(); ++row) {
      const SearchTarget target =
          metric == Metric::kCosine
              ? SearchTarget::Cosine(table.VectorOf(row))
              : SearchTarget::Euclidean(table.VectorOf(row));
      EXPECT_EQ(index.NearestTo(target, 10, {row}),
                exact.NearestTo(target, 10, {row}));
    }
  }
  EXPECT_TRUE(Made(RandomTable(1, 2, 1), Metric::kCosine)
                  .NearestTo(SearchTarget::Cosine({1, 2}), 3, {0})
                  .empty());
}

TEST(ApproximateIndexTest, ReadsWhatItWrote) {
  LEXPROBE_ONLY_WITH_FAISS();
  const TemporaryFolder folder;
  const EmbeddingTable table = ClusteredTable(2000, 10, 11);
  const ApproximateIndex index = Made(table, Metric::kEuclidean, 2);
  const std::string path = folder.File("index");
  ASSERT_THAT(index.Write(path), IsOk());
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const ApproximateIndex read,
      ApproximateIndex::Read(path, table, Metric::kEuclidean));
  EXPECT_EQ(read.effort(), index.effort());
  EXPECT_EQ(read.recalls().size(), index.recalls().size());
  const std::vector<SearchTarget> targets =
      TargetsOf(table, Metric::kEuclidean, 50);
  EXPECT_EQ(read.NearestToEach(targets, 5, {}, 2),
            index.NearestToEach(targets, 5, {}, 2));
}

TEST(ApproximateIndexTest, RefusesTheIndexOfOtherVectorsOrAnotherMetric) {
  LEXPROBE_ONLY_WITH_FAISS();
  const TemporaryFolder folder;
  const EmbeddingTable table = RandomTable(100, 5, 13);
  const std::string path = folder.File("index");
  ASSERT_THAT(Made(table, Metric::kCosine).Write(path), IsOk());
  EXPECT_THAT(
      ApproximateIndex::Read(path, RandomTable(100, 5, 14), Metric::kCosine)
          .status(),
      StatusIs(absl::StatusCode::kFailedPrecondition,
               HasSubstr("the index of other vectors")));
  EXPECT_THAT(ApproximateIndex::Read(path, table, Metric::kEuclidean).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("an index by cosine, not by euclidean")));
}

TEST(ApproximateIndexTest, RefusesEveryPrefixAndEveryFlippedByte) {
  LEXPROBE_ONLY_WITH_FAISS();
  const TemporaryFolder folder;
  const EmbeddingTable table = RandomTable(4, 3, 15);
  const std::string path = folder.File("index");
  ASSERT_THAT(Made(table, Metric::kCosine).Write(path), IsOk());
  const std::string whole = *ReadFile(path);
  const auto status_of = [&](const std::string& bytes) {
    return HnswFileOf(bytes, {table.matrix(), 3, Metric::kCosine},
                      table.Checksum())
        .status();
  };
  ASSERT_THAT(status_of(whole), IsOk());
  for (size_t length = 0; length < whole.size(); ++length) {
    EXPECT_FALSE(status_of(whole.substr(0, length)).ok()) << length;
  }
  for (size_t at = 0; at < whole.size(); ++at) {
    std::string spoiled = whole;
    spoiled[at] = static_cast<char>(spoiled[at] ^ 0x10);
    EXPECT_FALSE(status_of(spoiled).ok()) << at;
  }
}

TEST(ApproximateIndexTest, RefusesLinksThatLeadOutOfTheGraph) {
  LEXPROBE_ONLY_WITH_FAISS();
  const EmbeddingTable table = RandomTable(2, 3, 17);
  const GraphSpace space = {table.matrix(), 3, Metric::kCosine};
  const std::vector<uint8_t> heights = {1, 2};
  std::vector<int32_t> links(2 * (2 * kLinks) + kLinks, -1);
  const auto status_with = [&](size_t at, int32_t to, int64_t entry = 0) {
    std::vector<int32_t> spoiled = links;
    spoiled[at] = to;
    return HnswGraph::FromParts(space, {heights, spoiled, entry}).status();
  };
  EXPECT_THAT(status_with(0, 1), IsOk());
  EXPECT_THAT(status_with(links.size() - 1, 1), IsOk());
  const auto refused =
      StatusIs(absl::StatusCode::kDataLoss, HasSubstr("the graph's"));
  EXPECT_THAT(status_with(0, 2), refused);
  EXPECT_THAT(status_with(0, -2), refused);
  EXPECT_THAT(status_with(links.size() - 1, 0), refused);  // row 0 is not there
  EXPECT_THAT(status_with(0, 1, 2), refused);
  EXPECT_THAT(status_with(0, 1, -1), refused);
}

TEST(ApproximateIndexTest, RefusesATableWithoutRows) {
  LEXPROBE_ONLY_WITH_FAISS();
  EmbeddingTableParts parts;
  parts.dim = 2;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable empty,
                                EmbeddingTable::FromParts(std::move(parts)));
  EXPECT_THAT(
      ApproximateIndex::Make(empty, Metric::kCosine, {}).status(),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("0 rows")));
}

}  // namespace
}  // namespace lexprobe
