// StageRun: a stage's workers at work, in the way that the options name: each
// by itself (Hogwild), in step, or in several processes.

#ifndef LEXPROBE_TRAIN_STAGE_RUN_H_
#define LEXPROBE_TRAIN_STAGE_RUN_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/dist/communicator.h"
#include "lexprobe/train/stages.h"
#include "lexprobe/train/train_options.h"
#include "lexprobe/train/trainer.h"

namespace lexprobe {

class StageRun {
 public:
  // `all` may be null: one process. The stage must be the same on every rank.
  // All must outlive it.
  static absl::StatusOr<std::unique_ptr<StageRun>> Create(
      const TrainOptions& options, Stage* stage, Communicator* all);
  virtual ~StageRun() = default;

  // Goes on until all workers have done the share `until`, or are done, or
  // `keep_going`, asked several times a second, gives false. With several
  // processes it returns on all of them after the same exchange, with the same
  // parameters: when one has done its share.
  virtual absl::Status Continue(double until,
                                const std::function<bool()>& keep_going) = 0;

  // What a checkpoint needs of it besides the stage; the same on all ranks.
  virtual std::string State() const { return {}; }
  // DataLoss if `state` is not of this stage.
  virtual absl::Status RestoreState(absl::string_view /*state*/) {
    return absl::OkStatus();
  }

  // What was sent since Create. Every rank must ask.
  // REQUIRES: there are several processes
  virtual absl::StatusOr<Traffic> TrafficSoFar() = 0;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_STAGE_RUN_H_
