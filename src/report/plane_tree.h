// PlaneTree: the pull of many points in the plane on one of them, after
// Barnes & Hut 1986: a cell that looks small from there counts as so many
// points in its middle. Private to report.
//
// Thread-safe: nothing changes after construction.

#ifndef LEXPROBE_REPORT_PLANE_TREE_H_
#define LEXPROBE_REPORT_PLANE_TREE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace lexprobe {

// Sums over all points j other than a point i, with q_j = 1 / (1 + |i - j|^2).
struct Repulsion {
  double sum = 0;  // of q_j
  double x = 0;    // of q_j^2 (x_i - x_j)
  double y = 0;
};

class PlaneTree {
 public:
  // Of points x0, y0, x1, y1, ...
  // REQUIRES: finite numbers, at least one point
  explicit PlaneTree(absl::Span<const double> places);

  // The points in the order of a curve that keeps near ones together
  // (Morton 1966): neighbours in it walk over the same cells.
  const std::vector<int32_t>& order() const { return order_; }

  // On a point of the tree. A cell is taken as a whole where its width is
  // below `theta` times its distance: 0 is exact, 0.5 usual.
  // REQUIRES: 0 <= theta <= 0.7, which keeps a point's own cell open
  Repulsion RepulsionOn(double x, double y, double theta) const;

 private:
  // In the order of a walk that goes down first, so that a walk is a loop.
  struct Cell {
    double x = 0;  // the mean of its points
    double y = 0;
    double count = 0;
    double square = 0;  // of its width; 0 for a leaf
    uint32_t next = 0;  // the first cell behind it and its children
  };

  struct Point {
    uint64_t code = 0;  // its bits of x and y, woven: which cells it is in
    int32_t index = 0;
  };

  void Build(absl::Span<const double> places, absl::Span<const Point> points,
             int level, double width);

  std::vector<int32_t> order_;
  std::vector<Cell> cells_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_REPORT_PLANE_TREE_H_
