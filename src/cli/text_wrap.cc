#include "cli/text_wrap.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/terminal.h"

namespace lexprobe::cli {
namespace {

constexpr int kNarrowestColumn = 20;

std::string Spaces(int count) {
  return std::string(static_cast<size_t>(std::max(count, 0)), ' ');
}

// Appends one paragraph to `out`, the first word at `column`.
void WrapParagraph(absl::string_view paragraph, int width, int indent,
                   int column, std::string* out) {
  bool at_start = true;
  for (const absl::string_view word :
       absl::StrSplit(paragraph, ' ', absl::SkipEmpty())) {
    const int word_width = DisplayWidth(word);
    if (!at_start && column + 1 + word_width > width) {
      absl::StrAppend(out, "\n", Spaces(indent));
      column = indent;
      at_start = true;
    }
    absl::StrAppend(out, at_start ? "" : " ", word);
    column += word_width + (at_start ? 0 : 1);
    at_start = false;
  }
}

}  // namespace

std::string WrapText(absl::string_view text, int width, int indent) {
  std::string out;
  bool first = true;
  for (const absl::string_view paragraph : absl::StrSplit(text, '\n')) {
    if (!first) absl::StrAppend(&out, "\n", Spaces(indent));
    WrapParagraph(paragraph, width, indent, first ? 0 : indent, &out);
    first = false;
  }
  return out;
}

std::string TwoColumns(absl::string_view left, absl::string_view right,
                       int indent, int width) {
  std::string out = absl::StrCat("  ", left);
  const int left_width = DisplayWidth(out);
  absl::StrAppend(&out, left_width + 2 > indent
                            ? absl::StrCat("\n", Spaces(indent))
                            : Spaces(indent - left_width));
  const int right_width = std::max(width - indent, kNarrowestColumn);
  // The first line of `right` begins at `indent` as the others do.
  const std::string wrapped = WrapText(right, right_width);
  for (const char c : wrapped) {
    out.push_back(c);
    if (c == '\n') out.append(Spaces(indent));
  }
  return absl::StrCat(out, "\n");
}

}  // namespace lexprobe::cli
