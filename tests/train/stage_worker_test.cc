#include "lexprobe/train/stage_worker.h"

#include <limits>
#include <memory>
#include <optional>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/ngram/corruptor.h"
#include "lexprobe/train/device_step.h"
#include "lexprobe/vocab/vocabulary.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::HasSubstr;

// Everything that a worker reads: the words 1 2 3, for ever.
class StageWorkerTest : public testing::Test {
 protected:
  void SetUp() override {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(
        Vocabulary vocabulary,
        Vocabulary::FromEntries({{"<unk>", 0}, {"a", 1}, {"b", 1}, {"c", 1}}));
    LEXPROBE_ASSERT_OK_AND_ASSIGN(Corruptor corruptor,
                                  Corruptor::Create(vocabulary, 0.75));
    corruptor_ = std::make_unique<Corruptor>(std::move(corruptor));
    subsampler_ = std::make_unique<Subsampler>(vocabulary, 0);
    LEXPROBE_ASSERT_OK_AND_ASSIGN(file_, TokenFile::Create(testing::TempDir()));
    ASSERT_THAT(file_->Append({1, 2, 3}), IsOk());
    ASSERT_THAT(file_->Flush(), IsOk());
  }

  BatchBuilder Builder() const {
    const TokenStreamSource source = {file_.get(), &ids_, subsampler_.get(),
                                      UnknownWords::kRemove};
    std::vector<TokenStream> streams;
    streams.emplace_back(source, 0, 3, 0, Random(1));
    return BatchBuilder(std::move(streams), corruptor_.get(), Random(2));
  }

  std::vector<WordId> ids_ = {0, 1, 2, 3};
  StageParameters nothing_{{}, 1, 0, 0, false};
  std::unique_ptr<Corruptor> corruptor_;
  std::unique_ptr<Subsampler> subsampler_;
  std::unique_ptr<TokenFile> file_;
};

class CountingWorker : public StageWorker {
 public:
  // The loss of a batch is `later` from the 500th on.
  CountingWorker(BatchBuilder builder, int64_t total, double loss,
                 std::optional<double> later = {})
      : StageWorker({std::move(builder), total, {}}),
        loss_(loss),
        later_(later.value_or(loss)) {
    batch_.order = 2;
  }

 private:
  double ChanceLoss() const override { return 1; }
  absl::StatusOr<BatchSize> ReadBatch() override {
    const absl::Status status =
        builder().FillNGrams(1, 1, CorruptionPosition::kAny, &batch_);
    if (!status.ok()) return status;
    return BatchSize{1, 1};
  }
  double ComputeGradient(StepGradient*) override {
    return ++batches_ < 500 ? loss_ : later_;
  }
  absl::StatusOr<double> StepOnDevice(double rate_share,
                                      DeviceStep& device) override {
    return device.Take(batch_, rate_share);
  }

  double loss_, later_;
  int batches_ = 0;
  NGramBatch batch_;
};

TEST_F(StageWorkerTest, WorksUntilItsTokensAreRead) {
  StageWorkers workers;
  workers.push_back(
      std::make_unique<CountingWorker>(Builder(), 300, /*loss=*/1));
  ASSERT_THAT(RunWorkers(workers, nothing_, [] { return true; }), IsOk());
  EXPECT_TRUE(AllDone(workers));
  EXPECT_GE(workers[0]->counters().tokens.load(), 300);
  EXPECT_EQ(double(workers[0]->counters().positives.load()),
            workers[0]->counters().loss.load());
}

TEST_F(StageWorkerTest, StopsWhenToldAndGoesOnLater) {
  StageWorkers workers;
  workers.push_back(
      std::make_unique<CountingWorker>(Builder(), int64_t{1} << 40, 1));
  ASSERT_THAT(RunWorkers(workers, nothing_, [] { return false; }), IsOk());
  EXPECT_FALSE(AllDone(workers));
}

TEST_F(StageWorkerTest, RefusesAStateThatNoWorkerHad) {
  CountingWorker worker(Builder(), 300, 1);
  const std::string state = worker.State();
  ASSERT_THAT(worker.RestoreState(state), IsOk());
  for (const double share :
       {-0.5, 1e18, std::numeric_limits<double>::quiet_NaN()}) {
    std::string bytes;
    PutDouble(share, &bytes);
    EXPECT_THAT(StageWorker::DoneShareOf(bytes + state.substr(8)),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr("share")));
  }
  std::string bytes;
  PutUint64(~uint64_t{0} >> 1, &bytes);
  for (const size_t place : {size_t{8}, state.size() - 24, state.size() - 16}) {
    std::string changed = state;
    changed.replace(place, 8, bytes);
    EXPECT_THAT(worker.RestoreState(changed),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr("count")))
        << place;
  }
}

