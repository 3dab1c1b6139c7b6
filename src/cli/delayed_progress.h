// DelayedProgress: a ProgressLine for work that is mostly done before anyone
// would want to see one. Nothing is printed for the first two seconds.
//
// Not thread-safe.

#ifndef LEXPROBE_CLI_DELAYED_PROGRESS_H_
#define LEXPROBE_CLI_DELAYED_PROGRESS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "cli/progress_line.h"
#include "cli/streams.h"
#include "lexprobe/base/clock.h"

namespace lexprobe::cli {

class DelayedProgress {
 public:
  // `total` rows, or whatever `unit` is, will be done; 0 if that is not known.
  // Without a unit no rate is printed. `io` and `clock` must outlive it. A line
  // that was printed is ended with the object.
  DelayedProgress(Streams& io, Clock* clock, std::string label, int64_t total,
                  std::string unit = "rows");

  void Update(int64_t done);

 private:
  Streams& io_;
  Clock* const clock_;
  const std::string label_;
  const int64_t total_;
  const std::string unit_;
  const absl::Time start_;
  std::optional<ProgressLine> line_;
};

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_DELAYED_PROGRESS_H_
