// Spelling: how far apart two names are, and which known name a mistyped one
// was meant to be.
//
// Thread-safe: no state.

#ifndef LEXPROBE_BASE_SPELLING_H_
#define LEXPROBE_BASE_SPELLING_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace lexprobe {

// Edits that turn `a` into `b`: one byte inserted, removed or replaced, or two
// neighbouring bytes exchanged (optimal string alignment; Damerau 1964).
int EditDistance(absl::string_view a, absl::string_view b);

// The candidate that `name` was likely meant to be: one that `name` begins
// (from three bytes on), or the one at the smallest distance, at most one edit
// for every three bytes of `name`. Ties go to the earlier candidate; nullopt
// if none is near.
std::optional<std::string> NearestName(
    absl::string_view name, const std::vector<std::string>& candidates);

}  // namespace lexprobe

#endif  // LEXPROBE_BASE_SPELLING_H_
