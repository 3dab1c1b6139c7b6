#include "lexprobe/oscillator/training_job.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/file.h"
#include "lexprobe/oscillator/subject.h"
#include "support/fake_clock.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Set by a test, read by the job.
int epochs_until_interrupt = 0;

class Observer : public OscillatorObserver {
 public:
  explicit Observer(FakeClock* clock = nullptr) : clock_(clock) {}
  void OnEpoch(absl::string_view what, const OscillatorModel&) override {
    ++epochs;
    last = std::string(what);
    if (epochs_until_interrupt > 0) --epochs_until_interrupt;
    if (clock_ != nullptr) clock_->Advance(absl::Seconds(10));
  }
  void OnCheckpoint(absl::string_view) override { ++checkpoints; }

  int epochs = 0;
  int checkpoints = 0;
  std::string last;

 private:
  FakeClock* clock_;
};

OscillatorJob Job(const TemporaryFolder& folder) {
  OscillatorJob job;
  job.folder = folder.File("model");
  job.experiment.samples.count = 200;
  job.experiment.samples.held_out = 50;
  job.experiment.network.hidden = {4};
  job.experiment.fit.epochs = 5;
  return job;
}

// A job that is interrupted after so many epochs.
OscillatorJob InterruptedJob(const TemporaryFolder& folder, int epochs) {
  OscillatorJob job = Job(folder);
  epochs_until_interrupt = epochs + 1;
  job.interrupted = [] { return epochs_until_interrupt == 1; };
  return job;
}

std::string ModelBytes(const OscillatorJob& job) {
  return *ReadFile(JoinPath(job.folder, kOscillatorFile));
}

TEST(TrainingJobTest, LeavesModelAndControlBehind) {
  const TemporaryFolder folder;
  const OscillatorJob job = Job(folder);
  Observer observer;
  ASSERT_THAT(TrainOscillator(job, observer), IsOk());
  EXPECT_EQ(observer.epochs, 10);
  EXPECT_EQ(observer.last, "damped control");
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const OscillatorModel model,
      LoadOscillatorModel(JoinPath(job.folder, kOscillatorFile)));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const OscillatorModel control,
      LoadOscillatorModel(JoinPath(job.folder, kDampedFile)));
  EXPECT_EQ(model.state.epochs_done(), 5);
  EXPECT_TRUE(model.state.first_moment.empty());
  EXPECT_EQ(model.experiment.oscillator.damping, 0);
  EXPECT_DOUBLE_EQ(control.experiment.oscillator.damping, 0.1);
  EXPECT_FALSE(FileExists(JoinPath(job.folder, kOscillatorCheckpoint)));
}

TEST(TrainingJobTest, LeavesTheControlOutIfAsked) {
  const TemporaryFolder folder;
  OscillatorJob job = Job(folder);
  job.control = false;
  Observer observer;
  ASSERT_THAT(TrainOscillator(job, observer), IsOk());
  EXPECT_FALSE(FileExists(JoinPath(job.folder, kDampedFile)));
}

TEST(TrainingJobTest, ResumesFromAnInterruptAsIfThereHadBeenNone) {
  const TemporaryFolder one, other;
  Observer observer;
  ASSERT_THAT(TrainOscillator(Job(other), observer), IsOk());
  OscillatorJob job = InterruptedJob(one, 2);
  Observer first;
  EXPECT_THAT(TrainOscillator(job, first),
              StatusIs(absl::StatusCode::kCancelled, "interrupted"));
  EXPECT_EQ(first.epochs, 2);
  EXPECT_EQ(first.checkpoints, 1);
  EXPECT_TRUE(FileExists(JoinPath(job.folder, kOscillatorCheckpoint)));
  EXPECT_FALSE(FileExists(JoinPath(job.folder, kOscillatorFile)));
  job.resume = true;
  Observer second;
  ASSERT_THAT(TrainOscillator(job, second), IsOk());
  EXPECT_EQ(second.epochs, 3 + 5);
  EXPECT_EQ(ModelBytes(job), ModelBytes(Job(other)));
}

TEST(TrainingJobTest, ResumesWithinTheControl) {
  const TemporaryFolder folder;
  OscillatorJob job = InterruptedJob(folder, 7);
  Observer first;
  EXPECT_THAT(TrainOscillator(job, first),
              StatusIs(absl::StatusCode::kCancelled, "interrupted"));
  job.resume = true;
  Observer second;
  ASSERT_THAT(TrainOscillator(job, second), IsOk());
  EXPECT_EQ(second.epochs, 3);
  Observer third;
  ASSERT_THAT(TrainOscillator(job, third), IsOk());
  EXPECT_EQ(third.epochs, 0);
}

TEST(TrainingJobTest, WritesACheckpointWheneverItIsTime) {
  const TemporaryFolder folder;
  OscillatorJob job = Job(folder);
  FakeClock clock;
  job.clock = &clock;
  job.checkpoint_every = absl::Seconds(20);
  job.control = false;
  Observer observer(&clock);
  ASSERT_THAT(TrainOscillator(job, observer), IsOk());
  EXPECT_EQ(observer.checkpoints, 2);
}

TEST(TrainingJobTest, RefusesToWriteOverWhatIsThere) {
  const TemporaryFolder folder;
  OscillatorJob job = InterruptedJob(folder, 2);
  Observer observer;
  EXPECT_FALSE(TrainOscillator(job, observer).ok());
  EXPECT_THAT(TrainOscillator(job, observer),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("oscillator-checkpoint.lexprobe is there "
                                 "already; --resume goes on from it")));
  job.overwrite = true;
  ASSERT_THAT(TrainOscillator(job, observer), IsOk());
  job.overwrite = false;
  EXPECT_THAT(TrainOscillator(job, observer),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("oscillator.lexprobe is there already; "
                                 "--overwrite replaces it")));
}

TEST(TrainingJobTest, KeepsTheOldModelUntilTheNewOneIsDone) {
  const TemporaryFolder folder;
  Observer observer;
  ASSERT_THAT(TrainOscillator(Job(folder), observer), IsOk());
  const std::string before = ModelBytes(Job(folder));
  OscillatorJob job = InterruptedJob(folder, 2);
  job.overwrite = true;
  job.experiment.fit.seed = 2;
  EXPECT_FALSE(TrainOscillator(job, observer).ok());
  EXPECT_EQ(ModelBytes(job), before);
}

TEST(TrainingJobTest, RefusesTheCheckpointOfAnotherExperiment) {
  const TemporaryFolder folder;
  OscillatorJob job = InterruptedJob(folder, 2);
  Observer observer;
  EXPECT_FALSE(TrainOscillator(job, observer).ok());
  EXPECT_EQ(ToJson(*ExperimentIn(job.folder)), ToJson(job.experiment));
  job.experiment.fit.seed = 2;
  job.resume = true;
  EXPECT_THAT(TrainOscillator(job, observer),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("is of another experiment")));
}

TEST(TrainingJobTest, FindsNoExperimentInAnEmptyFolder) {
  const TemporaryFolder folder;
  EXPECT_THAT(ExperimentIn(folder.path()),
              StatusIs(absl::StatusCode::kNotFound,
                       HasSubstr("holds no model of an oscillator")));
}

}  // namespace
}  // namespace lexprobe
