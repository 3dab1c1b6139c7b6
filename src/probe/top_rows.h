// TopRows: the best few of many scored rows, in a bounded heap.
//
// More is better; ties go to the lower row, whatever the order of the calls.
//
// Not thread-safe.

#ifndef LEXPROBE_PROBE_TOP_ROWS_H_
#define LEXPROBE_PROBE_TOP_ROWS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "lexprobe/probe/neighbors.h"

namespace lexprobe {

// True if `a` comes before `b` in a list of neighbours.
inline bool ComesBefore(const Neighbor& a, const Neighbor& b) {
  return a.score != b.score ? a.score > b.score : a.row < b.row;
}

class TopRows {
 public:
  // REQUIRES: top >= 0
  explicit TopRows(int top) : top_(static_cast<size_t>(top)) {}

  // A row with a lower score than this cannot get in.
  float threshold() const { return threshold_; }

  void Push(Neighbor candidate) {
    if (heap_.size() < top_) {
      heap_.push_back(candidate);
      std::push_heap(heap_.begin(), heap_.end(), ComesBefore);
    } else if (!heap_.empty() && ComesBefore(candidate, heap_.front())) {
      std::pop_heap(heap_.begin(), heap_.end(), ComesBefore);
      heap_.back() = candidate;
      std::push_heap(heap_.begin(), heap_.end(), ComesBefore);
    }
    if (heap_.size() == top_ && !heap_.empty()) {
      threshold_ = heap_.front().score;
    }
  }

  void Merge(const TopRows& other) {
    for (const Neighbor& neighbor : other.heap_) Push(neighbor);
  }

  // Best first. Leaves nothing behind.
  std::vector<Neighbor> Take() {
    std::sort(heap_.begin(), heap_.end(), ComesBefore);
    return std::exchange(heap_, {});
  }

 private:
  size_t top_;
  std::vector<Neighbor> heap_;  // the worst in front
  float threshold_ = -std::numeric_limits<float>::infinity();
};

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_TOP_ROWS_H_
