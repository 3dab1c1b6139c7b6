#include "cli/analogy_question.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe::cli {
namespace {

bool IsOperator(absl::string_view text) {
  return text.size() == 1 && absl::StrContains("+-*/()", text);
}

bool IsQuestion(const std::vector<std::string>& words) {
  return (words.size() == 3 || words.size() == 4) &&
         std::none_of(words.begin(), words.end(), IsOperator);
}

AnalogyWords QuestionOf(const std::vector<std::string>& words) {
  AnalogyWords question;
  question.words.assign(words.begin(), words.begin() + 3);
  if (words.size() == 4) question.expected = words[3];
  return question;
}

// True if a word begins with a sign, or there is a bracket or quote: nobody
// means that as part of a word on a line.
bool LooksLikeArithmetic(const std::string& line,
                         const std::vector<std::string>& words) {
  return line.find_first_of("()*/\"") != std::string::npos ||
         std::any_of(words.begin(), words.end(), [](const std::string& word) {
           return word[0] == '+' || word[0] == '-';
         });
}

}  // namespace

absl::StatusOr<AnalogyWords> ParseQuestionArguments(
    const std::vector<std::string>& arguments) {
  if (IsQuestion(arguments)) return QuestionOf(arguments);
  return ParseQuestionLine(absl::StrJoin(arguments, " "));
}

absl::StatusOr<AnalogyWords> ParseQuestionLine(const std::string& line) {
  const std::vector<std::string> words =
      absl::StrSplit(line, absl::ByAnyChar(" \t"), absl::SkipEmpty());
  if (IsQuestion(words) && !LooksLikeArithmetic(line, words)) {
    return QuestionOf(words);
  }
  if (words.size() == 1 && !LooksLikeArithmetic(line, words)) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", line,
                     "\" is one word; an analogy is three, \"queen king "
                     "mother\", or arithmetic, \"king - queen + mother\""));
  }
  AnalogyWords question;
  LEXPROBE_ASSIGN_OR_RETURN(question.terms, ParseArithmetic(line));
  return question;
}

}  // namespace lexprobe::cli
