// Clock: what time it is, as an interface, so that progress lines and
// time-outs can be tested without waiting.

#ifndef LEXPROBE_BASE_CLOCK_H_
#define LEXPROBE_BASE_CLOCK_H_

#include "absl/time/time.h"

namespace lexprobe {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() = 0;

  // The machine's clock; thread-safe; lives for ever.
  static Clock* Real();
};

}  // namespace lexprobe

#endif  // LEXPROBE_BASE_CLOCK_H_
