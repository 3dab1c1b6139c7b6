// The learning rate over a stage, as a share of its peak: a linear rise over
// the warm-up, then a linear fall to `final_share` at the end.
//
// Thread-safe: a pure function.

#ifndef LEXPROBE_TRAIN_SCHEDULE_H_
#define LEXPROBE_TRAIN_SCHEDULE_H_

namespace lexprobe {

struct Schedule {
  double warm_up = 0;      // share of the stage
  double final_share = 1;  // of the peak, at the end
};

// `done` is the share of the stage that is done, 0 to 1.
double RateShare(double done, double warm_up, double final_share);

inline double RateShare(double done, const Schedule& schedule) {
  return RateShare(done, schedule.warm_up, schedule.final_share);
}

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_SCHEDULE_H_
