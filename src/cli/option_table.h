// OptionTable: what a Boost options_description holds, as rows of text, and
// the three things printed from them: --help, a manual page and the names for
// shell completion. One source, so that they cannot drift apart.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_OPTION_TABLE_H_
#define LEXPROBE_CLI_OPTION_TABLE_H_

#include <string>
#include <vector>

#include "cli/options.h"

namespace lexprobe::cli {

// One option. A switch has no value; an option without default has an empty
// default_text.
struct OptionRow {
  std::string group;         // caption of its group, "Options" if it has none
  std::string name;          // "--top"
  std::string value;         // "N"
  std::string default_text;  // "10"
  std::string description;
};

// The options, group by group in the order in which they were added.
std::vector<OptionRow> OptionRows(const po::options_description& options);

// What --help prints, wrapped to `width` columns.
std::string HelpText(const CommandHelp& help,
                     const std::vector<OptionRow>& rows, int width);

// The same as a manual page in man(7), named lexprobe-<command>(1).
std::string ManualText(const CommandHelp& help,
                       const std::vector<OptionRow>& rows);

// "neighbors --model --top ...\n".
std::string CompletionText(const CommandHelp& help,
                           const std::vector<OptionRow>& rows);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_OPTION_TABLE_H_
