// How the gradients of several processes come together after each round.

#ifndef LEXPROBE_TRAIN_GRADIENT_EXCHANGE_H_
#define LEXPROBE_TRAIN_GRADIENT_EXCHANGE_H_

#include <memory>

#include "lexprobe/dist/communicator.h"
#include "lexprobe/train/rounds.h"
#include "lexprobe/train/stage_parameters.h"

namespace lexprobe {

// Every process gets the gradients of all, row by row, in the order of the
// ranks: what follows is what one process would do, to the last bit. Each
// sends its own to all others.
std::unique_ptr<GradientExchange> MakeSparseExchange(
    const StageParameters& parameters, Communicator* all);

// Gradients are added up into one as large as the model, which takes one step
// at the mean rate: what is sent does not depend on the number of rows
// touched, nor, nearly, on the number of processes.
std::unique_ptr<GradientExchange> MakeDenseExchange(
    const StageParameters& parameters, Communicator* all);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_GRADIENT_EXCHANGE_H_
