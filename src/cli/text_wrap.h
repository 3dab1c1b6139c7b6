// Text broken into lines that fit, and two columns side by side: what help
// texts are set in.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_TEXT_WRAP_H_
#define LEXPROBE_CLI_TEXT_WRAP_H_

#include <string>

#include "absl/strings/string_view.h"

namespace lexprobe::cli {

// `text` broken at spaces into lines of at most `width` columns, without a
// final newline; each line but the first begins with `indent` spaces, which
// count. Newlines in `text` are kept. A longer word has a line of its own.
std::string WrapText(absl::string_view text, int width, int indent = 0);

// "  left    right" with `right` wrapped from column `indent` on, below `left`
// if that is too long; with a final newline.
std::string TwoColumns(absl::string_view left, absl::string_view right,
                       int indent, int width);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_TEXT_WRAP_H_
