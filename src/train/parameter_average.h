// ParameterAverage: processes that train apart for a while and then bring
// their parameters together (local SGD; Stich 2019).
//
// Dense parameters move as their mean does, but sqrt(n) times as far, n the
// processes, 2 at most: each process has made only its part of the steps, and
// a mean of noise is shorter by as much. (On data/world, two processes, AUC of
// the MLP after half an epoch: 0.920 with the mean, 0.930 so, 0.936 for one
// process with two threads.) Embedding rows are sparse: most are
// touched by few processes, and a mean with processes that did not touch them
// would undo their steps. So the movements of a row are added up, as if one
// process had made all of them, and then shortened as Adagrad would have done
// had it seen all gradients: with accumulator A before, and a_i what process i
// added to it, by sqrt((A + e) / (A + sum a_i)), where e, the a_i's mean
// weighted by themselves, is what a process saw of its own.

#ifndef LEXPROBE_TRAIN_PARAMETER_AVERAGE_H_
#define LEXPROBE_TRAIN_PARAMETER_AVERAGE_H_

#include <vector>

#include "absl/status/status.h"
#include "lexprobe/dist/communicator.h"
#include "lexprobe/train/stage_parameters.h"

namespace lexprobe {

class ParameterAverage {
 public:
  // The parameters must be the same on all ranks now. Both must outlive it.
  ParameterAverage(StageParameters* parameters, Communicator* all);

  // Makes the parameters of all ranks the same, bit for bit. Nobody may change
  // them meanwhile. After an error they are not to be used.
  absl::Status Average();

  // Bytes that a process sends in one Average: each of the numbers goes twice
  // around the ring of n processes, (n - 1) / n of the way.
  double predicted_bytes() const {
    return 2.0 * (all_.size() - 1) / all_.size() *
           static_cast<double>(sum_.size() * sizeof(float));
  }

 private:
  void Gather();
  void Spread();
  void Remember();

  StageParameters& parameters_;
  Communicator& all_;
  std::vector<float> embedding_, accumulators_;  // after the last Average
  std::vector<float> dense_;                     // the same, all arrays
  std::vector<float> sum_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_PARAMETER_AVERAGE_H_
