// Where two JSON objects differ, for messages.

#ifndef LEXPROBE_TRAIN_JSON_DIFFERENCE_H_
#define LEXPROBE_TRAIN_JSON_DIFFERENCE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace lexprobe {

// The first key whose values differ in two JSON objects, with both values:
// `dim is 50 there, 100 here`.
std::string FirstDifference(absl::string_view there, absl::string_view here);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_JSON_DIFFERENCE_H_
