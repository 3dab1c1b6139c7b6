// The names of base/spelling.h in the command line's namespace.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_SPELLING_H_
#define LEXPROBE_CLI_SPELLING_H_

#include "lexprobe/base/spelling.h"

namespace lexprobe::cli {

using lexprobe::EditDistance;
using lexprobe::NearestName;

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_SPELLING_H_
