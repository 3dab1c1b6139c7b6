// Words that a model does not know, told to people.

#ifndef LEXPROBE_CLI_MISSING_WORDS_H_
#define LEXPROBE_CLI_MISSING_WORDS_H_

#include <string>
#include <vector>

#include "cli/streams.h"

namespace lexprobe::cli {

// "3 words are not in the vocabulary: ...", the first of them by name, on
// io.err; nothing if there are none.
void TellMissingWords(const std::vector<std::string>& words, Streams& io);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_MISSING_WORDS_H_
