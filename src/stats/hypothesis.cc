#include "lexprobe/stats/hypothesis.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "stats/hypothesis_body.h"
#include "stats/toml_table.h"

namespace lexprobe {
namespace {

constexpr size_t kMaxFileBytes = size_t{1} << 24;

absl::Status ReadBody(absl::string_view kind, TomlTable& table,
                      Hypothesis* hypothesis) {
  const std::string& path = hypothesis->path;
  if (kind == "offset") {
    LEXPROBE_ASSIGN_OR_RETURN(hypothesis->body, ReadOffsetBody(table, path));
  } else if (kind == "ordering") {
    LEXPROBE_ASSIGN_OR_RETURN(hypothesis->body, ReadOrderingBody(table, path));
  } else if (kind == "conservation") {
    LEXPROBE_ASSIGN_OR_RETURN(ConservationHypothesis body,
                              ReadConservationBody(table, path));
    body.bounds.alpha = hypothesis->alpha;
    hypothesis->body = std::move(body);
  } else {
    return absl::InvalidArgumentError(absl::StrCat(
        path, ":", table.LineOfKey("kind"), ": kind is \"", kind,
        "\"; it must be \"offset\", \"ordering\" or \"conservation\""));
  }
  return absl::OkStatus();
}

absl::StatusOr<Hypothesis> ReadHypothesis(const toml::node& node,
                                          absl::string_view path) {
  if (!node.is_table()) {
    return ErrorAt(node, path,
                   absl::StrCat("a hypothesis is ", TextOf(node),
                                "; it must be a table, [[hypothesis]]"));
  }
  TomlTable table(*node.as_table(), path);
  Hypothesis hypothesis;
  hypothesis.path = std::string(path);
  hypothesis.line = table.line();
  LEXPROBE_ASSIGN_OR_RETURN(const auto name, table.GetText("name"));
  if (!name) return table.Missing("name", "what reports call the hypothesis");
  hypothesis.name = *name;
  LEXPROBE_ASSIGN_OR_RETURN(const auto statement, table.GetText("statement"));
  if (!statement) {
    return table.Missing("statement", "the sentence that could be false");
  }
  hypothesis.statement = *statement;
  // Below 0.5, so that the 1 - 2 alpha interval of an equivalence exists.
  LEXPROBE_ASSIGN_OR_RETURN(const auto alpha,
                            table.GetNumber("alpha", 1e-9, 0.49));
  if (!alpha) return table.Missing("alpha", "it must be fixed beforehand");
  hypothesis.alpha = *alpha;
  LEXPROBE_ASSIGN_OR_RETURN(const auto kind, table.GetText("kind"));
  if (!kind) {
    return table.Missing("kind",
                         "\"offset\", \"ordering\" or "
                         "\"conservation\"");
  }
  LEXPROBE_RETURN_IF_ERROR(ReadBody(*kind, table, &hypothesis));
  LEXPROBE_RETURN_IF_ERROR(table.RefuseUnknownKeys());
  return hypothesis;
}

absl::Status RefuseRepeatedNames(const std::vector<Hypothesis>& hypotheses) {
  absl::flat_hash_map<absl::string_view, const Hypothesis*> by_name;
  for (const Hypothesis& hypothesis : hypotheses) {
    const auto [first, is_new] = by_name.emplace(hypothesis.name, &hypothesis);
    if (!is_new) {
      return absl::InvalidArgumentError(
          absl::StrCat(hypothesis.Place(), ": name \"", hypothesis.name,
                       "\" is that of the hypothesis at ",
                       first->second->Place(), "; names must differ in a run"));
    }
  }
  return absl::OkStatus();
}

// The files that `path` stands for, by name.
absl::StatusOr<std::vector<std::string>> FilesOf(const std::string& path) {
  if (!IsFolder(path)) return std::vector<std::string>{path};
  std::vector<std::string> files;
  std::error_code error;
  std::filesystem::directory_iterator entry(path, error);
  while (!error && entry != std::filesystem::directory_iterator()) {
    const std::string name = entry->path().filename().string();
    if (absl::EndsWith(name, ".toml")) files.push_back(JoinPath(path, name));
    entry.increment(error);
  }
  if (error) return StatusFromErrno(error.value(), path);
  if (files.empty()) {
    return absl::NotFoundError(
        absl::StrCat(path, ": no file in this folder ends in .toml"));
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

absl::string_view Hypothesis::kind() const {
  static constexpr const char* kKinds[] = {"offset", "ordering",
                                           "conservation"};
  return kKinds[body.index()];
}

std::string Hypothesis::Place() const { return absl::StrCat(path, ":", line); }

absl::StatusOr<std::vector<Hypothesis>> ParseHypotheses(
    absl::string_view text, absl::string_view path) {
  const toml::parse_result parsed =
      toml::parse({text.data(), text.size()}, std::string(path));
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    return absl::InvalidArgumentError(
        absl::StrCat(path, ":", error.source().begin.line,
                     ": not TOML: ", std::string(error.description())));
  }
  TomlTable file(parsed.table(), path);
  LEXPROBE_ASSIGN_OR_RETURN(const toml::array* nodes,
                            file.GetArray("hypothesis"));
  LEXPROBE_RETURN_IF_ERROR(file.RefuseUnknownKeys());
  if (nodes == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": holds no [[hypothesis]]"));
  }
  std::vector<Hypothesis> hypotheses;
  for (const toml::node& node : *nodes) {
    LEXPROBE_ASSIGN_OR_RETURN(Hypothesis hypothesis,
                              ReadHypothesis(node, path));
    hypotheses.push_back(std::move(hypothesis));
  }
  LEXPROBE_RETURN_IF_ERROR(RefuseRepeatedNames(hypotheses));
  return hypotheses;
}

absl::StatusOr<std::vector<Hypothesis>> ReadHypotheses(
    absl::Span<const std::string> paths) {
  std::vector<Hypothesis> hypotheses;
  for (const std::string& path : paths) {
    LEXPROBE_ASSIGN_OR_RETURN(const std::vector<std::string> files,
                              FilesOf(path));
    for (const std::string& file : files) {
      LEXPROBE_ASSIGN_OR_RETURN(const std::string text,
                                ReadFile(file, kMaxFileBytes));
      LEXPROBE_ASSIGN_OR_RETURN(std::vector<Hypothesis> found,
                                ParseHypotheses(text, file));
      std::move(found.begin(), found.end(), std::back_inserter(hypotheses));
    }
  }
  LEXPROBE_RETURN_IF_ERROR(RefuseRepeatedNames(hypotheses));
  return hypotheses;
}

}  // namespace lexprobe
