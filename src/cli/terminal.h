// The terminal: how wide it is, how wide text is on it, and text that is safe
// to print there.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_TERMINAL_H_
#define LEXPROBE_CLI_TERMINAL_H_

#include <string>

#include "absl/strings/string_view.h"
#include "cli/streams.h"

namespace lexprobe::cli {

inline constexpr int kDefaultWidth = 80;

// The process's own streams, with what the system says of each.
Streams StandardStreams();

// Columns of the terminal behind standard output or standard error, asked of
// the system, else of COLUMNS; kDefaultWidth when neither knows. 20 to 200.
int TerminalWidth();

// The width to print results for: TerminalWidth() if `io.out` is a terminal,
// else kDefaultWidth.
int OutputWidth(const Streams& io);

// Columns that UTF-8 `text` takes on a terminal: combining marks 0, wide
// characters 2. A byte that is not UTF-8 counts as one column.
int DisplayWidth(absl::string_view text);

// The longest prefix of `text` of at most `width` columns.
absl::string_view PrefixOfWidth(absl::string_view text, int width);

// `text` with control characters, which could steer a terminal, as U+FFFD.
std::string WithoutControls(absl::string_view text);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_TERMINAL_H_
