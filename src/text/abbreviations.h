// English abbreviations whose period does not end a sentence.
// Thread-safe: no state.

#ifndef LEXPROBE_TEXT_ABBREVIATIONS_H_
#define LEXPROBE_TEXT_ABBREVIATIONS_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace lexprobe {

inline constexpr size_t kLongestAbbreviation = 6;

// True for titles and the like, which stand before a name or in the middle of
// a sentence (mr, st, vs); and, if a digit follows, for what stands before a
// number (no, vol, jan).
// `word`: ASCII letters in lower case.
bool IsAbbreviation(absl::string_view word, bool digit_follows);

}  // namespace lexprobe

#endif  // LEXPROBE_TEXT_ABBREVIATIONS_H_
