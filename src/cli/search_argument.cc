#include "cli/search_argument.h"

#include <algorithm>
#include <thread>

#include "absl/strings/str_cat.h"

namespace lexprobe::cli {

void AddSearchOptions(SearchArgument& argument,
                      po::options_description& options) {
  options.add_options()(
      "top",
      po::value(&argument.top)->default_value(argument.top)->value_name("N"),
      "how many words to list")("threads",
                                po::value(&argument.threads)
                                    ->default_value(argument.threads)
                                    ->value_name("N"),
                                "threads to search with; 0 is one a processor")(
      "json", po::bool_switch(&argument.json), "print JSON, one value a line");
}

absl::Status Validate(const SearchArgument& argument) {
  if (argument.top < 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("--top is ", argument.top, ", must be at least 1"));
  }
  if (argument.threads < 0) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--threads is ", argument.threads, ", must be at least 0"));
  }
  return absl::OkStatus();
}

int ThreadsFor(int threads) {
  if (threads > 0) return threads;
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace lexprobe::cli
