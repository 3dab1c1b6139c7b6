// Lines that someone types or pipes in: at a terminal with line editing and a
// history that is kept between runs, else as they come.
//
// Not thread-safe.

#ifndef LEXPROBE_CLI_PROMPT_H_
#define LEXPROBE_CLI_PROMPT_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "cli/streams.h"

namespace lexprobe::cli {

class LineSource {
 public:
  virtual ~LineSource() = default;

  // The next line, without its end; false at the end of input.
  virtual bool Next(std::string* line) = 0;

  // True if a person types the lines.
  virtual bool interactive() const = 0;
};

// Asks at the terminal with `prompt`, which is drawn on standard error, if
// both io.in and io.err are one; else reads io.in, which must outlive this.
std::unique_ptr<LineSource> OpenPrompt(Streams& io, absl::string_view prompt);

// Where the history is kept: lexprobe/history in $XDG_STATE_HOME, else in
// ~/.local/state. Empty if neither is known. A history that cannot be read or
// written is done without.
std::string HistoryPath();

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_PROMPT_H_
