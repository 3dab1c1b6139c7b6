// ParameterAverage: processes that train apart for a while and then bring
// their parameters together (local SGD; Stich 2019).
//
// Embedding rows are sparse: most are touched by few processes, and a mean with
// processes that did not touch them would undo their steps. So the movements of
// a row are added up, as if one process had made all of them, and then
// shortened as Adagrad would have done had it seen all gradients: with
// accumulator A before, and a_i what process i added to it, by
// sqrt((A + e) / (A + sum a_i)), where e, the a_i's mean weighted by
// themselves, is what a process saw of its own.
//
// The squares of dense parameters become what RMSprop would have had: with S
// before, S_i after, q = decay^k for the k steps of a process, each has added
// c_i = S_i - q S; n processes one after the other would have come to
// q^n S + (1 - q^n) / (n (1 - q)) sum c_i, in the mean over their orders. Their
// movements are added up and shortened likewise, by the root of mean S_i over
// that.
//
// How far to go for such a sum says block_momentum.h.

#ifndef LEXPROBE_TRAIN_PARAMETER_AVERAGE_H_
#define LEXPROBE_TRAIN_PARAMETER_AVERAGE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "lexprobe/dist/communicator.h"
#include "lexprobe/train/rounds.h"
#include "lexprobe/train/stage_parameters.h"
#include "train/block_momentum.h"

namespace lexprobe {

class ParameterAverage {
 public:
  // The parameters must be the same on all ranks now. Both must outlive it.
  ParameterAverage(StageParameters* parameters, Communicator* all);

  // Makes the parameters of all ranks the same, bit for bit, after `steps`
  // steps of this rank since the last time. Nobody may change them meanwhile.
  // *state, what this rank finds, becomes what all do: a failure or stop of
  // one, done when all are. After an error, which is in it, they are not to be
  // used.
  void Average(int64_t steps, RoundState* state);

  // What there is besides the parameters, the same on all ranks: the movements
  // that momentum goes on with.
  std::string State() const;

  // Goes on with them. DataLoss if `state` is not of these parameters; nothing
  // happens if it is of another number of processes, whose movements had
  // another length.
  absl::Status RestoreState(absl::string_view state);

  // Bytes that this process has sent: each of the numbers goes twice around the
  // ring of n processes, (n - 1) / n of the way.
  double predicted_bytes() const { return predicted_bytes_; }

 private:
  // What is sent, from the place `at` on; the rows give where they end.
  size_t GatherRows(size_t at);
  void GatherDense(size_t at);
  size_t SpreadRows(size_t at);
  void SpreadDense(size_t at);

  StageParameters& parameters_;
  Communicator& all_;
  const BlockMomentum momentum_;
  std::vector<float> embedding_, accumulators_;  // after the last Average
  std::vector<float> dense_, squares_;           // the same, all arrays
  std::vector<float> row_velocity_, dense_velocity_;
  std::vector<float> sum_;
  double predicted_bytes_ = 0;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_PARAMETER_AVERAGE_H_
