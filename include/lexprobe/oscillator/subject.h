// A subject: the model whose physics is in question, with what the controls
// need; and the run of hypotheses over it.
//
// What the names in a conservation hypothesis mean here:
//   quantity  as quantity.h lists
//   model     ""                 the subject, at times of its training range
//             "beyond training"  the subject, from the end of that range for
//                                as long again
//             "damped"           the control, trained on a damped oscillator
//   time_range, if the file gives one, in place of the above
//
// Thread-safe: nothing changes after construction.

#ifndef LEXPROBE_OSCILLATOR_SUBJECT_H_
#define LEXPROBE_OSCILLATOR_SUBJECT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lexprobe/oscillator/dynamics.h"
#include "lexprobe/oscillator/experiment.h"
#include "lexprobe/oscillator/flow_map.h"
#include "lexprobe/oscillator/model_file.h"
#include "lexprobe/oscillator/trajectory.h"
#include "lexprobe/stats/hypothesis.h"
#include "lexprobe/stats/hypothesis_run.h"
#include "lexprobe/stats/multiple_testing.h"
#include "lexprobe/stats/test_options.h"

namespace lexprobe {

struct OscillatorSubject {
  std::string name;         // as the user named it
  uint64_t checksum = 0;    // of the parameters; 0 for none
  Oscillator oscillator;    // how it should move: without damping
  TrajectoryOptions taken;  // how trajectories are taken; time is the
                            // training range
  std::unique_ptr<FlowMap> flow;
  std::unique_ptr<FlowMap> damped;  // null: hypotheses on it are an error
  bool taught_times = false;  // a flow network: later times are news to it
};

// What a hypothesis calls the subject beyond its training range.
inline constexpr char kBeyondTraining[] = "beyond training";

// The damping of controls, in units of 2 sqrt(k m), the critical one: energy
// falls to a seventh within 0:20 at mass and stiffness 1.
inline constexpr double kControlDamping = 0.05;

// `oscillator` with the damping of a control.
Oscillator DampedControl(const Oscillator& oscillator);

// The same experiment on the oscillator of a control.
Experiment DampedExperiment(const Experiment& experiment);

// The exact solution as a subject, with the exact damped one for a control.
OscillatorSubject ExactSubject(const Oscillator& oscillator,
                               const TrajectoryOptions& taken);

// A trained model as a subject. The control is `damped`, or, if that is null,
// the exact damped solution.
// InvalidArgument as MakeNetworkFlow.
absl::StatusOr<OscillatorSubject> ModelSubject(
    const std::string& name, const OscillatorModel& model,
    const OscillatorModel* damped, const TrajectoryOptions& taken,
    const IntegrationOptions& integration);

// Tests `hypotheses` on the subject, and concludes. Starts and times depend
// on options.seed alone.
// InvalidArgument, with the hypothesis' place, if one is of another kind than
// conservation, or its quantity or model is not known or cannot be had.
absl::StatusOr<HypothesisRun> TestOscillator(std::vector<Hypothesis> hypotheses,
                                             const OscillatorSubject& subject,
                                             const TestOptions& options,
                                             Correction correction);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_SUBJECT_H_
