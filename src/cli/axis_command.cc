// lexprobe axis: words along the direction of a concept.

#include <cstddef>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/commands.h"
#include "cli/concept_output.h"
#include "cli/json_output.h"
#include "cli/model_argument.h"
#include "cli/options.h"
#include "cli/search_argument.h"
#include "cli/terminal.h"
#include "cli/text_table.h"
#include "cli/word_arguments.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/probe/axis.h"
#include "lexprobe/probe/concept.h"

namespace lexprobe::cli {
namespace {

const CommandHelp kHelp = {
    .name = "axis",
    .usage = "--model M --pairs A:A*[,B:B*...] [WORD...] [options]",
    .about =
        "Places words on the axis of a concept, the direction of the mean "
        "offset of its pairs: a word's place is the cosine of its vector and "
        "the axis. Lists the words at both ends, and where each WORD and the "
        "pairs' own words stand.",
    .examples =
        "lexprobe axis --model english --pairs man:woman,he:she\n"
        "lexprobe axis --model english --pairs "
        "small:large,tiny:huge mouse cat horse elephant"};

struct Options {
  ModelArgument model;
  SearchArgument search;
  std::vector<std::string> pairs;
};

std::string Place(float cosine) { return absl::StrFormat("%+.4f", cosine); }

std::string EndsTable(const EmbeddingTable& table, const AxisEnds& ends) {
  TextTable text({"A end", "cosine", "A* end", "cosine"});
  for (size_t i = 0; i < ends.low.size(); ++i) {
    text.AddRow({WithoutControls(table.WordOf(ends.low[i].row)),
                 Place(ends.low[i].score),
                 WithoutControls(table.WordOf(ends.high[i].row)),
                 Place(ends.high[i].score)});
  }
  return text.ToAligned();
}

std::string PlacesTable(const EmbeddingTable& table,
                        const std::vector<Neighbor>& places) {
  TextTable text({"word", "cosine"});
  for (const Neighbor& place : places) {
    text.AddRow({WithoutControls(table.WordOf(place.row)), Place(place.score)});
  }
  return text.ToAligned();
}

Json PlacesJson(const EmbeddingTable& table,
                const std::vector<Neighbor>& places) {
  Json list = Json::array();
  for (const Neighbor& place : places) {
    list.push_back({{"word", std::string(table.WordOf(place.row))},
                    {"cosine", JsonNumber(place.score)}});
  }
  return list;
}

absl::Status Print(const EmbeddingTable& table, const Options& options,
                   std::vector<std::string> words, Streams& io) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<RowPair> pairs,
                            FindPairs(table, options.pairs));
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<int64_t> rows,
                            FindWords(table, std::move(words)));
  const ConceptOffset found = ConceptOf(table, pairs);
  if (found.norm == 0) {
    return absl::InvalidArgumentError(
        "--pairs: their offsets cancel each other out: no axis is left");
  }
  std::vector<int64_t> own_rows;
  for (const RowPair& pair : pairs) {
    own_rows.push_back(pair.a);
    own_rows.push_back(pair.a_star);
  }
  const AxisEnds ends = EndsOf(table, found.offset, options.search.top,
                               ThreadsFor(options.search.threads));
  const std::vector<Neighbor> own = PlacesOn(table, found.offset, own_rows);
  const std::vector<Neighbor> asked = PlacesOn(table, found.offset, rows);
  if (options.search.json) {
    Json json = ToJson(table, pairs, found);
    json["low_end"] = PlacesJson(table, ends.low);
    json["high_end"] = PlacesJson(table, ends.high);
    json["pair_words"] = PlacesJson(table, own);
    json["words"] = PlacesJson(table, asked);
    PrintJsonLine(json, io);
    return absl::OkStatus();
  }
  io.out << ToTable(table, pairs, found) << "\n"
         << EndsTable(table, ends) << "\nthe pairs' words\n"
         << PlacesTable(table, own);
  if (!asked.empty()) io.out << "\n" << PlacesTable(table, asked);
  return absl::OkStatus();
}

}  // namespace

absl::Status RunAxis(absl::Span<const std::string> args, Streams& io) {
  Options options;
  std::vector<std::string> words;
  po::options_description known("Options");
  AddModelOptions(options.model, known);
  known.add_options()("pairs",
                      po::value(&options.pairs)->value_name("A:A*,..."),
                      "the pairs whose mean offset is the axis");
  AddSearchOptions(options.search, known);
  LEXPROBE_ASSIGN_OR_RETURN(const bool run,
                            Parse(kHelp, known, &words, args, io));
  if (!run) return absl::OkStatus();
  LEXPROBE_RETURN_IF_ERROR(Validate(options.search));
  LEXPROBE_ASSIGN_OR_RETURN(const EmbeddingTable table,
                            OpenModel(options.model, io));
  return Print(table, options, std::move(words), io);
}

}  // namespace lexprobe::cli
