// lexprobe concept: the offset that pairs of words share, and where it leads
// from other words.

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/commands.h"
#include "cli/concept_output.h"
#include "cli/json_output.h"
#include "cli/model_argument.h"
#include "cli/options.h"
#include "cli/ranked_answer_output.h"
#include "cli/row_search_argument.h"
#include "cli/search_argument.h"
#include "cli/terminal.h"
#include "cli/word_arguments.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/probe/analogy.h"
#include "lexprobe/probe/concept.h"
#include "lexprobe/probe/row_search.h"

namespace lexprobe::cli {
namespace {

const CommandHelp kHelp = {
    .name = "concept",
    .usage = "--model M --pairs A:A*[,B:B*...] [--apply WORD[,WORD...]]",
    .about =
        "Takes a concept as the mean offset c = mean(A* - A) of its pairs, "
        "tells how well the pairs agree on one (offset concordance: the mean "
        "cosine between their offsets), and adds c to other words. Whether the "
        "concept is there is a question for lexprobe test.",
    .examples =
        "lexprobe concept --model english --pairs queen:king,aunt:uncle "
        "--apply mother,daughter\n"
        "lexprobe concept --model english --pairs dog:dogs,cat:cats "
        "--apply chair --method euclidean --json"};

struct Options {
  ModelArgument model;
  SearchArgument search{.top = 5};
  RowSearchArgument rows;
  std::vector<std::string> pairs;
  std::vector<std::string> apply;
  std::string method{NameOf(AnalogyMethod::kCosAvg)};
};

absl::StatusOr<AnalogyMethod> MethodOf(const std::string& name) {
  LEXPROBE_ASSIGN_OR_RETURN(const AnalogyMethod method, AnalogyMethodOf(name));
  if (method != AnalogyMethod::kCosAvg && method != AnalogyMethod::kEuclidean) {
    return absl::InvalidArgumentError(
        absl::StrCat("--method is ", NameOf(method),
                     ", must be 3CosAvg or euclidean: the others have no mean "
                     "offset"));
  }
  return method;
}

absl::Status Print(const EmbeddingTable& table, const Options& options,
                   AnalogyMethod method, Streams& io) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<RowPair> pairs,
                            FindPairs(table, options.pairs));
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<int64_t> applied,
                            FindWords(table, SplitWords(options.apply)));
  const ConceptOffset found = ConceptOf(table, pairs);
  Json json = ToJson(table, pairs, found);
  if (!options.search.json) io.out << ToTable(table, pairs, found);
  json["method"] = std::string(NameOf(method));
  json["applied"] = Json::array();
  const int threads = ThreadsFor(options.search.threads);
  LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<RowSearch> index,
                            OpenSearch(options.rows, options.model, table,
                                       ScoreKindOf(method), threads, io));
  json.update(ApproximationJson(*index));
  for (const int64_t row : applied) {
    const AnalogyQuery query = {pairs, row};
    LEXPROBE_ASSIGN_OR_RETURN(const SearchTarget target,
                              AnalogyTarget(table, query, method));
    const RankedAnswer answer = AnswerOf(*index, target, RowsOfQuery(query),
                                         options.search.top, threads);
    Json entry = {{"word", std::string(table.WordOf(row))}};
    entry.update(ToJson(table, target.kind(), answer));
    json["applied"].push_back(std::move(entry));
    if (options.search.json) continue;
    io.out << "\n"
           << WithoutControls(table.WordOf(row)) << " + c  (" << NameOf(method)
           << ")\n"
           << ToTable(table, target.kind(), answer);
  }
  if (options.search.json) PrintJsonLine(json, io);
  return absl::OkStatus();
}

}  // namespace

absl::Status RunConcept(absl::Span<const std::string> args, Streams& io) {
  Options options;
  po::options_description known("Options");
  AddModelOptions(options.model, known);
  known.add_options()(
      "pairs", po::value(&options.pairs)->multitoken()->value_name("A:A*,..."),
      "the pairs that share the concept")(
      "apply", po::value(&options.apply)->multitoken()->value_name("WORD,..."),
      "words to add it to")("method",
                            po::value(&options.method)
                                ->default_value(options.method)
                                ->value_name("NAME"),
                            "3CosAvg, or euclidean for the nearest raw vector");
  AddSearchOptions(options.search, known);
  AddRowSearchOptions(options.rows, known);
  LEXPROBE_ASSIGN_OR_RETURN(const bool run,
                            Parse(kHelp, known, nullptr, args, io));
  if (!run) return absl::OkStatus();
  LEXPROBE_RETURN_IF_ERROR(Validate(options.search));
  LEXPROBE_RETURN_IF_ERROR(Validate(options.rows));
  LEXPROBE_ASSIGN_OR_RETURN(const AnalogyMethod method,
                            MethodOf(options.method));
  LEXPROBE_ASSIGN_OR_RETURN(const EmbeddingTable table,
                            OpenModel(options.model, io));
  return Print(table, options, method, io);
}

}  // namespace lexprobe::cli
