// A blocking first-in first-out queue of bounded length between threads.
//
// Close(): producers are done; what is queued is still handed out, then Pop
// gives nullopt. Cancel(): stop at once; what is queued is dropped.
//
// Thread-safe.

#ifndef LEXPROBE_BASE_BOUNDED_QUEUE_H_
#define LEXPROBE_BASE_BOUNDED_QUEUE_H_

#include <cstddef>
#include <deque>
#include <optional>
#include <utility>

#include "lexprobe/base/check.h"
#include "lexprobe/base/mutex.h"

namespace lexprobe {

template <typename T>
class BoundedQueue {
 public:
  // REQUIRES: capacity > 0
  explicit BoundedQueue(size_t capacity) : capacity_(capacity) {
    LEXPROBE_CHECK(capacity > 0);
  }

  // Waits for room. False if the queue was closed or cancelled; `item` is
  // then dropped.
  bool Push(T item) {
    MutexLock lock(&mutex_);
    while (items_.size() >= capacity_ && !closed_) not_full_.Wait(&mutex_);
    if (closed_) return false;
    items_.push_back(std::move(item));
    not_empty_.NotifyOne();
    return true;
  }

  // Waits for an item. Nullopt once closed and empty, or cancelled.
  std::optional<T> Pop() {
    MutexLock lock(&mutex_);
    while (items_.empty() && !closed_) not_empty_.Wait(&mutex_);
    if (items_.empty()) return std::nullopt;
    std::optional<T> item(std::move(items_.front()));
    items_.pop_front();
    not_full_.NotifyOne();
    return item;
  }

  void Close() {
    MutexLock lock(&mutex_);
    closed_ = true;
    WakeAll();
  }

  void Cancel() {
    MutexLock lock(&mutex_);
    closed_ = true;
    items_.clear();
    WakeAll();
  }

 private:
  void WakeAll() {
    not_empty_.NotifyAll();
    not_full_.NotifyAll();
  }

  const size_t capacity_;
  Mutex mutex_;
  CondVar not_empty_;
  CondVar not_full_;
  std::deque<T> items_ ABSL_GUARDED_BY(mutex_);
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace lexprobe

#endif  // LEXPROBE_BASE_BOUNDED_QUEUE_H_
