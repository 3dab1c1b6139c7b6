// Communicator: several processes that work on one model, each with a rank.
//
// Every rank calls the same functions in the same order; each call waits for
// all ranks. Errors are Unavailable (exit code 7) and name the ranks that did
// not answer and where they run; after an error every later call gives it
// again, at once.
//
// Not thread-safe: one thread at a time.

#ifndef LEXPROBE_DIST_COMMUNICATOR_H_
#define LEXPROBE_DIST_COMMUNICATOR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace lexprobe {

class Communicator {
 public:
  virtual ~Communicator() = default;

  virtual int rank() const = 0;
  virtual int size() const = 0;
  // "rank 2 (node7, process 4711)".
  virtual std::string NameOf(int rank) const = 0;

  // The bytes of every rank, by rank. `expected` is how long the longest will
  // be, if the caller knows, the same on every rank: longer ones cost a second
  // exchange.
  virtual absl::StatusOr<std::vector<std::string>> AllGather(
      absl::string_view bytes, size_t expected = kShort) = 0;
  // numbers[i] becomes its sum over the ranks, the same bits on every rank.
  virtual absl::Status AllReduceSum(absl::Span<float> numbers) = 0;
  // *bytes becomes that of rank `from`.
  virtual absl::Status Broadcast(int from, std::string* bytes) = 0;

  // Bytes that this process has sent so far, as the system counts them.
  virtual int64_t bytes_sent() const = 0;

 protected:
  static constexpr size_t kShort = 120;
};

// OK if `own` is so on every rank; otherwise `own`, or else the first other
// rank's error, under its name. Keeps ranks in step when one of them fails.
absl::Status AgreeOn(const absl::Status& own, Communicator& all);

}  // namespace lexprobe

#endif  // LEXPROBE_DIST_COMMUNICATOR_H_
