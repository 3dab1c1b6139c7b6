#include <string>

#include "absl/strings/match.h"
#include "cli/bound_option.h"
#include "cli/options.h"
#include "cli/oscillator_command.h"
#include "cli/oscillator_findings.h"
#include "cli/oscillator_subject_options.h"
#include "cli/picture_output.h"
#include "cli/terminal.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/oscillator/page.h"

namespace lexprobe::cli {
namespace {

const CommandHelp kHelp = {
    "oscillator plot", "--model DIR --output FILE [options]",
    "Draws a model of the oscillator against the exact solution. It shows "
    "phase space, x(t), p(t), the energy within and beyond the training "
    "range, its error and the learning curve. The name of the file says what "
    "it is to be: "
    ".svg, .png (by rsvg-convert, Debian's librsvg2-bin), or .html, a page "
    "with the verdicts too.",
    "lexprobe oscillator plot --model spring --output spring.svg\n"
    "lexprobe oscillator plot --model spring --output spring.html\n"};

absl::Status CheckOutput(const std::string& output) {
  if (output.empty()) {
    return absl::InvalidArgumentError("--output is missing: the file to write");
  }
  for (const char* ending : {".svg", ".png", ".html"}) {
    if (absl::EndsWith(output, ending)) return absl::OkStatus();
  }
  return WrongValue("output", output,
                    "a name that ends in .svg, .png or .html");
}

}  // namespace

absl::Status RunOscillatorPlot(absl::Span<const std::string> args,
                               Streams& io) {
  SubjectChoices choices;
  std::string output;
  po::options_description options;
  options.add_options()("output", po::value(&output)->value_name("FILE"),
                        "file to write: .svg, .png or .html");
  AddModelChoice(choices, options);
  AddTestOptions(choices, options);
  LEXPROBE_ASSIGN_OR_RETURN(const bool go,
                            Parse(kHelp, options, nullptr, args, io));
  if (!go) return absl::OkStatus();
  LEXPROBE_RETURN_IF_ERROR(CheckOutput(output));
  LEXPROBE_ASSIGN_OR_RETURN(const LoadedSubject loaded, LoadSubject(choices));
  if (!absl::EndsWith(output, ".html")) {
    return WritePicture(FigureOf(choices, loaded), output, io);
  }
  LEXPROBE_ASSIGN_OR_RETURN(const std::string page,
                            RenderFindings(choices, loaded, OscillatorPage));
  LEXPROBE_RETURN_IF_ERROR(WriteFile(output, page));
  io.err << "written to " << WithoutControls(output) << "\n";
  return absl::OkStatus();
}

}  // namespace lexprobe::cli
