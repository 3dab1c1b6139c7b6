#include "report/plane_tree.h"

#include <algorithm>
#include <cmath>

#include "lexprobe/base/check.h"

namespace lexprobe {
namespace {

// Of a cell's sides at most; points that share a cell of the last level count
// as one place, a 2^-28 of the map across.
constexpr int kLevels = 28;

// Bit i of `number` at bit 2 i.
uint64_t Spread(uint64_t number) {
  number = (number | (number << 16)) & 0x0000ffff0000ffffULL;
  number = (number | (number << 8)) & 0x00ff00ff00ff00ffULL;
  number = (number | (number << 4)) & 0x0f0f0f0f0f0f0f0fULL;
  number = (number | (number << 2)) & 0x3333333333333333ULL;
  return (number | (number << 1)) & 0x5555555555555555ULL;
}

struct Square {
  double left = 0;
  double low = 0;
  double width = 0;
};

Square AroundAll(absl::Span<const double> places) {
  double least[2] = {places[0], places[1]};
  double most[2] = {places[0], places[1]};
  for (size_t i = 0; i < places.size(); ++i) {
    least[i % 2] = std::min(least[i % 2], places[i]);
    most[i % 2] = std::max(most[i % 2], places[i]);
  }
  return {least[0], least[1], std::max(most[0] - least[0], most[1] - least[1])};
}

// Which of 2^kLevels strips `place` is in.
uint64_t StripOf(double place, double from, double width) {
  if (width <= 0) return 0;
  constexpr double kStrips = 1 << kLevels;
  const double strip = std::floor((place - from) / width * kStrips);
  return static_cast<uint64_t>(std::clamp(strip, 0.0, kStrips - 1));
}

}  // namespace

PlaneTree::PlaneTree(absl::Span<const double> places) {
  LEXPROBE_CHECK(places.size() >= 2 && places.size() % 2 == 0);
  const Square square = AroundAll(places);
  std::vector<Point> points(places.size() / 2);
  for (size_t i = 0; i < points.size(); ++i) {
    points[i].index = static_cast<int32_t>(i);
    points[i].code =
        Spread(StripOf(places[2 * i], square.left, square.width)) |
        (Spread(StripOf(places[2 * i + 1], square.low, square.width)) << 1);
  }
  std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) {
    return a.code != b.code ? a.code < b.code : a.index < b.index;
  });
  order_.reserve(points.size());
  for (const Point& point : points) order_.push_back(point.index);
  cells_.reserve(2 * points.size());
  Build(places, points, kLevels, square.width);
}

void PlaneTree::Build(absl::Span<const double> places,
                      absl::Span<const Point> points, int level, double width) {
  // A cell with all its points in one of its quarters is that quarter.
  while (level > 0 && (points.front().code >> (2 * level - 2)) ==
                          (points.back().code >> (2 * level - 2))) {
    --level;
    width /= 2;
  }
  const size_t at = cells_.size();
  Cell cell;
  for (const Point& point : points) {
    cell.x += places[2 * static_cast<size_t>(point.index)];
    cell.y += places[2 * static_cast<size_t>(point.index) + 1];
  }
  cell.count = static_cast<double>(points.size());
  cell.x /= cell.count;
  cell.y /= cell.count;
  cell.square = level == 0 ? 0 : width * width;
  cells_.push_back(cell);
  size_t begin = 0;
  while (level > 0 && begin < points.size()) {
    const uint64_t quarter = points[begin].code >> (2 * level - 2);
    size_t end = begin + 1;
    while (end < points.size() &&
           (points[end].code >> (2 * level - 2)) == quarter) {
      ++end;
    }
    Build(places, points.subspan(begin, end - begin), level - 1, width / 2);
    begin = end;
  }
  cells_[at].next = static_cast<uint32_t>(cells_.size());
}

Repulsion PlaneTree::RepulsionOn(double x, double y, double theta) const {
  const double bound = theta * theta;
  Repulsion repulsion;
  for (size_t at = 0; at < cells_.size();) {
    const Cell& cell = cells_[at];
    const double dx = x - cell.x;
    const double dy = y - cell.y;
    const double square = dx * dx + dy * dy;
    if (cell.square > bound * square) {
      ++at;
      continue;
    }
    const double q = 1 / (1 + square);
    repulsion.sum += cell.count * q;
    repulsion.x += cell.count * q * q * dx;
    repulsion.y += cell.count * q * q * dy;
    at = cell.next;
  }
  repulsion.sum -= 1;  // the point itself, at no distance
  return repulsion;
}

}  // namespace lexprobe
