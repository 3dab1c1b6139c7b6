#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"
#include "cli/commands.h"
#include "cli/model_argument.h"
#include "cli/options.h"
#include "cli/table_summary.h"
#include "cli/terminal.h"
#include "lexprobe/base/status_macros.h"
#include "nlohmann/json.hpp"

namespace lexprobe::cli {
namespace {

using Json = nlohmann::ordered_json;

const CommandHelp kHelp = {
    "info", "--model M [--json]",
    "Says what an embedding file holds: how many words of which dimension, the "
    "checksum that names these vectors in reports, counts and lengths, the "
    "first words, and how the vectors were trained if the file knows.",
    "lexprobe info --model world\n"
    "lexprobe info --model vectors.txt.gz --json\n"};

constexpr int64_t kFirstWords = 10;
constexpr size_t kLongestValue = 60;  // columns, before it is cut

std::vector<std::string> FirstWordsOf(const EmbeddingTable& table) {
  std::vector<std::string> words;
  for (int64_t row = 0; row < std::min(table.rows(), kFirstWords); ++row) {
    words.emplace_back(std::string(table.WordOf(row)));
  }
  return words;
}

std::string ChecksumOf(const EmbeddingTable& table) {
  return absl::StrFormat("%016x", table.Checksum());
}

Json NormsAsJson(const NormSummary& norms) {
  return {{"least", norms.least},
          {"median", norms.median},
          {"mean", norms.mean},
          {"largest", norms.largest},
          {"zero_vectors", norms.zeros}};
}

Json AsJson(const EmbeddingTable& table, const std::string& path,
            const ReadNotes& notes) {
  Json json = {{"file", path},
               {"format", notes.format},
               {"words", table.rows()},
               {"dimension", table.dim()},
               {"checksum", ChecksumOf(table)},
               {"norms", NormsAsJson(NormsOf(table))},
               {"counts", nullptr},
               {"first_words", FirstWordsOf(table)},
               {"duplicate_words", notes.duplicate_words},
               {"dropped_rows", notes.dropped_rows},
               {"words_with_spaces", notes.words_with_spaces}};
  if (table.has_counts()) {
    const CountSummary counts = CountsOf(table);
    json["counts"] = {{"total", counts.total},
                      {"least", counts.least},
                      {"largest", counts.largest}};
  }
  json["metadata"] = Json::parse(table.metadata_json(), nullptr, false);
  return json;
}

// Names and values to print, one pair a line.
using Lines = std::vector<std::pair<std::string, std::string>>;

std::string ShortText(const Json& value) {
  std::string text =
      value.is_string()
          ? value.get<std::string>()
          : value.dump(-1, ' ', false, Json::error_handler_t::replace);
  text = WithoutControls(text);
  const absl::string_view cut =
      PrefixOfWidth(text, static_cast<int>(kLongestValue));
  return cut.size() < text.size() ? absl::StrCat(cut, "...") : text;
}

// A line for each value, objects within objects as "options.dim".
void AppendMetadata(const std::string& prefix, const Json& value,
                    Lines* lines) {
  if (!value.is_object()) {
    lines->emplace_back(WithoutControls(prefix), ShortText(value));
    return;
  }
  for (const auto& [key, member] : value.items()) {
    AppendMetadata(prefix.empty() ? key : absl::StrCat(prefix, ".", key),
                   member, lines);
  }
}

Lines AsLines(const EmbeddingTable& table, const std::string& path,
              const ReadNotes& notes) {
  const NormSummary norms = NormsOf(table);
  Lines lines = {
      {"file", WithoutControls(path)},
      {"format", notes.format},
      {"words", absl::StrCat(table.rows())},
      {"dimension", absl::StrCat(table.dim())},
      {"checksum", ChecksumOf(table)},
      {"vector lengths",
       absl::StrFormat("%.4g to %.4g, median %.4g, mean %.4g", norms.least,
                       norms.largest, norms.median, norms.mean)}};
  if (norms.zeros > 0) {
    lines.emplace_back("zero vectors", absl::StrCat(norms.zeros));
  }
  std::string counts = "not known";
  if (table.has_counts()) {
    const CountSummary summary = CountsOf(table);
    counts = absl::StrCat(summary.least, " to ", summary.largest, ", ",
                          summary.total, " in all");
  }
  lines.emplace_back("counts", counts);
  lines.emplace_back("first words",
                     WithoutControls(absl::StrJoin(FirstWordsOf(table), " ")));
  AppendMetadata("", Json::parse(table.metadata_json(), nullptr, false),
                 &lines);
  return lines;
}

void Print(const Lines& lines, Streams& io) {
  int width = 0;
  for (const auto& [name, value] : lines) {
    width = std::max(width, DisplayWidth(name));
  }
  for (const auto& [name, value] : lines) {
    const int padding = width - DisplayWidth(name) + 2;
    io.out << name << std::string(static_cast<size_t>(padding), ' ') << value
           << "\n";
  }
}

}  // namespace

absl::Status RunInfo(absl::Span<const std::string> args, Streams& io) {
  ModelArgument model;
  bool json = false;
  po::options_description options("Options");
  AddModelOptions(model, options);
  options.add_options()("json", po::bool_switch(&json),
                        "JSON on standard output");
  LEXPROBE_ASSIGN_OR_RETURN(const bool run,
                            Parse(kHelp, options, nullptr, args, io));
  if (!run) return absl::OkStatus();
  LEXPROBE_ASSIGN_OR_RETURN(const std::string path, EmbeddingsPath(model));
  ReadNotes notes;
  LEXPROBE_ASSIGN_OR_RETURN(const EmbeddingTable table,
                            OpenModel(model, io, &notes));
  if (json) {
    io.out << AsJson(table, path, notes)
                  .dump(2, ' ', false, Json::error_handler_t::replace)
           << "\n";
  } else {
    Print(AsLines(table, path, notes), io);
  }
  return absl::OkStatus();
}

}  // namespace lexprobe::cli
