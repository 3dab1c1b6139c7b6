#include "cli/commands.h"

namespace lexprobe::cli {

// One line a command, in the order of the work: make vectors, ask them, judge
// them, hand them on. A null function is carried out by lexprobe-train.
const std::vector<Command>& Commands() {
  static const std::vector<Command>* const commands = new std::vector<Command>{
      {"train", "train embeddings and a validity network on text", nullptr},
      {"score", "say how valid the N-grams of a sentence are", nullptr},
      {"vocab", "count the words of a text, or read such counts", RunVocab},
      {"export", "write embeddings in another format", RunExport},
      {"info", "say what a model or an embedding file holds", RunInfo},
      {"verify", "check that the files of a model are whole", RunVerify},
  };
  return *commands;
}

}  // namespace lexprobe::cli
