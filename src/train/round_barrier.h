// RoundBarrier: threads wait for each other, again and again.
//
// A thread that waits yields a few times and then sleeps, so that waiting
// costs little when there are more threads than cores.

#ifndef LEXPROBE_TRAIN_ROUND_BARRIER_H_
#define LEXPROBE_TRAIN_ROUND_BARRIER_H_

#include <atomic>
#include <cstdint>
#include <thread>

namespace lexprobe {

class RoundBarrier {
 public:
  explicit RoundBarrier(uint32_t threads) : threads_(threads) {}

  // Returns when all threads have come; the last one calls `action` first.
  // What threads wrote before is seen by `action`, and what that wrote by all.
  template <typename Action>
  void Arrive(Action action) {
    const uint32_t round = round_.load(std::memory_order_acquire);
    if (arrived_.fetch_add(1, std::memory_order_acq_rel) + 1 == threads_) {
      action();
      arrived_.store(0, std::memory_order_relaxed);
      round_.fetch_add(1, std::memory_order_release);
      round_.notify_all();
      return;
    }
    for (int i = 0; i < kYields; ++i) {
      if (round_.load(std::memory_order_acquire) != round) return;
      std::this_thread::yield();
    }
    round_.wait(round, std::memory_order_acquire);
  }

 private:
  static constexpr int kYields = 64;

  const uint32_t threads_;
  std::atomic<uint32_t> arrived_{0};
  std::atomic<uint32_t> round_{0};
};

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_ROUND_BARRIER_H_
