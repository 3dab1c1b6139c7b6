// lexprobe analogy: "a is to a* as b is to ?", and vector arithmetic.

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "cli/analogy_question.h"
#include "cli/answer_lines.h"
#include "cli/commands.h"
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
#include "lexprobe/probe/arithmetic.h"
#include "lexprobe/probe/neighbors.h"

namespace lexprobe::cli {
namespace {

const CommandHelp kHelp = {
    .name = "analogy",
    .usage = "--model M [A A* B [B*] | EXPRESSION] [options]",
    .about =
        "Answers \"A is to A* as B is to ?\", or vector arithmetic with "
        "weights and brackets. Each word is ranked twice: without the "
        "question's own words, as is the custom, and among all (honest). A "
        "fourth word is the answer that is looked for: its ranks are told. "
        "Without a question, asks for some: at a terminal with line editing "
        "and history, else one a line from standard input.",
    .examples =
        "lexprobe analogy --model english queen king mother\n"
        "lexprobe analogy --model english \"king - queen + mother\"\n"
        "lexprobe analogy --model english \"0.5 * (king - man) + woman\"\n"
        "lexprobe analogy --model english --method 3CosMul aunt uncle mother "
        "father\n"
        "lexprobe analogy --model english --json < questions.txt"};

struct Options {
  ModelArgument model;
  SearchArgument search;
  RowSearchArgument rows;
  std::string method{NameOf(AnalogyMethod::kCosAdd)};
};

// A question that the table can answer.
struct Question {
  std::string reading;  // "queen is to king as mother is to ?"; may be empty
  std::string formula;  // "king - queen + mother"
  SearchTarget target;
  std::vector<int64_t> own_rows;
  std::optional<int64_t> expected;
};

class Answerer {
 public:
  Answerer(const RowSearch& index, const Options& options, AnalogyMethod method,
           Streams& io)
      : index_(index), options_(options), method_(method), io_(io) {}

