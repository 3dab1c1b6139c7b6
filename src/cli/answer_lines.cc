#include "cli/answer_lines.h"

#include <cstdint>
#include <memory>
#include <ostream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "cli/json_output.h"
#include "cli/prompt.h"

namespace lexprobe::cli {

absl::Status AnswerLines(
    Streams& io, absl::string_view prompt, bool json,
    absl::FunctionRef<absl::Status(const std::string& line)> answer) {
  const std::unique_ptr<LineSource> lines = OpenPrompt(io, prompt);
  absl::Status first_failure;
  int64_t number = 0;
  int64_t failures = 0;
  std::string line;
  while (lines->Next(&line) && io.out.good()) {
    ++number;
    absl::StripAsciiWhitespace(&line);
    if (line.empty()) continue;
    const absl::Status status = answer(line);
    io.out.flush();
    if (status.ok()) continue;
    if (json) {
      PrintJsonLine(
          Json{{"question", line}, {"error", std::string(status.message())}},
          io);
    }
    if (!lines->interactive()) io.err << "line " << number << ": ";
    io.err << status.message() << "\n" << std::flush;
    if (failures++ == 0) first_failure = status;
  }
  if (failures == 0 || lines->interactive()) return absl::OkStatus();
  return absl::Status(
      first_failure.code(),
      absl::StrCat(failures, failures == 1 ? " line has" : " lines have",
                   " no answer"));
}

}  // namespace lexprobe::cli
