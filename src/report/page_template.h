// The page's frame with styles and scripts in it, as the build made it of the
// files in src/report/page (tools/cmake/embed_page.cmake). Private to report.
//
// Thread-safe: a constant.

#ifndef LEXPROBE_REPORT_PAGE_TEMPLATE_H_
#define LEXPROBE_REPORT_PAGE_TEMPLATE_H_

#include "absl/strings/string_view.h"

namespace lexprobe {

// Has {{title}}, {{oscillator}} and {{data}} once each, in this order.
absl::string_view PageTemplate();

}  // namespace lexprobe

#endif  // LEXPROBE_REPORT_PAGE_TEMPLATE_H_