  absl::Status Answer(const AnalogyWords& words) {
    LEXPROBE_ASSIGN_OR_RETURN(
        const Question question,
        words.words.empty() ? FromTerms(words.terms) : FromWords(words));
    const RankedAnswer answer =
        AnswerOf(index_, question.target, question.own_rows,
                 options_.search.top, ThreadsFor(options_.search.threads));
    if (options_.search.json) {
      PrintJson(question, answer);
    } else {
      PrintTable(question, answer);
    }
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<Question> FromWords(const AnalogyWords& words) const {
    std::vector<std::string> all = words.words;
    if (!words.expected.empty()) all.push_back(words.expected);
    LEXPROBE_ASSIGN_OR_RETURN(const std::vector<int64_t> rows,
                              FindWords(index_.table(), all));
    const AnalogyQuery query = {{{rows[0], rows[1]}}, rows[2]};
    LEXPROBE_ASSIGN_OR_RETURN(SearchTarget target,
                              AnalogyTarget(index_.table(), query, method_));
    Question question = {ReadingOf(index_.table(), query),
                         FormulaOf(index_.table(), query), std::move(target),
                         RowsOfQuery(query), std::nullopt};
    if (rows.size() > 3) question.expected = rows[3];
    return question;
  }

  absl::StatusOr<Question> FromTerms(
      const std::vector<ArithmeticTerm>& terms) const {
    if (method_ != AnalogyMethod::kCosAdd &&
        method_ != AnalogyMethod::kEuclidean) {
      return absl::InvalidArgumentError(
          absl::StrCat(NameOf(method_),
                       " takes three words; arithmetic is answered by 3CosAdd "
                       "or euclidean"));
    }
    std::vector<std::string> words;
    std::vector<double> weights;
    for (const ArithmeticTerm& term : terms) {
      words.push_back(term.word);
      weights.push_back(term.weight);
    }
    LEXPROBE_ASSIGN_OR_RETURN(const std::vector<int64_t> rows,
                              FindWords(index_.table(), words));
    const Metric metric = method_ == AnalogyMethod::kCosAdd
                              ? Metric::kCosine
                              : Metric::kEuclidean;
    return Question{"", FormatArithmetic(terms),
                    SumTarget(index_.table(), rows, weights, metric), rows,
                    std::nullopt};
  }

  // The two ranks of the answer that is looked for, which are exact.
  std::pair<int64_t, int64_t> RanksOf(const Question& question) const {
    const NeighborIndex exact(index_.table());
    return {
        exact.RankOf(*question.expected, question.target, question.own_rows),
        exact.RankOf(*question.expected, question.target)};
  }

  void PrintTable(const Question& question, const RankedAnswer& answer) {
    if (printed_) io_.out << "\n";
    printed_ = true;
    if (!question.reading.empty()) {
      io_.out << WithoutControls(question.reading) << "  ";
    }
    io_.out << "(" << WithoutControls(question.formula) << "; "
            << NameOf(method_) << ")\n"
            << ToTable(index_.table(), question.target.kind(), answer);
    if (!question.expected.has_value()) return;
    const auto [rank, honest_rank] = RanksOf(question);
    io_.out << WithoutControls(index_.table().WordOf(*question.expected))
            << ": rank " << rank << ", honest " << honest_rank << " of "
            << index_.table().rows() << "\n";
  }

  void PrintJson(const Question& question, const RankedAnswer& answer) {
    Json json;
    if (!question.reading.empty()) json["reading"] = question.reading;
    json["formula"] = question.formula;
    json["method"] = std::string(NameOf(method_));
    if (question.expected.has_value()) {
      const auto [rank, honest_rank] = RanksOf(question);
      json["expected"] = {
          {"word", std::string(index_.table().WordOf(*question.expected))},
          {"rank", rank},
          {"honest_rank", honest_rank}};
    }
    json.update(ToJson(index_.table(), question.target.kind(), answer));
    json.update(ApproximationJson(index_));
    PrintJsonLine(json, io_);
  }

  const RowSearch& index_;
  const Options& options_;
  const AnalogyMethod method_;
  Streams& io_;
  bool printed_ = false;
};

}  // namespace

absl::Status RunAnalogy(absl::Span<const std::string> args, Streams& io) {
  Options options;
  std::vector<std::string> words;
  po::options_description known("Options");
  AddModelOptions(options.model, known);
  AddSearchOptions(options.search, known);
  AddRowSearchOptions(options.rows, known);
  known.add_options()(
      "method",
      po::value(&options.method)
          ->default_value(options.method)
          ->value_name("NAME"),
      "3CosAdd, 3CosMul, PairDirection, 3CosAvg, or euclidean; the last two "
      "work on raw vectors");
  LEXPROBE_ASSIGN_OR_RETURN(const bool run,
                            Parse(kHelp, known, &words, args, io));
  if (!run) return absl::OkStatus();
  LEXPROBE_RETURN_IF_ERROR(Validate(options.search));
  LEXPROBE_RETURN_IF_ERROR(Validate(options.rows));
  LEXPROBE_ASSIGN_OR_RETURN(const AnalogyMethod method,
                            AnalogyMethodOf(options.method));
  LEXPROBE_ASSIGN_OR_RETURN(const EmbeddingTable table,
                            OpenModel(options.model, io));
  LEXPROBE_ASSIGN_OR_RETURN(
      const std::unique_ptr<RowSearch> index,
      OpenSearch(options.rows, options.model, table, ScoreKindOf(method),
                 ThreadsFor(options.search.threads), io));
  Answerer answerer(*index, options, method, io);
  if (!words.empty()) {
    LEXPROBE_ASSIGN_OR_RETURN(const AnalogyWords question,
                              ParseQuestionArguments(words));
    return answerer.Answer(question);
  }
  return AnswerLines(
      io, "analogy: ", options.search.json, [&](const std::string& line) {
        const absl::StatusOr<AnalogyWords> question = ParseQuestionLine(line);
        return question.ok() ? answerer.Answer(*question) : question.status();
      });
}

}  // namespace lexprobe::cli
