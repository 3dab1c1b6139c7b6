// lexprobe neighbors: the words nearest to a word.

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "cli/answer_lines.h"
#include "cli/commands.h"
#include "cli/json_output.h"
#include "cli/model_argument.h"
#include "cli/options.h"
#include "cli/row_search_argument.h"
#include "cli/search_argument.h"
#include "cli/terminal.h"
#include "cli/text_table.h"
#include "cli/word_arguments.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/probe/row_search.h"
#include "lexprobe/probe/search_target.h"

namespace lexprobe::cli {
namespace {

const CommandHelp kHelp = {
    .name = "neighbors",
    .usage = "--model M [WORD...] [options]",
    .about =
        "Lists the words whose vectors are nearest to that of each WORD. "
        "Without a WORD, asks for words: at a terminal with line editing and "
        "history, else one a line from standard input.",
    .examples =
        "lexprobe neighbors --model english king mother\n"
        "lexprobe neighbors --model vectors.vec.gz --top 3 king\n"
        "lexprobe neighbors --model english --json < words.txt\n"
        "lexprobe neighbors --model three-million.lexprobe --approximate"};

struct Options {
  ModelArgument model;
  SearchArgument search;
  RowSearchArgument rows;
  std::string metric = "cosine";
};

absl::StatusOr<Metric> MetricOf(const std::string& name) {
  if (name == "cosine") return Metric::kCosine;
  if (name == "euclidean") return Metric::kEuclidean;
  return absl::InvalidArgumentError(absl::StrCat(
      "--metric is \"", name, "\", must be \"cosine\" or \"euclidean\""));
}

ScoreKind KindOf(Metric metric) {
  return metric == Metric::kCosine ? ScoreKind::kCosine : ScoreKind::kEuclidean;
}

class Answerer {
 public:
  Answerer(const RowSearch& index, const Options& options, Metric metric,
           Streams& io)
      : index_(index), options_(options), metric_(metric), io_(io) {}

  void Answer(int64_t row) {
    const absl::Span<const float> vector = index_.table().VectorOf(row);
    const std::vector<Neighbor> neighbors = index_.NearestTo(
        metric_ == Metric::kCosine ? SearchTarget::Cosine(vector)
                                   : SearchTarget::Euclidean(vector),
        options_.search.top, {row}, ThreadsFor(options_.search.threads));
    if (options_.search.json) {
      PrintJson(row, neighbors);
    } else {
      PrintTable(row, neighbors);
    }
  }

  absl::Status AnswerWords(const std::vector<std::string>& words) {
    LEXPROBE_ASSIGN_OR_RETURN(const std::vector<int64_t> rows,
                              FindWords(index_.table(), words));
    for (const int64_t row : rows) Answer(row);
    return absl::OkStatus();
  }

 private:
  std::string ScoreName() const {
    return metric_ == Metric::kCosine ? "cosine" : "distance";
  }
  float ShownScore(const Neighbor& neighbor) const {
    return metric_ == Metric::kCosine ? neighbor.score : -neighbor.score;
  }

  void PrintTable(int64_t row, const std::vector<Neighbor>& neighbors) {
    const EmbeddingTable& table = index_.table();
    std::vector<std::string> header = {"rank", "word", ScoreName()};
    if (table.has_counts()) header.push_back("count");
    TextTable text(header);
    for (size_t i = 0; i < neighbors.size(); ++i) {
      const Neighbor& neighbor = neighbors[i];
      std::vector<std::string> cells = {
          absl::StrCat(i + 1), WithoutControls(table.WordOf(neighbor.row)),
          absl::StrFormat("%.4f", ShownScore(neighbor))};
      if (table.has_counts()) {
        cells.push_back(absl::StrCat(table.CountOf(neighbor.row)));
      }
      text.AddRow(std::move(cells));
    }
    if (printed_) io_.out << "\n";
    printed_ = true;
    io_.out << WithoutControls(table.WordOf(row)) << "\n" << text.ToAligned();
  }

  void PrintJson(int64_t row, const std::vector<Neighbor>& neighbors) {
    const EmbeddingTable& table = index_.table();
    Json list = Json::array();
    for (const Neighbor& neighbor : neighbors) {
      Json entry = {{"word", std::string(table.WordOf(neighbor.row))},
                    {ScoreName(), JsonNumber(ShownScore(neighbor))}};
      if (table.has_counts()) entry["count"] = table.CountOf(neighbor.row);
      list.push_back(std::move(entry));
    }
    Json json = {{"word", std::string(table.WordOf(row))},
                 {"neighbors", std::move(list)}};
    json.update(ApproximationJson(index_));
    PrintJsonLine(json, io_);
  }

  const RowSearch& index_;
  const Options& options_;
  const Metric metric_;
  Streams& io_;
  bool printed_ = false;
};

}  // namespace

absl::Status RunNeighbors(absl::Span<const std::string> args, Streams& io) {
  Options options;
  std::vector<std::string> words;
  po::options_description known("Options");
  AddModelOptions(options.model, known);
  AddSearchOptions(options.search, known);
  AddRowSearchOptions(options.rows, known);
  known.add_options()("metric",
                      po::value(&options.metric)
                          ->default_value(options.metric)
                          ->value_name("NAME"),
                      "cosine, or euclidean for the distance of raw vectors");
  LEXPROBE_ASSIGN_OR_RETURN(const bool run,
                            Parse(kHelp, known, &words, args, io));
  if (!run) return absl::OkStatus();
  LEXPROBE_RETURN_IF_ERROR(Validate(options.search));
  LEXPROBE_RETURN_IF_ERROR(Validate(options.rows));
  LEXPROBE_ASSIGN_OR_RETURN(const Metric metric, MetricOf(options.metric));
  LEXPROBE_ASSIGN_OR_RETURN(const EmbeddingTable table,
                            OpenModel(options.model, io));
  LEXPROBE_ASSIGN_OR_RETURN(
      const std::unique_ptr<RowSearch> index,
      OpenSearch(options.rows, options.model, table, KindOf(metric),
                 ThreadsFor(options.search.threads), io));
  Answerer answerer(*index, options, metric, io);
  if (!words.empty()) return answerer.AnswerWords(words);
  return AnswerLines(io, "word: ", options.search.json,
                     [&](const std::string& line) {
                       return answerer.AnswerWords(
                           absl::StrSplit(line, ' ', absl::SkipEmpty()));
                     });
}

}  // namespace lexprobe::cli
