// FakeClock: a clock that stands still until a test moves it.

#ifndef LEXPROBE_TESTS_SUPPORT_FAKE_CLOCK_H_
#define LEXPROBE_TESTS_SUPPORT_FAKE_CLOCK_H_

#include "absl/time/time.h"
#include "lexprobe/base/clock.h"

namespace lexprobe {

class FakeClock : public Clock {
 public:
  absl::Time Now() override { return now_; }
  void Advance(absl::Duration duration) { now_ += duration; }

 private:
  absl::Time now_ = absl::UnixEpoch();
};

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_SUPPORT_FAKE_CLOCK_H_
