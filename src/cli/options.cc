#include "cli/options.h"

#include <algorithm>
#include <boost/any.hpp>
#include <boost/program_options/errors.hpp>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/variables_map.hpp>
#include <cstddef>
#include <exception>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "cli/option_config.h"
#include "cli/option_table.h"
#include "cli/option_values.h"
#include "cli/terminal.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/spelling.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe::cli {
namespace {

constexpr size_t kLongestConfig = size_t{1} << 20;

// Exact names only: a guessed prefix would change its meaning with the next
// option that is added.
constexpr int kStyle = (po::command_line_style::default_style |
                        po::command_line_style::allow_long) &
                       ~po::command_line_style::allow_guessing;

// Options as they were given: from the command line or from one file.
struct Given {
  po::parsed_options parsed;
  std::vector<std::string> places;  // of each option, "" for the command line
};

absl::Status UnknownOption(absl::string_view name,
                           const po::options_description& known) {
  const std::string bare(
      name.substr(std::min(name.find_first_not_of('-'), name.size())));
  std::vector<std::string> names;
  for (const auto& option : known.options()) {
    names.push_back(option->long_name());
  }
  const std::optional<std::string> nearest = NearestName(bare, names);
  return absl::InvalidArgumentError(
      absl::StrCat("unknown option ", name,
                   nearest ? absl::StrCat("; did you mean --", *nearest, "?")
                           : "; --help lists the options"));
}

absl::Status UnexpectedWord(const std::string& word,
                            const po::options_description& known) {
  const bool is_option = known.find_nothrow(word, false) != nullptr;
  return absl::InvalidArgumentError(absl::StrCat(
      "unexpected word \"", word, "\"",
      is_option ? absl::StrCat("; did you mean --", word, "?") : ""));
}

absl::Status CheckValues(const Given& given,
                         const po::options_description& known) {
  std::map<std::string, boost::any> values;
  for (size_t i = 0; i < given.parsed.options.size(); ++i) {
    const po::option& option = given.parsed.options[i];
    if (option.string_key.empty()) continue;
    const absl::Status status =
        ReadValues(known.find(option.string_key, false), option.value,
                   &values[option.string_key]);
    if (!status.ok()) {
      return given.places[i].empty() ? status
                                     : Annotate(status, given.places[i]);
    }
  }
  return absl::OkStatus();
}

absl::Status SyntaxStatus(const po::invalid_syntax& error) {
  const std::string name = error.get_option_name();
  switch (error.kind()) {
    case po::invalid_syntax::empty_adjacent_parameter:
    case po::invalid_syntax::missing_parameter:
      return absl::InvalidArgumentError(absl::StrCat(name, " needs a value"));
    case po::invalid_syntax::extra_parameter:
      return absl::InvalidArgumentError(absl::StrCat(name, " takes no value"));
    default:
      return absl::InvalidArgumentError(error.what());
  }
}

// Boost takes "--model --top" as a model named "--top".
absl::Status RefuseOptionsAsValues(const po::parsed_options& parsed) {
  for (const po::option& option : parsed.options) {
    const bool apart = option.original_tokens.size() > 1;
    if (option.string_key.empty() || !apart || option.value.empty()) continue;
    const std::string& value = option.value[0];
    if (absl::StartsWith(value, "--")) {
      return absl::InvalidArgumentError(absl::StrCat(
          "--", option.string_key, " needs a value; found the option ", value));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Given> ParseCommandLine(absl::Span<const std::string> args,
                                       const po::options_description& known) {
  try {
    const std::vector<std::string> words(args.begin(), args.end());
    Given given{
        po::command_line_parser(words).options(known).style(kStyle).run(), {}};
    LEXPROBE_RETURN_IF_ERROR(RefuseOptionsAsValues(given.parsed));
    given.places.resize(given.parsed.options.size());
    return given;
  } catch (const po::unknown_option& error) {
    return UnknownOption(error.get_option_name(), known);
  } catch (const po::invalid_syntax& error) {
    return SyntaxStatus(error);
  } catch (const std::exception& error) {
    return absl::InvalidArgumentError(error.what());
  }
}

absl::StatusOr<Given> ReadConfig(const std::string& path,
                                 const po::options_description& known) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::string text,
                            ReadFile(path, kLongestConfig));
  absl::StatusOr<std::vector<ConfigEntry>> entries = ParseConfig(text);
  if (!entries.ok()) return Annotate(entries.status(), path);
  Given given{po::parsed_options(&known), {}};
  for (const ConfigEntry& entry : *entries) {
    const std::string place = absl::StrCat(path, ": line ", entry.line);
    if (known.find_nothrow(entry.option, false) == nullptr) {
      return Annotate(UnknownOption(entry.option, known), place);
    }
    if (entry.option == "help" || entry.option == "config") {
      return Annotate(absl::InvalidArgumentError(absl::StrCat(
                          entry.option, " belongs on the command line")),
                      place);
    }
    given.parsed.options.emplace_back(entry.option,
                                      std::vector<std::string>{entry.value});
    given.places.push_back(place);
  }
  return given;
}

// Puts the values into the fields; what comes first in `givens` wins.
absl::Status SetFields(const std::vector<const Given*>& givens) {
  try {
    po::variables_map values;
    for (const Given* given : givens) po::store(given->parsed, values);
    po::notify(values);
  } catch (const po::required_option& error) {
    return absl::InvalidArgumentError(
        absl::StrCat(error.get_option_name(), " is missing"));
  } catch (const std::exception& error) {
    return absl::InvalidArgumentError(error.what());
  }
  return absl::OkStatus();
}

absl::Status TakeWords(const Given& given, const po::options_description& known,
                       std::vector<std::string>* positional) {
  for (const po::option& option : given.parsed.options) {
    if (!option.string_key.empty()) continue;
    for (const std::string& word : option.value) {
      if (positional == nullptr) return UnexpectedWord(word, known);
      positional->push_back(word);
    }
  }
  return absl::OkStatus();
}

// True if `args` asked for one of the help texts, which is then printed.
bool PrintedHelp(const CommandHelp& help, const po::options_description& known,
                 absl::Span<const std::string> args, Streams& io) {
  const auto end = std::find(args.begin(), args.end(), "--");
  const auto asked = [&](absl::string_view name) {
    return std::find(args.begin(), end, name) != end;
  };
  if (asked("--help") || asked("-h")) {
    io.out << HelpText(help, OptionRows(known), OutputWidth(io));
  } else if (asked(kManualFlag)) {
    io.out << ManualText(help, OptionRows(known));
  } else if (asked(kCompletionFlag)) {
    io.out << CompletionText(help, OptionRows(known));
  } else {
    return false;
  }
  return true;
}

}  // namespace

absl::StatusOr<bool> Parse(const CommandHelp& help,
                           const po::options_description& options,
                           std::vector<std::string>* positional,
                           absl::Span<const std::string> args, Streams& io) {
  std::string config;
  po::options_description common("Common options");
  common.add_options()("help", "print this and exit")(
      "config", po::value(&config)->value_name("FILE"),
      "read more options from FILE, one \"option = value\" a line; the command "
      "line wins");
  po::options_description known;
  known.add(options).add(common);
  if (PrintedHelp(help, known, args, io)) return false;

  LEXPROBE_ASSIGN_OR_RETURN(const Given given, ParseCommandLine(args, known));
  LEXPROBE_RETURN_IF_ERROR(TakeWords(given, known, positional));
  LEXPROBE_RETURN_IF_ERROR(CheckValues(given, known));
  std::vector<const Given*> givens = {&given};
  Given file{po::parsed_options(&known), {}};
  for (const po::option& option : given.parsed.options) {
    if (option.string_key != "config") continue;
    LEXPROBE_ASSIGN_OR_RETURN(file, ReadConfig(option.value[0], known));
    LEXPROBE_RETURN_IF_ERROR(CheckValues(file, known));
    givens.push_back(&file);
  }
  LEXPROBE_RETURN_IF_ERROR(SetFields(givens));
  return true;
}

}  // namespace lexprobe::cli
