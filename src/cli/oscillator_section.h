// What `lexprobe report` says about a model of `oscillator train`.

#ifndef LEXPROBE_CLI_OSCILLATOR_SECTION_H_
#define LEXPROBE_CLI_OSCILLATOR_SECTION_H_

#include <string>

#include "absl/status/statusor.h"

namespace lexprobe::cli {

// A folder with an oscillator's model, and no embeddings.
bool IsOscillatorFolder(const std::string& path);

// The model's figure, the verdicts of the built-in hypotheses and the energy's
// bias, as a section of a page, and as a page. Errors of LoadSubject().
absl::StatusOr<std::string> OscillatorSectionFor(const std::string& model);
absl::StatusOr<std::string> OscillatorPageFor(const std::string& model);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_OSCILLATOR_SECTION_H_
