#include "train/stage_run.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "lexprobe/base/status_macros.h"
#include "lexprobe/train/device_step.h"
#include "lexprobe/train/rounds.h"
#include "train/gradient_exchange.h"
#include "train/parameter_average.h"
#include "train/team.h"
#include "train/tensor_step.h"

namespace lexprobe {
namespace {

// How often processes meet in a stage: kMeetingsOfOne times the square of their
// number, for each has a smaller part of the text, and momentum more to even
// out; kMostMeetings at most, since more are of no use; but whenever each has
// read kMostTokensApart, since until they meet none can stop.
constexpr double kMeetingsOfOne = 6, kMostMeetings = 200;
constexpr double kMostTokensApart = 1e6;
constexpr double kRounding = 1e-9;  // of a share that is done

// Counts what an exchange predicts that it sends.
class CountedExchange : public GradientExchange {
 public:
  explicit CountedExchange(std::unique_ptr<GradientExchange> exchange)
      : exchange_(std::move(exchange)) {}

  void Exchange(std::vector<StepGradient>* gradients,
                RoundState* state) override {
    exchange_->Exchange(gradients, state);
    ++rounds_;
  }
  int64_t rounds() const { return rounds_; }
  double predicted_bytes() const { return exchange_->predicted_bytes(); }

 private:
  const std::unique_ptr<GradientExchange> exchange_;
  int64_t rounds_ = 0;
};

class AnyStageRun : public StageRun {
 public:
  AnyStageRun(const TrainOptions& options, Stage* stage, Communicator* all)
      : options_(options), stage_(*stage), all_(all) {
    if (options.device.use_tensors()) {
      device_ = MakeTensorStep(options, &stage->parameters());
    }
  }

  absl::StatusOr<Traffic> TrafficSoFar() override {
    double positives = 0;
    for (const auto& worker : stage_.workers()) {
      positives += static_cast<double>(worker->counters().positives.load());
    }
    Traffic traffic{.stage = stage_.name(),
                    .exchanges = exchanges(),
                    .positives = 0,
                    .bytes = SentNow() - sent_before_,
                    .predicted_bytes = predicted_bytes()};
    LEXPROBE_ASSIGN_OR_RETURN(
        const std::vector<std::vector<double>> numbers,
        GatherNumbers({positives - positives_before_}, all_));
    for (const std::vector<double>& one : numbers) {
      traffic.positives += static_cast<int64_t>(one[0]);
    }
    return traffic;
  }

 protected:
  // The workers at work, each by itself.
  absl::Status Work(const std::function<bool()>& keep_going, double until = 1) {
    if (device_ == nullptr) {
      return RunWorkers(stage_.workers(), stage_.parameters(), keep_going,
                        until);
    }
    return RunOnDevice(*stage_.workers()[0], *device_, keep_going, until);
  }

  void StartCounting() {
    sent_before_ = SentNow();
    for (const auto& worker : stage_.workers()) {
      positives_before_ +=
          static_cast<double>(worker->counters().positives.load());
    }
  }
  virtual int64_t exchanges() const { return 0; }
  virtual double predicted_bytes() const { return 0; }

  const TrainOptions& options_;
  Stage& stage_;
  Communicator* const all_;

 private:
  int64_t SentNow() const { return all_ == nullptr ? 0 : all_->bytes_sent(); }

  std::unique_ptr<DeviceStep> device_;  // null: kernels on this processor
  int64_t sent_before_ = 0;
  double positives_before_ = 0;
};

class HogwildRun : public AnyStageRun {
 public:
  using AnyStageRun::AnyStageRun;
  absl::Status Continue(double until,
                        const std::function<bool()>& keep_going) override {
    return Work(keep_going, until);
  }
};

class InStepRun : public AnyStageRun {
 public:
  InStepRun(const TrainOptions& options, Stage* stage, Communicator* all)
      : AnyStageRun(options, stage, all) {
    if (all == nullptr) return;
    exchange_ = std::make_unique<CountedExchange>(
        options.sync == Sync::kDense
            ? MakeDenseExchange(stage->parameters(), all)
            : MakeSparseExchange(stage->parameters(), all));
    StartCounting();
  }

