#include "report/label_places.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace lexprobe {
namespace {

constexpr double kPointRadius = 4;
constexpr double kCharacterWidth = 0.6;  // in shares of the size

// Sides in the order in which they are tried, near ones first: dx, then dy in
// shares of the size.
struct Side {
  double dx;
  double dy;
  absl::string_view anchor;
};
constexpr Side kSides[] = {
    {8, 0.35, "start"},  {-8, 0.35, "end"},   {0, -0.7, "middle"},
    {0, 1.5, "middle"},  {6, -0.6, "start"},  {-6, -0.6, "end"},
    {6, 1.3, "start"},   {-6, 1.3, "end"},    {20, 0.35, "start"},
    {-20, 0.35, "end"},  {0, -1.7, "middle"}, {0, 2.5, "middle"},
    {14, -1.4, "start"}, {-14, -1.4, "end"},  {14, 2.1, "start"},
    {-14, 2.1, "end"}};

constexpr int kNearSides = 8;

struct Box {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;

  bool Meets(const Box& other) const {
    return left < other.right && other.left < right && top < other.bottom &&
           other.top < bottom;
  }
};

Box BoxOf(const LabelPlace& place, double width, int size) {
  const double left = place.anchor == "start" ? place.x
                      : place.anchor == "end" ? place.x - width
                                              : place.x - width / 2;
  return {left, place.y - 0.8 * size, left + width, place.y + 0.25 * size};
}

// Small boxes along a line.
std::vector<Box> BoxesAlong(const LabelObstacle& line) {
  constexpr double kStep = 4;
  std::vector<Box> boxes;
  const double length = std::hypot(line.x2 - line.x1, line.y2 - line.y1);
  const int steps = static_cast<int>(std::min(length / kStep, 1000.0)) + 1;
  for (int i = 0; i <= steps; ++i) {
    const double share = static_cast<double>(i) / steps;
    const double x = line.x1 + share * (line.x2 - line.x1);
    const double y = line.y1 + share * (line.y2 - line.y1);
    boxes.push_back({x - 1, y - 1, x + 1, y + 1});
  }
  return boxes;
}

bool MeetsNone(const Box& box, const std::vector<Box>& others) {
  return std::none_of(others.begin(), others.end(),
                      [&box](const Box& other) { return box.Meets(other); });
}

// How many of the lines a box meets.
int64_t CrossingsOf(const Box& box,
                    const std::vector<std::vector<Box>>& lines) {
  return std::count_if(
      lines.begin(), lines.end(),
      [&box](const std::vector<Box>& line) { return !MeetsNone(box, line); });
}

LabelPlace At(const LabelPoint& point, const Side& side, int size) {
  return {point.x + side.dx, point.y + side.dy * size, side.anchor,
          &side >= kSides + kNearSides};
}

}  // namespace

double TextWidth(absl::string_view text, int size) {
  const auto characters = std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  });
  return kCharacterWidth * size * static_cast<double>(characters);
}

std::vector<LabelPlace> PlaceLabels(absl::Span<const LabelPoint> points,
                                    absl::Span<const LabelObstacle> lines,
                                    double width, double height, int size) {
  std::vector<std::vector<Box>> crossed;
  for (const LabelObstacle& line : lines) crossed.push_back(BoxesAlong(line));
  std::vector<Box> taken;
  for (const LabelPoint& point : points) {
    taken.push_back({point.x - kPointRadius, point.y - kPointRadius,
                     point.x + kPointRadius, point.y + kPointRadius});
  }
  std::vector<LabelPlace> places;
  for (const LabelPoint& point : points) {
    const Side* best = nullptr;
    int64_t fewest = 0;
    for (const Side& side : kSides) {
      const Box box = BoxOf(At(point, side, size), point.width, size);
      const bool inside = box.left >= 0 && box.top >= 0 && box.right <= width &&
                          box.bottom <= height;
      if (!inside || !MeetsNone(box, taken)) continue;
      const int64_t crossings = CrossingsOf(box, crossed);
      if (best != nullptr && crossings >= fewest) continue;
      best = &side;
      fewest = crossings;
      if (crossings == 0) break;
    }
    places.push_back(At(point, best == nullptr ? kSides[0] : *best, size));
    taken.push_back(BoxOf(places.back(), point.width, size));
  }
  return places;
}

}  // namespace lexprobe
