#include "cli/oscillator_section.h"

#include "cli/oscillator_findings.h"
#include "cli/oscillator_subject_options.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/oscillator/page.h"
#include "lexprobe/oscillator/training_job.h"
#include "lexprobe/store/model_files.h"

namespace lexprobe::cli {
namespace {

absl::StatusOr<std::string> Render(
    const std::string& model,
    std::string (*render)(const OscillatorPageInput& input)) {
  SubjectChoices choices;
  choices.model = model;
  LEXPROBE_ASSIGN_OR_RETURN(const LoadedSubject loaded, LoadSubject(choices));
  return RenderFindings(choices, loaded, render);
}

}  // namespace

bool IsOscillatorFolder(const std::string& path) {
  return IsFolder(path) && FileExists(JoinPath(path, kOscillatorFile)) &&
         !FileExists(JoinPath(path, kEmbeddingsFile));
}

absl::StatusOr<std::string> OscillatorSectionFor(const std::string& model) {
  return Render(model, OscillatorSection);
}

absl::StatusOr<std::string> OscillatorPageFor(const std::string& model) {
  return Render(model, OscillatorPage);
}

}  // namespace lexprobe::cli
