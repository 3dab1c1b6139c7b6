#include "cli/subcommands.h"

#include <optional>
#include <vector>

#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lexprobe/base/spelling.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe::cli {
namespace {

using Names = std::vector<std::string>;

// "a, b and c", with `last` for "and".
std::string Listed(const Names& names, absl::string_view last) {
  return absl::StrCat(absl::StrJoin(names.begin(), names.end() - 1, ", "), " ",
                      last, " ", names.back());
}

absl::Status Unknown(absl::string_view command, const std::string& name,
                     const Names& names) {
  const std::optional<std::string> nearest = NearestName(name, names);
  return absl::InvalidArgumentError(
      absl::StrCat("there is no \"", command, " ", name, "\"; ",
                   nearest ? absl::StrCat("did you mean ", *nearest, "?")
                           : absl::StrCat("there are ", Listed(names, "and"))));
}

}  // namespace

absl::Status RunSubcommand(const CommandHelp& help, absl::string_view question,
                           absl::Span<const Subcommand> subcommands,
                           absl::Span<const std::string> args, Streams& io) {
  Names names;
  for (const Subcommand& each : subcommands) names.push_back(each.name);
  if (args.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(question, ": ", Listed(names, "or")));
  }
  for (const Subcommand& each : subcommands) {
    if (args[0] != each.name) continue;
    absl::Status status = each.run(args.subspan(1), io);
    if (!status.ok()) status.SetPayload(kPlacePayload, absl::Cord(each.name));
    return status;
  }
  if (!absl::StartsWith(args[0], "-")) {
    return Unknown(help.name, args[0], names);
  }
  LEXPROBE_RETURN_IF_ERROR(
      Parse(help, po::options_description(), nullptr, args, io).status());
  if (args[0] != kCompletionFlag) return absl::OkStatus();
  for (const Subcommand& each : subcommands) {
    LEXPROBE_RETURN_IF_ERROR(each.run(args, io));
  }
  return absl::OkStatus();
}

}  // namespace lexprobe::cli
