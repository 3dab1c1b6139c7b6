// What someone asks of `lexprobe analogy`: three words, three with the answer
// that is looked for, or vector arithmetic.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_ANALOGY_QUESTION_H_
#define LEXPROBE_CLI_ANALOGY_QUESTION_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lexprobe/probe/arithmetic.h"

namespace lexprobe::cli {

struct AnalogyWords {
  // a, a_star and b: "a is to a_star as b is to ?"; empty for arithmetic.
  std::vector<std::string> words;
  std::string expected;  // empty: none
  std::vector<ArithmeticTerm> terms;
};

// Three or four arguments are words, unless one is an operator; all else is
// joined and read as ParseQuestionLine does.
absl::StatusOr<AnalogyWords> ParseQuestionArguments(
    const std::vector<std::string>& arguments);

// Three or four words without an operator, bracket or quote are a question
// ("queen king mother", "queen king mother father"); all else is arithmetic.
// InvalidArgument for a single word, and what ParseArithmetic says.
absl::StatusOr<AnalogyWords> ParseQuestionLine(const std::string& line);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_ANALOGY_QUESTION_H_
