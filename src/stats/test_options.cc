#include "lexprobe/stats/test_options.h"

#include "absl/strings/str_cat.h"

namespace lexprobe {

absl::Status Validate(const TestOptions& options) {
  // Fewer make p too coarse (Phipson & Smyth 2010).
  if (options.permutations < 9'999 || options.permutations > 100'000'000) {
    return absl::InvalidArgumentError(
        absl::StrCat("permutations is ", options.permutations,
                     "; it must be 9,999 to 100,000,000"));
  }
  if (options.resamples < 100 || options.resamples > 1'000'000) {
    return absl::InvalidArgumentError(absl::StrCat(
        "resamples is ", options.resamples, "; it must be 100 to 1,000,000"));
  }
  if (options.threads < 1 || options.threads > 1024) {
    return absl::InvalidArgumentError(absl::StrCat(
        "threads is ", options.threads, "; it must be 1 to 1,024"));
  }
  return absl::OkStatus();
}

}  // namespace lexprobe
