// Where the words beside points stand, so that they hide neither each other
// nor a point. Private to report.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_REPORT_LABEL_PLACES_H_
#define LEXPROBE_REPORT_LABEL_PLACES_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace lexprobe {

// A word to be written at a point of a picture, in pixels.
struct LabelPoint {
  double x = 0;
  double y = 0;
  double width = 0;  // of the word as written
};

struct LabelPlace {
  double x = 0;
  double y = 0;  // of the text's line
  absl::string_view anchor = "start";
  bool away = false;  // a line further than beside its point
};

// A line of the picture, which words had better not cross.
struct LabelObstacle {
  double x1 = 0;
  double y1 = 0;
  double x2 = 0;
  double y2 = 0;
};

// About as wide as `text` comes out in a sans-serif face of `size` pixels.
double TextWidth(absl::string_view text, int size);

// A place for each, in their order: of eight sides, and the same eight a line
// further away, those that are free of points and of the words before and lie
// within width x height; of these the first that the fewest lines cross. The
// right side if there is none.
std::vector<LabelPlace> PlaceLabels(absl::Span<const LabelPoint> points,
                                    absl::Span<const LabelObstacle> lines,
                                    double width, double height, int size);

}  // namespace lexprobe

#endif  // LEXPROBE_REPORT_LABEL_PLACES_H_
