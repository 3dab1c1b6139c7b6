// The values of one option: text read into the type of the field that the
// option is bound to, or a message that says what is allowed.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_OPTION_VALUES_H_
#define LEXPROBE_CLI_OPTION_VALUES_H_

#include <boost/any.hpp>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "cli/options.h"

namespace lexprobe::cli {

// Reads `values` of `option` into `*value`, which holds what earlier ones of
// the same option gave. InvalidArgument "--top: "x" where a whole number from
// ... is meant", or "--top is given twice".
absl::Status ReadValues(const po::option_description& option,
                        const std::vector<std::string>& values,
                        boost::any* value);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_OPTION_VALUES_H_
