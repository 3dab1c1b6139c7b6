// The loop of a command that answers one question a line.

#ifndef LEXPROBE_CLI_ANSWER_LINES_H_
#define LEXPROBE_CLI_ANSWER_LINES_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "cli/streams.h"

namespace lexprobe::cli {

// Calls `answer` for each line of OpenPrompt(io, prompt) that is not blank,
// without the white space around it. A line that has no answer is told on
// io.err and, if `json`, as {"question": ..., "error": ...} on io.out, so that
// each line in has one out; then the next one is asked.
//
// OK at a prompt; else a status with the code of the first failure, if any.
absl::Status AnswerLines(
    Streams& io, absl::string_view prompt, bool json,
    absl::FunctionRef<absl::Status(const std::string& line)> answer);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_ANSWER_LINES_H_
