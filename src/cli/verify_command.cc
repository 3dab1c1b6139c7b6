#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "cli/commands.h"
#include "cli/file_verdict.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "cli/text_table.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "nlohmann/json.hpp"

namespace lexprobe::cli {
namespace {

using Json = nlohmann::ordered_json;

const CommandHelp kHelp = {
    "verify", "--model M [--json]",
    "Reads every file of a model, or one embedding file, to its end, verifies "
    "all checksums, and says of each whether it is sound. The exit code is 0 "
    "if all are, else that of the first that is not.",
    "lexprobe verify --model world\n"
    "lexprobe verify --model vectors.txt.gz\n"};

void PrintTable(const std::vector<FileVerdict>& verdicts, Streams& io) {
  TextTable table({"file", "kind", "verdict", "checked"});
  for (const FileVerdict& verdict : verdicts) {
    table.AddRow(
        {WithoutControls(verdict.path), verdict.kind,
         verdict.status.ok() ? "sound" : "damaged",
         WithoutControls(verdict.status.ok() ? verdict.checked
                                             : verdict.status.message())});
  }
  io.out << table.ToAligned();
}

void PrintJson(const std::vector<FileVerdict>& verdicts, Streams& io) {
  Json json = Json::array();
  for (const FileVerdict& verdict : verdicts) {
    json.push_back({{"file", verdict.path},
                    {"kind", verdict.kind},
                    {"sound", verdict.status.ok()},
                    {"checked", verdict.checked},
                    {"error", std::string(verdict.status.message())}});
  }
  io.out << json.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
}

absl::Status OverallStatus(const std::vector<FileVerdict>& verdicts) {
  size_t damaged = 0;
  absl::Status first;
  for (const FileVerdict& verdict : verdicts) {
    if (verdict.status.ok()) continue;
    if (damaged == 0) first = verdict.status;
    ++damaged;
  }
  if (damaged <= 1) return first;
  return absl::Status(first.code(),
                      absl::StrCat(first.message(), "; and ", damaged - 1,
                                   " more of ", verdicts.size(), " files"));
}

}  // namespace

absl::Status RunVerify(absl::Span<const std::string> args, Streams& io) {
  std::string model;
  std::string format;
  bool json = false;
  po::options_description options("Options");
  options.add_options()  //
      ("model", po::value(&model)->value_name("M"),
       "the model: a folder that train made, or an embedding file")  //
      ("format", po::value(&format)->value_name("NAME"),
       "read the file as this format, whatever its content looks like")  //
      ("json", po::bool_switch(&json), "JSON on standard output");
  LEXPROBE_ASSIGN_OR_RETURN(const bool run,
                            Parse(kHelp, options, nullptr, args, io));
  if (!run) return absl::OkStatus();
  if (model.empty()) {
    return absl::InvalidArgumentError(
        "--model is missing: a model folder or an embedding file");
  }
  std::vector<std::string> paths = {model};
  if (IsFolder(model)) {
    LEXPROBE_ASSIGN_OR_RETURN(paths, FilesToVerify(model));
  }
  std::vector<FileVerdict> verdicts;
  for (const std::string& path : paths) {
    verdicts.push_back(VerifyFile(path, format));
  }
  if (json) {
    PrintJson(verdicts, io);
  } else {
    PrintTable(verdicts, io);
  }
  return OverallStatus(verdicts);
}

}  // namespace lexprobe::cli
