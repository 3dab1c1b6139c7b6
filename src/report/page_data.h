// What the page's scripts work on, as JSON that may stand in a script element.
// Private to report.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_REPORT_PAGE_DATA_H_
#define LEXPROBE_REPORT_PAGE_DATA_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/report/page.h"

namespace lexprobe {

// `json` with <, > and & as \u escapes, so that no word can end the element
// that holds it.
std::string SafeInScript(absl::string_view json);

// Errors as of ReportPage().
absl::StatusOr<std::string> PageData(const PageInput& input);

}  // namespace lexprobe

#endif  // LEXPROBE_REPORT_PAGE_DATA_H_