TEST_F(StageWorkerTest, NamesALossThatIsNoNumberAndStopsTheOthers) {
  StageWorkers workers;
  workers.push_back(
      std::make_unique<CountingWorker>(Builder(), int64_t{1} << 40, 1));
  workers.push_back(std::make_unique<CountingWorker>(
      Builder(), int64_t{1} << 40, std::numeric_limits<double>::quiet_NaN()));
  EXPECT_THAT(RunWorkers(workers, nothing_, [] { return true; }),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("the loss became nan")));
}

// Gives the loss of its steps, 2 each, at the end only.
class SlowDevice : public DeviceStep {
 public:
  absl::Status Load() override {
    ++loads;
    return absl::OkStatus();
  }
  absl::StatusOr<double> Take(const SegmentBatch&, double) override {
    return absl::UnimplementedError("no segments here");
  }
  absl::StatusOr<double> Take(const NGramBatch&, double) override {
    if (++steps == fail_at) return absl::ResourceExhaustedError("it is full");
    return 0;
  }
  absl::StatusOr<double> Store() override {
    ++stores;
    return loss_of_each * steps;
  }

  int loads = 0, steps = 0, stores = 0, fail_at = -1;
  double loss_of_each = 2;
};

TEST_F(StageWorkerTest, ADeviceTakesStepsUntilTheShareIsDone) {
  CountingWorker worker(Builder(), 300, /*loss=*/1);
  SlowDevice device;
  ASSERT_THAT(RunOnDevice(
                  worker, device, [] { return true; }, 0.5),
              IsOk());
  EXPECT_GE(worker.done_share(), 0.5);
  EXPECT_FALSE(worker.done());
  EXPECT_EQ(worker.counters().positives, device.steps);
  EXPECT_EQ(worker.counters().loss, 2 * device.steps);
  ASSERT_THAT(RunOnDevice(worker, device, [] { return true; }), IsOk());
  EXPECT_TRUE(worker.done());
  EXPECT_EQ(device.loads, 2);
  EXPECT_EQ(device.stores, 2);
}

TEST_F(StageWorkerTest, ADeviceThatIsToldToStopStoresItsParameters) {
  CountingWorker worker(Builder(), int64_t{1} << 40, 1);
  SlowDevice device;
  ASSERT_THAT(RunOnDevice(worker, device, [] { return false; }), IsOk());
  EXPECT_FALSE(worker.done());
  EXPECT_EQ(device.stores, 1);
}

TEST_F(StageWorkerTest, ADeviceThatFailsStoresNothing) {
  CountingWorker worker(Builder(), 300, 1);
  SlowDevice device;
  device.fail_at = 5;
  EXPECT_THAT(
      RunOnDevice(worker, device, [] { return true; }),
      StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("full")));
  EXPECT_EQ(device.stores, 0);
}

TEST_F(StageWorkerTest, ALossOfADeviceThatIsNoNumberIsNamed) {
  CountingWorker worker(Builder(), 300, 1);
  SlowDevice device;
  device.loss_of_each = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THAT(RunOnDevice(worker, device, [] { return true; }),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("the loss became nan")));
}

TEST_F(StageWorkerTest, NamesALossThatRisesFarAboveItsBeginning) {
  StageWorkers workers;
  workers.push_back(std::make_unique<CountingWorker>(
      Builder(), int64_t{1} << 40, /*loss=*/0.5, /*later=*/9));
  EXPECT_THAT(RunWorkers(workers, nothing_, [] { return true; }),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("the loss rose from 0.5 to 4.0")));
}

TEST_F(StageWorkerTest, AHighLossIsNoDivergenceIfItBeganSoOrIsThatOfChance) {
  for (const auto& [loss, later] : {std::pair(8.0, 20.0), {0.01, 3.9}}) {
    StageWorkers workers;
    workers.push_back(
        std::make_unique<CountingWorker>(Builder(), 5000, loss, later));
    EXPECT_THAT(RunWorkers(workers, nothing_, [] { return true; }), IsOk());
  }
}

}  // namespace
}  // namespace lexprobe
