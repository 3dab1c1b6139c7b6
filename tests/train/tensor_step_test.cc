#include "train/tensor_step.h"

#include <atomic>
#include <cmath>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/file.h"
#include "lexprobe/model/blas.h"
#include "lexprobe/train/trainer.h"
#include "model/gradient_check.h"
#include "support/status_matchers.h"
#include "support/tensor_devices.h"
#include "support/tiny_training.h"

namespace lexprobe {
namespace {

using ::testing::HasSubstr;

class TensorStepTest : public testing::TestWithParam<std::string> {
 protected:
  static TrainOptions OptionsFor(TrainOptions options,
                                 Precision precision = Precision::kFloat32) {
    options.deterministic = false;
    options.threads = 1;
    options.device = {GetParam(), true, precision};
    return options;
  }

  // Everything that training changes, after so many steps.
  static std::vector<float> Numbers(StageParameters& parameters) {
    std::vector<float> numbers(parameters.embedding().begin(),
                               parameters.embedding().end());
    const auto append = [&](absl::Span<const float> more) {
      numbers.insert(numbers.end(), more.begin(), more.end());
    };
    append(parameters.accumulators());
    for (const StageParameters::Dense& dense : parameters.dense()) {
      append(dense.values);
      append(dense.squares);
    }
    return numbers;
  }

  // Parameters and loss after `steps` steps by the kernels, of which those of
  // tensor operations must be no farther away than `tolerance`.
  static void ExpectAsTheKernels(const char* stage, int steps,
                                 Precision precision, double tolerance) {
    TinyTraining kernels(stage, /*shards=*/1), tensors(stage, 1);
    StageWorker& worker = *kernels.stage().workers()[0];
    for (int i = 0; i < steps; ++i) {
      ASSERT_THAT(worker.Compute(), IsOk());
      kernels.stage().parameters().Apply(worker.gradient());
    }
    const TrainOptions options = OptionsFor(tensors.options(), precision);
    const auto device = MakeTensorStep(options, &tensors.stage().parameters());
    StageWorker& other = *tensors.stage().workers()[0];
    ASSERT_THAT(device->Load(), IsOk());
    for (int i = 0; i < steps; ++i) {
      ASSERT_THAT(other.StepOn(*device), IsOk());
    }
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const double loss, device->Store());
    ASSERT_THAT(other.AddLoss(loss), IsOk());
    EXPECT_THAT(Numbers(tensors.stage().parameters()),
                IsNear(Numbers(kernels.stage().parameters()), tolerance))
        << stage;
    EXPECT_NEAR(other.counters().loss / worker.counters().loss, 1, tolerance)
        << stage;
    EXPECT_EQ(other.counters().positives, worker.counters().positives);
    EXPECT_EQ(other.counters().tokens, worker.counters().tokens);
  }
};

INSTANTIATE_TEST_SUITE_P(Devices, TensorStepTest,
                         testing::ValuesIn(TensorDevices()),
                         [](const auto& setting) {
                           return TestNameOf(setting.param);
                         });

TEST_P(TensorStepTest, AfterAHundredStepsTheParametersAreThoseOfTheKernels) {
  UseSingleThreadedBlas();
  for (const char* stage : {"embedding", "validity"}) {
    ExpectAsTheKernels(stage, 1, Precision::kFloat32, 1e-5);
    ExpectAsTheKernels(stage, 100, Precision::kFloat32, 1e-3);
  }
}

TEST_P(TensorStepTest, InBfloat16TheyAreNear) {
  for (const char* stage : {"embedding", "validity"}) {
    ExpectAsTheKernels(stage, 20, Precision::kBfloat16, 0.1);
  }
}

TEST_P(TensorStepTest, StopsWhenToldAndLeavesTheParametersWhole) {
  TinyTraining training("embedding", 1), untouched("embedding", 1);
  const TrainOptions options = OptionsFor(training.options());
  const auto device = MakeTensorStep(options, &training.stage().parameters());
  StageWorker& worker = *training.stage().workers()[0];
  ASSERT_THAT(RunOnDevice(
                  worker, *device, [] { return true; }, 0.5),
              IsOk());
  EXPECT_GE(worker.done_share(), 0.5);
  EXPECT_LT(worker.done_share(), 1);
  EXPECT_GT(worker.counters().loss.load(), 0);
  EXPECT_NE(training.embedding(), untouched.embedding());
  const std::vector<float> halfway = training.embedding();
  ASSERT_THAT(RunOnDevice(worker, *device, [] { return true; }), IsOk());
  EXPECT_TRUE(worker.done());
  EXPECT_NE(training.embedding(), halfway);
}

TEST_P(TensorStepTest, ARateThatIsTooHighIsSaid) {
  TinyTraining training("validity", 1);
  TrainOptions options = OptionsFor(training.options());
  StageParameters& tiny = training.stage().parameters();
  StageParameters wild(tiny.embedding(), tiny.dim(), 1e30, 1e30, true);
  for (const StageParameters::Dense& dense : tiny.dense()) {
    wild.AddDense(dense.values);
  }
  const auto device = MakeTensorStep(options, &wild);
  EXPECT_THAT(
      RunOnDevice(*training.stage().workers()[0], *device, [] { return true; }),
      StatusIs(absl::StatusCode::kFailedPrecondition,
               HasSubstr("try half of them")));
}

// Whole trainings, as a user would start them.
class Judge : public TrainObserver {
 public:
  void OnReading(int64_t, int64_t) override {}
  void OnCorpus(const EncodedCorpus&, absl::Duration) override {}
  void OnNeeds(const TrainNeeds&) override {}
  void OnJoining(double) override {}
  void OnProgress(const TrainProgress& progress) override {
    if (progress.done > 0.2) stop = true;
  }
  void OnEvaluation(const TrainProgress& progress, const ValidityReport& report,
                    const std::vector<PairSimilarity>&) override {
    (progress.stage == "embedding" ? embedding : validity) = report.auc;
  }
  void OnEarlyStop(absl::string_view, double) override {}
  void OnCheckpoint(absl::string_view) override {}
  void OnInitialModel(int64_t, int64_t, bool) override {}
  void OnTraffic(const Traffic&) override {}
  void OnNothingToLearn(absl::string_view, absl::string_view) override {}

