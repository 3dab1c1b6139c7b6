// Minimal pairs: two sentences that differ in little, of which one makes sense
// or is grammatical and the other not.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_MINIMAL_PAIRS_H_
#define LEXPROBE_CLI_MINIMAL_PAIRS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lexprobe::cli {

struct MinimalPair {
  std::string group;  // "" if the file names none
  std::string good;
  std::string bad;

  friend bool operator==(const MinimalPair&, const MinimalPair&) = default;
};

// Reads "good | bad" or "group | good | bad" a line, where lines that begin
// with "#" are comments, or JSON lines with "sentence_good", "sentence_bad" and
// "UID", as those of BLiMP (Warstadt et al. 2020). Plain or gzip; - is standard
// input. InvalidArgument with file and line for anything else, or for no pair.
absl::StatusOr<std::vector<MinimalPair>> ReadMinimalPairs(
    absl::string_view path);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_MINIMAL_PAIRS_H_
