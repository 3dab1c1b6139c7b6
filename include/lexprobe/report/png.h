// PNG from SVG, by librsvg's rsvg-convert (Debian: librsvg2-bin), which is
// run as a program of its own so that nobody who needs no PNG loads a
// renderer.
//
// Thread-safe.

#ifndef LEXPROBE_REPORT_PNG_H_
#define LEXPROBE_REPORT_PNG_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lexprobe {

// The bytes of a PNG, `zoom` pixels for each of the image's.
//
// FailedPrecondition naming the package if rsvg-convert is not on PATH
// (absolute folders of it only); InvalidArgument with its words if it refuses
// the image; Internal if the system fails.
absl::StatusOr<std::string> PngFromSvg(absl::string_view svg, double zoom = 2);

}  // namespace lexprobe

#endif  // LEXPROBE_REPORT_PNG_H_
