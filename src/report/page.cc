#include "lexprobe/report/page.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/check.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/report/svg_chart.h"
#include "report/page_data.h"
#include "report/page_template.h"

namespace lexprobe {
namespace {

// What stands before `mark` in `*rest`, which then begins after it.
absl::string_view TakeUntil(absl::string_view mark, absl::string_view* rest) {
  const size_t place = rest->find(mark);
  LEXPROBE_CHECK(place != absl::string_view::npos);
  const absl::string_view before = rest->substr(0, place);
  rest->remove_prefix(place + mark.size());
  return before;
}

}  // namespace

absl::StatusOr<std::string> ReportPage(const PageInput& input) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::string data, PageData(input));
  absl::string_view rest = PageTemplate();
  std::string page(TakeUntil("{{title}}", &rest));
  page += EscapeXml(input.model);
  absl::StrAppend(&page, TakeUntil("{{oscillator}}", &rest));
  page += input.oscillator_section;
  absl::StrAppend(&page, TakeUntil("{{data}}", &rest));
  absl::StrAppend(&page, data, rest);
  return page;
}

}  // namespace lexprobe
