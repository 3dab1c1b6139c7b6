// A choice between a few named values, as options have it.
// Thread-safe: no state.

#ifndef LEXPROBE_TEXT_CHOICE_H_
#define LEXPROBE_TEXT_CHOICE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/base/check.h"

namespace lexprobe {

template <typename Value>
struct Choice {
  absl::string_view name;
  Value value;
};

// The value that is called `name`. InvalidArgument: `case is "lower", must be
// "fold" or "keep"`.
template <typename Value>
absl::StatusOr<Value> ParseChoice(absl::string_view option,
                                  absl::string_view name,
                                  absl::Span<const Choice<Value>> choices) {
  std::string allowed;
  for (size_t i = 0; i < choices.size(); ++i) {
    if (choices[i].name == name) return choices[i].value;
    const absl::string_view separator = i == 0                    ? ""
                                        : i + 1 == choices.size() ? " or "
                                                                  : ", ";
    absl::StrAppend(&allowed, separator, "\"", choices[i].name, "\"");
  }
  return absl::InvalidArgumentError(
      absl::StrCat(option, " is \"", name, "\", must be ", allowed));
}

template <typename Value>
absl::string_view NameOfChoice(Value value,
                               absl::Span<const Choice<Value>> choices) {
  for (const Choice<Value>& choice : choices) {
    if (choice.value == value) return choice.name;
  }
  LEXPROBE_CHECK(false);
}

}  // namespace lexprobe

#endif  // LEXPROBE_TEXT_CHOICE_H_
