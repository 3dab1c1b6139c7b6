// The comparison: the network as the experiment describes it, what makes it
// better without telling it physics, and, for scale, networks that are told
// some, and the exact solution.
//
// Thread-safe: values and pure functions.

#ifndef LEXPROBE_OSCILLATOR_COMPARISON_H_
#define LEXPROBE_OSCILLATOR_COMPARISON_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lexprobe/oscillator/energy_bias.h"
#include "lexprobe/oscillator/experiment.h"
#include "lexprobe/oscillator/flow_map.h"
#include "lexprobe/oscillator/subject.h"
#include "lexprobe/stats/hypothesis.h"
#include "lexprobe/stats/test_options.h"
#include "lexprobe/stats/verdict.h"

namespace lexprobe {

struct Contestant {
  std::string name;    // what it has that the described network has not
  std::string folder;  // of its model, within that of the comparison; two
                       // contestants may share one
  Experiment experiment;
  IntegrationOptions integration;
};

// All of them, in the order of the table. Oscillator, samples and seed are
// those of `base`; the network and how it is trained are each one's own.
std::vector<Contestant> Contestants(const Experiment& base);

// One row of the table: inside the training range, and beyond it for as long
// again.
struct ComparisonRow {
  EnergyBias inside;
  EnergyBias beyond;
  Decision energy_inside = Decision::kInconclusive;
  Decision energy_beyond = Decision::kInconclusive;
  // Of the hypotheses about the subject within its training range.
  int supported = 0;
  int asked = 0;
};

// InvalidArgument as TestOscillator, or if `hypotheses` lack one on the
// energy within the training range or one beyond.
absl::StatusOr<ComparisonRow> CompareSubject(const OscillatorSubject& subject,
                                             std::vector<Hypothesis> hypotheses,
                                             const TestOptions& options);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_COMPARISON_H_
