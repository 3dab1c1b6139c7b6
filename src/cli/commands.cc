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
      {"neighbors", "list the words nearest to a word", RunNeighbors},
      {"analogy", "answer \"a is to b as c is to ?\" and vector arithmetic",
       RunAnalogy},
      {"concept", "take the offset that pairs share and add it to words",
       RunConcept},
      {"axis", "place words on the axis of a concept", RunAxis},
      {"evaluate", "score models on analogy sets and word similarity",
       RunEvaluate},
      {"test", "test hypotheses about the vectors, and say what they show",
       RunTest},
      {"report", "make one page to explore a model in a browser", RunReport},
      {"plot", "draw concepts, neighbours, training and verdicts", RunPlot},
      {"oscillator", "what a network learned of a harmonic oscillator",
       nullptr},
  };
  return *commands;
}

}  // namespace lexprobe::cli
