#include "cli/option_config.h"

#include <cstddef>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe::cli {
namespace {

absl::StatusOr<ConfigEntry> ParseLine(absl::string_view line) {
  const size_t equals = line.find('=');
  if (equals == absl::string_view::npos) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", line, "\" where \"option = value\" is meant"));
  }
  absl::string_view option = absl::StripAsciiWhitespace(line.substr(0, equals));
  option = absl::StripPrefix(option, "--");
  absl::string_view value = absl::StripAsciiWhitespace(line.substr(equals + 1));
  if (option.empty()) {
    return absl::InvalidArgumentError("no option before the =");
  }
  if (absl::StartsWith(value, "\"")) {
    if (value.size() < 2 || value.back() != '"') {
      return absl::InvalidArgumentError("no closing quote");
    }
    value = value.substr(1, value.size() - 2);
  }
  return ConfigEntry{std::string(option), std::string(value), 0};
}

}  // namespace

absl::StatusOr<std::vector<ConfigEntry>> ParseConfig(absl::string_view text) {
  text = absl::StripPrefix(text, "\xEF\xBB\xBF");  // a byte order mark
  std::vector<ConfigEntry> entries;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    line = absl::StripAsciiWhitespace(line);
    if (line.empty() || line[0] == '#') continue;
    absl::StatusOr<ConfigEntry> entry = ParseLine(line);
    if (!entry.ok()) {
      return Annotate(entry.status(), absl::StrCat("line ", number));
    }
    entry->line = number;
    entries.push_back(*std::move(entry));
  }
  return entries;
}

}  // namespace lexprobe::cli
