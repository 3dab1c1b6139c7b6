// ProgressMeter: what the workers' counters say about speed, loss and the
// time that is left.
//
// Not thread-safe; the counters that it reads are.

#ifndef LEXPROBE_TRAIN_PROGRESS_METER_H_
#define LEXPROBE_TRAIN_PROGRESS_METER_H_

#include <cstdint>
#include <deque>

#include "absl/time/time.h"
#include "lexprobe/base/clock.h"
#include "lexprobe/train/stages.h"
#include "lexprobe/train/trainer.h"

namespace lexprobe {

class ProgressMeter {
 public:
  // `stage` and `clock` must outlive the meter.
  ProgressMeter(const Stage& stage, double epochs, Clock* clock);

  TrainProgress Read();

 private:
  struct Sample {
    absl::Time time;
    int64_t tokens = 0;
    int64_t positives = 0;
    int64_t labelled = 0;
    double loss = 0;
  };

  Sample Take() const;

  const Stage& stage_;
  double epochs_;
  Clock* clock_;
  int64_t total_tokens_ = 0;
  Sample first_;
  std::deque<Sample> recent_;  // of the last few seconds
};

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_PROGRESS_METER_H_
