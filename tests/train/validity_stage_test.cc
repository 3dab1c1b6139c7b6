#include <cstdint>

#include "gtest/gtest.h"
#include "lexprobe/train/stages.h"
#include "support/status_matchers.h"
#include "support/tiny_training.h"

namespace lexprobe {
namespace {

// N-grams in a batch of the first of `processes` that are averaged.
int64_t BatchOf(int processes, int batch, int threads = 1) {
  TrainOptions options = TinyTraining::Options(/*shards=*/1, processes);
  options.deterministic = false;
  options.threads = threads;
  options.validity.batch = batch;
  TinyTraining training("validity", options, /*rank=*/0, processes);
  StageWorker& worker = *training.stage().workers()[0];
  EXPECT_THAT(worker.Compute(), IsOk());
  return worker.counters().positives.load();
}

double RateOf(const TrainOptions& options, double done_share) {
  return TinyTraining("validity", options, /*rank=*/0, /*size=*/4)
      .stage()
      .RateAt(done_share);
}

TEST(ValidityStageTest, BatchesOfAveragedProcessesAreSmallerByTheRoot) {
  EXPECT_EQ(BatchOf(1, 256), 256);
  EXPECT_EQ(BatchOf(4, 256), 128);
  EXPECT_EQ(BatchOf(16, 256), 64);
}

TEST(ValidityStageTest, AProcessHasAFewNGramsOfABatchAtLeast) {
  EXPECT_EQ(BatchOf(16, 40), 16);
  EXPECT_EQ(BatchOf(4, 10), 10);
}

TEST(ValidityStageTest, ThreadsHaveABatchEach) {
  EXPECT_EQ(BatchOf(1, 256, /*threads=*/2), 256);
  EXPECT_EQ(BatchOf(4, 256, /*threads=*/2), 128);
}

TEST(ValidityStageTest, RatesRiseForTheWarmUpAndThenFall) {
  TrainOptions options = TinyTraining::Options(/*shards=*/4, /*parts=*/4);
  const double rate = options.validity.network_rate;
  EXPECT_LT(RateOf(options, 0.05), 0.6 * rate);
  EXPECT_EQ(RateOf(options, 0.1), rate);
  EXPECT_LT(RateOf(options, 0.9), 0.2 * rate);
  options.validity.warm_up = 0.4;
  EXPECT_LT(RateOf(options, 0.1), 0.3 * rate);
  options.validity.warm_up = 0;
  EXPECT_EQ(RateOf(options, 0), rate);
}

TEST(ValidityStageTest, ShardsShareABatch) {
  TinyTraining training("validity", /*shards=*/1);
  TinyTraining sharded("validity", /*shards=*/2);
  for (TinyTraining* one : {&training, &sharded}) {
    ASSERT_THAT(one->stage().workers()[0]->Compute(), IsOk());
  }
  const auto positives = [](TinyTraining& one) {
    return one.stage().workers()[0]->counters().positives.load();
  };
  EXPECT_EQ(positives(training), training.options().validity.batch);
  EXPECT_EQ(positives(sharded), 16);
}

}  // namespace
}  // namespace lexprobe
