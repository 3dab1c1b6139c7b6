#include "lexprobe/train/stage_worker.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"
#include "train/worker_threads.h"

namespace lexprobe {
namespace {

// What no worker reaches, though a last batch may go beyond a short text; and
// counts of all workers can be added up.
constexpr double kMostShare = 1e6;
constexpr int64_t kMostCounted = int64_t{1} << 55;

constexpr int64_t kLossMemory = 100;  // batches
constexpr double kDiverged = 4;

// Adds to an atomic that only this thread writes.
template <typename T>
void Add(std::atomic<T>& sum, T value) {
  sum.store(sum.load(std::memory_order_relaxed) + value,
            std::memory_order_relaxed);
}

absl::StatusOr<int64_t> GetCount(BinaryReader& in, int64_t least) {
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t bits, in.GetUint64());
  const auto count = static_cast<int64_t>(bits);
  if (count >= least && count <= kMostCounted) return count;
  return absl::DataLossError(
      absl::StrCat("a worker's count of ", count, ", which none reaches"));
}

}  // namespace

absl::Status StageWorker::Compute() {
  gradient_.rate_share = rate_share();
  LEXPROBE_ASSIGN_OR_RETURN(const BatchSize size, ReadBatch());
  const double loss = ComputeGradient(&gradient_);
  LEXPROBE_RETURN_IF_ERROR(CheckLoss(loss / std::max(1, size.positives)));
  return Count(size, loss);
}

absl::Status StageWorker::StepOn(DeviceStep& device) {
  const double rate = rate_share();  // of before the batch is read
  LEXPROBE_ASSIGN_OR_RETURN(const BatchSize size, ReadBatch());
  LEXPROBE_ASSIGN_OR_RETURN(const double loss, StepOnDevice(rate, device));
  return Count(size, loss);
}

absl::Status StageWorker::Count(BatchSize size, double loss) {
  LEXPROBE_RETURN_IF_ERROR(AddLoss(loss));
  counters_.tokens.store(tokens(), std::memory_order_relaxed);
  Add(counters_.steps, int64_t{1});
  Add(counters_.positives, int64_t{size.positives});
  Add(counters_.corruptions, int64_t{size.positives} * size.corruptions);
  return absl::OkStatus();
}

absl::Status StageWorker::AddLoss(double loss) {
  if (!std::isfinite(loss)) {
    return Diverged(absl::StrCat("the loss became ", loss));
  }
  Add(counters_.loss, loss);
  return absl::OkStatus();
}

absl::Status StageWorker::CheckLoss(double loss) {
  const int64_t counted = std::min(++batches_, kLossMemory);
  recent_loss_ += (loss - recent_loss_) / static_cast<double>(counted);
  if (batches_ == kLossMemory) first_loss_ = recent_loss_;
  const double limit = kDiverged * std::max(first_loss_, ChanceLoss());
  if (batches_ <= kLossMemory || !(recent_loss_ > limit)) {
    return absl::OkStatus();
  }
  return Diverged(
      absl::StrCat("the loss rose from ", first_loss_, " to ", recent_loss_));
}

absl::Status StageWorker::Diverged(absl::string_view how) const {
  return absl::FailedPreconditionError(absl::StrCat(
      how, " after ", counters_.positives.load(),
      " N-grams of this worker; the learning rates are probably too high for "
      "this text: try half of them"));
}

double StageWorker::rate_share() const {
  return RateShare(std::min(1.0, done_share()), schedule_);
}

double StageWorker::done_share() const {
  return static_cast<double>(tokens()) /
         static_cast<double>(std::max<int64_t>(1, total_tokens_));
}

std::string StageWorker::State() const {
  std::string state;
  PutDouble(done_share(), &state);
  PutUint64(static_cast<uint64_t>(skipped_), &state);
  builder_.SaveState(&state);
  PutUint64(static_cast<uint64_t>(counters_.positives.load()), &state);
  PutUint64(static_cast<uint64_t>(counters_.corruptions.load()), &state);
  PutDouble(counters_.loss.load(), &state);
  return state;
}

absl::Status StageWorker::RestoreState(absl::string_view state) {
  BinaryReader in(state);
  LEXPROBE_RETURN_IF_ERROR(in.GetDouble().status());
  LEXPROBE_ASSIGN_OR_RETURN(const int64_t skipped, GetCount(in, -kMostCounted));
  LEXPROBE_RETURN_IF_ERROR(builder_.RestoreState(in));
  LEXPROBE_ASSIGN_OR_RETURN(const int64_t positives, GetCount(in, 0));
  LEXPROBE_ASSIGN_OR_RETURN(const int64_t corruptions, GetCount(in, 0));
  LEXPROBE_ASSIGN_OR_RETURN(const double loss, in.GetDouble());
  skipped_ = skipped;
  counters_.tokens.store(tokens());
  counters_.positives.store(positives);
  counters_.corruptions.store(corruptions);
  counters_.loss.store(loss);
  return absl::OkStatus();
}

absl::StatusOr<double> StageWorker::DoneShareOf(absl::string_view state) {
  LEXPROBE_ASSIGN_OR_RETURN(const double share,
                            BinaryReader(state).GetDouble());
  if (share >= 0 && share <= kMostShare) return share;
  return absl::DataLossError(
      absl::StrCat("a share of ", share, " of a worker's text"));
}

void StageWorker::Skip(double share) {
  skipped_ = static_cast<int64_t>(share * static_cast<double>(total_tokens_)) -
             builder_.tokens_read();
  counters_.tokens.store(tokens());
}

absl::Status RunWorkers(const StageWorkers& workers,
                        StageParameters& parameters,
                        const std::function<bool()>& keep_going, double until) {
  return RunThreads(workers.size(), keep_going,
                    [&](size_t i, const StopSign& sign) {
                      StageWorker& worker = *workers[i];
                      while (!worker.done() && worker.done_share() < until &&
                             !sign.stopped()) {
                        LEXPROBE_RETURN_IF_ERROR(worker.Compute());
                        parameters.Apply(worker.gradient());
                      }
                      return absl::OkStatus();
                    });
}

bool AllReached(const StageWorkers& workers, double until) {
  return std::all_of(workers.begin(), workers.end(), [&](const auto& worker) {
    return worker->done() || worker->done_share() >= until;
  });
}

bool AllDone(const StageWorkers& workers) {
  return std::all_of(workers.begin(), workers.end(),
                     [](const auto& worker) { return worker->done(); });
}

}  // namespace lexprobe
