#include "train/progress_meter.h"

#include <algorithm>

namespace lexprobe {
namespace {

constexpr absl::Duration kWindow = absl::Seconds(5);

double PerSecond(double amount, absl::Duration time) {
  const double seconds = absl::ToDoubleSeconds(time);
  return seconds > 0 ? amount / seconds : 0;
}

}  // namespace

ProgressMeter::ProgressMeter(const Stage& stage, double epochs, Clock* clock)
    : stage_(stage), epochs_(epochs), clock_(clock) {
  for (const auto& worker : stage.workers()) {
    total_tokens_ += worker->total_tokens();
  }
  first_ = Take();
  recent_.push_back(first_);
}

ProgressMeter::Sample ProgressMeter::Take() const {
  Sample sample;
  sample.time = clock_->Now();
  for (const auto& worker : stage_.workers()) {
    const StageCounters& counters = worker->counters();
    sample.tokens += counters.tokens.load();
    sample.positives += counters.positives.load();
    sample.labelled += counters.positives.load() + counters.corruptions.load();
    sample.loss += counters.loss.load();
  }
  return sample;
}

TrainProgress ProgressMeter::Read() {
  const Sample now = Take();
  while (recent_.size() > 1 && now.time - recent_.front().time > kWindow) {
    recent_.pop_front();
  }
  const Sample& then = recent_.front();
  const absl::Duration window = now.time - then.time;
  TrainProgress progress;
  progress.stage = stage_.name();
  progress.epochs = epochs_;
  progress.tokens = now.tokens;
  progress.labelled = now.labelled;
  progress.done = std::min(
      1.0, static_cast<double>(now.tokens) /
               static_cast<double>(std::max<int64_t>(1, total_tokens_)));
  progress.tokens_per_second =
      PerSecond(static_cast<double>(now.tokens - then.tokens), window);
  progress.labelled_per_second =
      PerSecond(static_cast<double>(now.labelled - then.labelled), window);
  if (now.positives > then.positives) {
    progress.loss = (now.loss - then.loss) /
                    static_cast<double>(now.positives - then.positives);
  }
  progress.rate = stage_.RateAt(progress.done);
  progress.elapsed = now.time - first_.time;
  const double overall = PerSecond(
      static_cast<double>(now.tokens - first_.tokens), progress.elapsed);
  progress.left = overall > 0
                      ? absl::Seconds(static_cast<double>(std::max<int64_t>(
                                          0, total_tokens_ - now.tokens)) /
                                      overall)
                      : absl::InfiniteDuration();
  recent_.push_back(now);
  return progress;
}

}  // namespace lexprobe
