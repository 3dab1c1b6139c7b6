// Small parts of a table of options: a flag bound to a field whose value is
// the default, and the error for a value that cannot be read.

#ifndef LEXPROBE_CLI_BOUND_OPTION_H_
#define LEXPROBE_CLI_BOUND_OPTION_H_

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "cli/options.h"

namespace lexprobe::cli {

template <typename T>
po::typed_value<T>* Bound(T& field) {
  return po::value(&field)->default_value(field);
}

// InvalidArgument: --option: "text" where `meant` is meant.
inline absl::Status WrongValue(absl::string_view option, absl::string_view text,
                               absl::string_view meant) {
  return absl::InvalidArgumentError(absl::StrCat(
      "--", option, ": \"", text, "\" where ", meant, " is meant"));
}

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_BOUND_OPTION_H_