  absl::Status Continue(double until,
                        const std::function<bool()>& keep_going) override {
    return RunRounds(stage_.workers(), stage_.parameters(), options_.threads,
                     exchange_.get(), keep_going, until);
  }

 private:
  int64_t exchanges() const override { return exchange_->rounds(); }
  double predicted_bytes() const override {
    return exchange_->predicted_bytes();
  }

  std::unique_ptr<CountedExchange> exchange_;
};

// Each process by itself until it has done the next of equal shares of its
// work; then all bring their parameters together. How many shares there are
// depends on the text, not on who is faster.
class AveragedRun : public AnyStageRun {
 public:
  AveragedRun(const TrainOptions& options, Stage* stage, Communicator* all)
      : AnyStageRun(options, stage, all), average_(&stage->parameters(), all) {
    StartCounting();
  }

  // Agrees on the number of shares, and on how many are done.
  absl::Status Prepare() {
    double tokens = 0, done = 1;
    for (const auto& worker : stage_.workers()) {
      tokens += static_cast<double>(worker->total_tokens());
      done = std::min(done, worker->done_share());
    }
    LEXPROBE_ASSIGN_OR_RETURN(const std::vector<std::vector<double>> numbers,
                              GatherNumbers({tokens, done}, all_));
    for (const std::vector<double>& one : numbers) {
      tokens = std::max(tokens, one[0]);
      done = std::min(done, one[1]);
    }
    shares_ = std::max<int64_t>(1, std::llround(Meetings(tokens)));
    next_ =
        static_cast<int64_t>(done * static_cast<double>(shares_) + kRounding);
    return absl::OkStatus();
  }

  std::string State() const override { return average_.State(); }
  absl::Status RestoreState(absl::string_view state) override {
    // Earlier versions wrote none.
    return state.empty() ? absl::OkStatus() : average_.RestoreState(state);
  }

  absl::Status Continue(double until,
                        const std::function<bool()>& keep_going) override {
    RoundState state;
    while (!state.stop && !state.done) {
      // The last one ends when all text is read, whatever rounding says.
      const double share_end =
          next_ + 1 >= shares_
              ? 2.0
              : static_cast<double>(next_ + 1) / static_cast<double>(shares_);
      // A share is done as a whole, so that all agree on the next one.
      state.status = Work([&] { return keep_going(), true; }, share_end);
      state.stop = !keep_going();
      state.done = AllReached(stage_.workers(), until);
      ++next_;
      average_.Average(NewSteps(), &state);
      ++exchanges_;
      LEXPROBE_RETURN_IF_ERROR(state.status);
    }
    return absl::OkStatus();
  }

 private:
  // For a stage in which each process reads so many tokens.
  double Meetings(double tokens) const {
    const double processes = all_->size();
    if (options_.sync_every > 0) {
      return tokens * processes / static_cast<double>(options_.sync_every);
    }
    return std::max(
        std::min(kMostMeetings, kMeetingsOfOne * processes * processes),
        tokens / kMostTokensApart);
  }

  // Of all workers, since it was last asked.
  int64_t NewSteps() {
    int64_t steps = 0;
    for (const auto& worker : stage_.workers()) {
      steps += worker->counters().steps.load();
    }
    return steps - std::exchange(steps_, steps);
  }

  int64_t exchanges() const override { return exchanges_; }
  double predicted_bytes() const override { return average_.predicted_bytes(); }

  ParameterAverage average_;
  int64_t shares_ = 1;
  int64_t next_ = 0;
  int64_t steps_ = 0;
  int64_t exchanges_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<StageRun>> StageRun::Create(
    const TrainOptions& options, Stage* stage, Communicator* all) {
  if (options.deterministic) {
    return std::make_unique<InStepRun>(options, stage, all);
  }
  if (all == nullptr) {
    return std::make_unique<HogwildRun>(options, stage, all);
  }
  auto run = std::make_unique<AveragedRun>(options, stage, all);
  LEXPROBE_RETURN_IF_ERROR(run->Prepare());
  return run;
}

}  // namespace lexprobe
