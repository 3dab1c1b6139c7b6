#include "lexprobe/train/rounds.h"

#include <atomic>
#include <cstddef>

#include "train/round_barrier.h"
#include "train/worker_threads.h"

namespace lexprobe {
namespace {

class Rounds {
 public:
  Rounds(const StageWorkers& workers, StageParameters& parameters, int threads,
         GradientExchange* exchange, double until)
      : workers_(workers),
        parameters_(parameters),
        threads_(threads),
        exchange_(exchange),
        until_(until),
        barrier_(static_cast<uint32_t>(threads)),
        results_(workers.size()) {}

  // One thread's part.
  void Work(int thread, const StopSign& sign) {
    while (true) {
      ComputeSome();
      barrier_.Arrive([&] { EndComputing(sign); });
      if (!state_.status.ok()) return;
      for (const StepGradient& gradient : gradients_) {
        parameters_.Apply(gradient, {thread, threads_});
      }
      barrier_.Arrive([] {});
      if (state_.stop || state_.done) return;
    }
  }

  const absl::Status& status() const { return state_.status; }

 private:
  struct Result {
    bool computed = false;
    absl::Status status;
  };

  void ComputeSome() {
    for (size_t i = next_.fetch_add(1); i < workers_.size();
         i = next_.fetch_add(1)) {
      results_[i].computed = !workers_[i]->done();
      if (results_[i].computed) results_[i].status = workers_[i]->Compute();
    }
  }

  // Those of this process alone: the end of all is that of all processes.
  bool ReachedEarly() const {
    return until_ < 1 && AllReached(workers_, until_);
  }

  // By one thread, when all have computed.
  void EndComputing(const StopSign& sign) {
    next_.store(0);
    gradients_.clear();
    state_ = RoundState{absl::OkStatus(), sign.stopped() || ReachedEarly(),
                        AllDone(workers_)};
    for (size_t i = 0; i < workers_.size(); ++i) {
      if (!results_[i].computed) continue;
      gradients_.push_back(workers_[i]->gradient());
      if (state_.status.ok()) state_.status = results_[i].status;
    }
    if (exchange_ != nullptr) exchange_->Exchange(&gradients_, &state_);
  }

  const StageWorkers& workers_;
  StageParameters& parameters_;
  const int threads_;
  GradientExchange* const exchange_;
  const double until_;
  RoundBarrier barrier_;
  std::atomic<size_t> next_{0};  // the worker whose turn it is to compute
  std::vector<Result> results_;  // of this round, by worker
  // Written by the last thread that arrives, read after the barrier.
  std::vector<StepGradient> gradients_;
  RoundState state_;
};

}  // namespace

absl::Status RunRounds(const StageWorkers& workers, StageParameters& parameters,
                       int threads, GradientExchange* exchange,
                       const std::function<bool()>& keep_going, double until) {
  Rounds rounds(workers, parameters, threads, exchange, until);
  const absl::Status status =
      RunThreads(static_cast<size_t>(threads), keep_going,
                 [&](size_t thread, StopSign& sign) {
                   rounds.Work(static_cast<int>(thread), sign);
                   return absl::OkStatus();
                 });
  return status.ok() ? rounds.status() : status;
}

}  // namespace lexprobe
