#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/bound_option.h"
#include "cli/options.h"
#include "cli/oscillator_command.h"
#include "cli/oscillator_subject_options.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/oscillator/energy_bias.h"
#include "lexprobe/oscillator/figure.h"
#include "lexprobe/oscillator/page.h"
#include "lexprobe/report/png.h"

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

absl::StatusOr<std::string> PageOf(const SubjectChoices& choices,
                                   const LoadedSubject& loaded,
                                   const Figure& figure, const Random& random) {
  const OscillatorSubject& subject = loaded.subject;
  LEXPROBE_ASSIGN_OR_RETURN(std::vector<Hypothesis> hypotheses,
                            choices.Hypotheses());
  LEXPROBE_ASSIGN_OR_RETURN(const Correction correction,
                            choices.CorrectionOf());
  LEXPROBE_ASSIGN_OR_RETURN(
      const HypothesisRun run,
      TestOscillator(std::move(hypotheses), subject, choices.test, correction));
  const EnergyBias bias = MeasureEnergyBias(subject.oscillator, *subject.flow,
                                            subject.taken, random);
  return OscillatorPage({subject, loaded.model.experiment, figure, run, bias});
}

absl::StatusOr<std::string> Draw(const SubjectChoices& choices,
                                 const LoadedSubject& loaded,
                                 const std::string& output) {
  const Random random = Random(choices.test.seed).Fork("oscillator");
  const Figure figure =
      OscillatorFigure(loaded.subject, loaded.model.state.history, random);
  if (absl::EndsWith(output, ".svg")) return ToSvg(figure);
  if (absl::EndsWith(output, ".png")) return PngFromSvg(ToSvg(figure));
  return PageOf(choices, loaded, figure, random);
}

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
  LEXPROBE_ASSIGN_OR_RETURN(const std::string bytes,
                            Draw(choices, loaded, output));
  LEXPROBE_RETURN_IF_ERROR(WriteFile(output, bytes));
  io.err << "written to " << output << "\n";
  return absl::OkStatus();
}

}  // namespace lexprobe::cli
