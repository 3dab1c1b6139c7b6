// InOrder: a loop whose middle runs on several threads and whose ends do not.
// Items are produced one after another, worked on at the same time, and
// consumed one after another in the order of production, so the outcome does
// not depend on the number of threads.

#ifndef LEXPROBE_STORE_ORDERED_WORK_H_
#define LEXPROBE_STORE_ORDERED_WORK_H_

#include <cstdint>
#include <thread>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lexprobe/base/mutex.h"

namespace lexprobe {

// `wanted` threads; 0 means one for each processor.
int ThreadCount(int wanted);

// Each thread has one Item, which it uses again and again; no more items than
// threads exist. `produce` fills an item, or gives false at the end. `consume`
// gives false to stop early. The first failure, in the order of items, ends
// the loop and is returned; all threads are joined.
template <typename Item>
class InOrder {
 public:
  using Produce = absl::FunctionRef<absl::StatusOr<bool>(Item& item)>;
  using Work = absl::FunctionRef<void(Item& item)>;
  using Consume = absl::FunctionRef<absl::StatusOr<bool>(Item& item)>;

  static absl::Status Run(int threads, Produce produce, Work work,
                          Consume consume) {
    InOrder loop(produce, work, consume);
    std::vector<std::thread> others;
    for (int i = 1; i < threads; ++i) {
      others.emplace_back([&loop] { loop.Serve(); });
    }
    loop.Serve();
    for (std::thread& thread : others) thread.join();
    MutexLock lock(&loop.consume_mutex_);
    return loop.status_;
  }

 private:
  InOrder(Produce produce, Work work, Consume consume)
      : produce_(produce), work_(work), consume_(consume) {}

  // What each thread does.
  void Serve() {
    Item item;
    int64_t ticket = 0;
    while (true) {
      const absl::StatusOr<bool> produced = Next(item, &ticket);
      if (produced.ok() && !*produced) return;
      if (produced.ok()) work_(item);
      if (!Deliver(item, ticket, produced.status())) return;
    }
  }

  // Produces the next item; false if there is none.
  absl::StatusOr<bool> Next(Item& item, int64_t* ticket) {
    MutexLock lock(&produce_mutex_);
    if (at_end_) return false;
    absl::StatusOr<bool> produced = produce_(item);
    if (!produced.ok() || !*produced) at_end_ = true;
    *ticket = next_ticket_;
    if (!produced.ok() || *produced) ++next_ticket_;
    return produced;
  }

  // Waits for the turn of `ticket`; false if the loop is over.
  bool Deliver(Item& item, int64_t ticket, const absl::Status& produced) {
    const bool going_on = TakeTurn(item, ticket, produced);
    if (!going_on) {
      MutexLock lock(&produce_mutex_);
      at_end_ = true;
    }
    return going_on;
  }

  bool TakeTurn(Item& item, int64_t ticket, const absl::Status& produced) {
    MutexLock lock(&consume_mutex_);
    while (turn_ != ticket) turn_came_.Wait(&consume_mutex_);
    if (!stopped_) {
      absl::StatusOr<bool> consumed(false);
      if (produced.ok()) {
        consumed = consume_(item);
      } else {
        consumed = produced;
      }
      status_ = consumed.status();
      stopped_ = !consumed.ok() || !*consumed;
    }
    ++turn_;
    turn_came_.NotifyAll();
    return !stopped_;
  }

  const Produce produce_;
  const Work work_;
  const Consume consume_;

  Mutex produce_mutex_;
  bool at_end_ ABSL_GUARDED_BY(produce_mutex_) = false;
  int64_t next_ticket_ ABSL_GUARDED_BY(produce_mutex_) = 0;

  Mutex consume_mutex_;
  CondVar turn_came_;
  int64_t turn_ ABSL_GUARDED_BY(consume_mutex_) = 0;
  bool stopped_ ABSL_GUARDED_BY(consume_mutex_) = false;
  absl::Status status_ ABSL_GUARDED_BY(consume_mutex_);
};

inline int ThreadCount(int wanted) {
  if (wanted > 0) return wanted;
  const unsigned processors = std::thread::hardware_concurrency();
  return processors == 0 ? 1 : static_cast<int>(processors);
}

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_ORDERED_WORK_H_