  std::atomic<bool> stop{false};
  double embedding = 0, validity = 0;  // AUC at the end
};

TrainJob JobIn(const std::string& device, const std::string& name) {
  TrainJob job;
  job.corpus.paths = {LEXPROBE_DATA_DIR "/tiny.txt"};
  job.encoder.vocabulary.min_count = 2;
  job.encoder.held_out = 0.1;
  job.train.model = {.order = 3, .dim = 8, .hidden = 8};
  job.train.embedding.epochs = job.train.validity.epochs = 10;
  job.train.embedding.distillation = 0;  // steps are compared, not joining
  job.train.embedding.order = 7;
  job.train.embedding.corruptions = job.train.validity.corruptions = 16;
  job.folder =
      JoinPath(testing::TempDir(),
               absl::StrCat("tensor step ", TestNameOf(device), " ", name));
  std::filesystem::remove_all(job.folder);
  return job;
}

TEST_P(TensorStepTest, TrainsToTheSameJudgement) {
  std::vector<Judge> seeds(4);
  double low = 1, high = 0, low_embedding = 1, high_embedding = 0;
  for (size_t i = 0; i < seeds.size(); ++i) {
    TrainJob job = JobIn(GetParam(), "kernels");
    job.train.seed = i + 1;
    ASSERT_THAT(Train(job, &seeds[i]), IsOk());
    low = std::min(low, seeds[i].validity);
    high = std::max(high, seeds[i].validity);
    low_embedding = std::min(low_embedding, seeds[i].embedding);
    high_embedding = std::max(high_embedding, seeds[i].embedding);
  }
  EXPECT_GT(low, 0.55);
  for (const Precision precision :
       {Precision::kFloat32, Precision::kBfloat16}) {
    TrainJob job = JobIn(GetParam(), "tensors");
    job.train = OptionsFor(job.train, precision);
    Judge judge;
    ASSERT_THAT(Train(job, &judge), IsOk());
    EXPECT_GT(judge.validity, 2 * low - high);
    EXPECT_LT(judge.validity, 2 * high - low);
    EXPECT_GT(judge.embedding, 2 * low_embedding - high_embedding);
    EXPECT_LT(judge.embedding, 2 * high_embedding - low_embedding);
  }
}

TEST_P(TensorStepTest, GoesOnFromACheckpointOfTheKernels) {
  TrainJob job = JobIn(GetParam(), "resumed");
  job.train.embedding.epochs = 300;
  Judge stopper;
  job.interrupted = [&] { return stopper.stop.load(); };
  ASSERT_THAT(Train(job, &stopper),
              StatusIs(absl::StatusCode::kCancelled, HasSubstr("--resume")));
  job.interrupted = nullptr;
  job.resume = true;
  job.train = OptionsFor(job.train);
  Judge judge;
  ASSERT_THAT(Train(job, &judge), IsOk());
  EXPECT_GT(judge.validity, 0.6);
  const auto run = ReadFile(JoinPath(job.folder, "run.json"), 1 << 20);
  ASSERT_THAT(run, IsOk());
  EXPECT_THAT(*run, HasSubstr("\"precision\": \"float32\""));
}

}  // namespace
}  // namespace lexprobe
