#include "cli/program_help.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "cli/options.h"
#include "cli/text_wrap.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe::cli {
namespace {

constexpr absl::string_view kAbout =
    "Word embeddings learned by telling valid N-grams from corrupted ones, and "
    "hypotheses about them that can turn out false.";

struct ExitCodeLine {
  int code;
  absl::string_view meaning;
};

constexpr ExitCodeLine kExitCodes[] = {
    {0, "done"},
    {1, "a mistake of the program, or of the system"},
    {2, "an option, or what is in an input, is wrong"},
    {3, "a file or a word is not there"},
    {4, "a file is damaged"},
    {5, "files do not belong together, or a step is missing"},
    {6, "out of memory, disk or another limit"},
    {7, "another process did not answer in time"},
    {8, "a file is newer than this program"},
    {9, "a verdict is not the one that --expect names"},
    {130, "stopped by a signal"},
};

size_t WidestName(const Program& program) {
  size_t width = 0;
  for (const Command& command : program.commands) {
    width = std::max(width, command.name.size());
  }
  return width;
}

}  // namespace

std::string ProgramHelp(const Program& program, int width) {
  std::string text = absl::StrCat(
      "Usage: ", program.name, " COMMAND [arguments]\n       ", program.name,
      " help COMMAND\n       ", program.name, " --version\n\n",
      WrapText(kAbout, width), "\n\nCommands:\n");
  const int indent = static_cast<int>(WidestName(program)) + 4;
  for (const Command& command : program.commands) {
    absl::StrAppend(&text,
                    TwoColumns(command.name, command.summary, indent, width));
  }
  absl::StrAppend(&text, "\nExit codes:\n");
  for (const ExitCodeLine& line : kExitCodes) {
    absl::StrAppendFormat(&text, "  %3d  %s\n", line.code, line.meaning);
  }
  return text;
}

std::string ProgramManual(const Program& program) {
  std::string text = absl::StrCat(
      ".TH LEXPROBE 1 \"\" \"lexprobe ", LEXPROBE_VERSION,
      "\"\n.SH NAME\nlexprobe \\- word embeddings and falsifiable hypotheses "
      "about them\n.SH SYNOPSIS\n.B lexprobe\n.I COMMAND\n[arguments]\n.SH "
      "DESCRIPTION\n",
      kAbout, "\n.SH COMMANDS\n");
  for (const Command& command : program.commands) {
    absl::StrAppend(&text, ".TP\n.BR lexprobe\\-", command.name, " (1)\n",
                    command.summary, "\n");
  }
  absl::StrAppend(&text, ".SH EXIT STATUS\n");
  for (const ExitCodeLine& line : kExitCodes) {
    absl::StrAppend(&text, ".TP\n.B ", line.code, "\n", line.meaning, "\n");
  }
  return text;
}

absl::Status PrintCompletion(const Program& program, Streams& io) {
  for (const Command& command : program.commands) {
    if (command.run == nullptr) continue;
    LEXPROBE_RETURN_IF_ERROR(
        Annotate(command.run({kCompletionFlag}, io), command.name));
  }
  return absl::OkStatus();
}

}  // namespace lexprobe::cli
