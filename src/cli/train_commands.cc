#include "cli/train_commands.h"

namespace lexprobe::cli {

const std::vector<Command>& TrainCommands() {
  static const std::vector<Command>* const commands = new std::vector<Command>{
      {"train", "train embeddings and a validity network on text", RunTrain},
      {"score", "say how valid the N-grams of a sentence are", RunScore},
      {"oscillator", "what a network learned of a harmonic oscillator",
       RunOscillator},
  };
  return *commands;
}

}  // namespace lexprobe::cli
