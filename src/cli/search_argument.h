// The options of every command that lists words: --top, --threads, --json.

#ifndef LEXPROBE_CLI_SEARCH_ARGUMENT_H_
#define LEXPROBE_CLI_SEARCH_ARGUMENT_H_

#include "absl/status/status.h"
#include "cli/options.h"

namespace lexprobe::cli {

struct SearchArgument {
  int top = 10;     // at least 1
  int threads = 0;  // 0: one a processor
  bool json = false;
};

void AddSearchOptions(SearchArgument& argument,
                      po::options_description& options);

// InvalidArgument naming the option, the value and what is allowed.
absl::Status Validate(const SearchArgument& argument);

// `threads`, or the number of processors if that is 0; at least 1.
int ThreadsFor(int threads);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_SEARCH_ARGUMENT_H_
