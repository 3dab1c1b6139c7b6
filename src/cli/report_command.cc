// lexprobe report: one page on which a model can be explored.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/types/span.h"
#include "cli/bound_option.h"
#include "cli/commands.h"
#include "cli/delayed_progress.h"
#include "cli/model_argument.h"
#include "cli/options.h"
#include "cli/oscillator_section.h"
#include "cli/page_network.h"
#include "cli/search_argument.h"
#include "cli/terminal.h"
#include "cli/word_hypotheses.h"
#include "lexprobe/base/clock.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/report/page.h"
#include "lexprobe/store/model_files.h"

namespace lexprobe::cli {
namespace {

const CommandHelp kHelp = {
    "report", "--model M --output page.html [options]",
    "Makes one page on which a model can be explored in a browser: how it was "
    "trained, a map of its words, neighbours, concepts built of pairs, the "
    "verdicts of hypotheses with what chance would have given, and how valid "
    "the network finds sentences that you type. The page is one file, loads "
    "nothing else, and can be mailed or opened from disk.\n\n"
    "Answers on the page are among its own words: compare them with "
    "--restrict-vocab of the other commands. --model may be a folder of "
    "`oscillator train`: the page is then about that alone.",
    "lexprobe report --model world --output world.html\n"
    "lexprobe report --model M --output page.html --hypotheses "
    "data/hypotheses\n"
    "lexprobe report --model M --output page.html --map tsne\n"
    "lexprobe report --model glove.txt.gz --top 50000 --output glove.html\n"};

// The concept that the page begins with, if its words are known.
constexpr const char* kPairs[][2] = {
    {"queen", "king"}, {"aunt", "uncle"}, {"woman", "man"}, {"girl", "boy"}};
constexpr char kApply[] = "mother";
constexpr const char* kSentences[] = {"the dogs are playing outside",
                                      "the chairs are playing outside"};

constexpr int64_t kProgressSteps = 1000;

struct Arguments {
  ModelArgument model;
  HypothesisChoices choices;
  std::string output;
  int64_t top = 20'000;
  std::string numbers{NameOf(PageNumbers::kAuto)};
  std::string map = "pca";
  double perplexity = PageTsne().perplexity;
  std::vector<std::string> pairs;
  std::string apply;
  std::vector<std::string> sentences;
  std::string oscillator;
};

void AddPageOptions(Arguments& arguments, po::options_description& options) {
  AddModelOptions(arguments.model, options);
  options.add_options()  //
      ("output", po::value(&arguments.output)->value_name("FILE"),
       "the page to write")  //
      ("top",
       po::value(&arguments.top)->default_value(arguments.top)->value_name("N"),
       "words on the page: the first N, which are the most frequent")  //
      ("numbers",
       po::value(&arguments.numbers)
           ->default_value(arguments.numbers)
           ->value_name("TYPE"),
       "of the vectors on the page: float16, int8, or auto: float16 up to 8 MB "
       "of them")  //
      ("map",
       po::value(&arguments.map)
           ->default_value(arguments.map)
           ->value_name("NAME"),
       "pca, or tsne for a map that keeps near words together besides: at "
       "20,000 words that takes a minute or so")  //
      ("perplexity",
       po::value(&arguments.perplexity)
           ->default_value(arguments.perplexity)
           ->value_name("N"),
       "of t-SNE: how many neighbours a word has, so to speak")  //
      ("pairs",
       po::value(&arguments.pairs)->multitoken()->value_name("A:A*,..."),
       "the concept that the page begins with")  //
      ("apply", po::value(&arguments.apply)->value_name("WORD"),
       "the word that it is applied to")  //
      ("sentence",
       po::value(&arguments.sentences)->composing()->value_name("TEXT"),
       "a sentence to score; can be given again")  //
      ("oscillator", po::value(&arguments.oscillator)->value_name("DIR"),
       "add what a model of `oscillator train` learned");
}

void AddTestOptions(Arguments& arguments, po::options_description& options) {
  options.add_options()("hypotheses",
                        po::value(&arguments.choices.files)
                            ->multitoken()
                            ->composing()
                            ->value_name("FILE"),
                        "TOML files, or folders of them, to test and show");
  AddHypothesisOptions(arguments.choices, options);
}

absl::Status Validate(const Arguments& arguments) {
  if (arguments.output.empty()) {
    return absl::InvalidArgumentError("--output is missing: the page to write");
  }
  if (arguments.top < 2) {
    return absl::InvalidArgumentError(
        absl::StrCat("--top is ", arguments.top, ", must be 2 or more"));
  }
  if (arguments.map != "pca" && arguments.map != "tsne") {
    return absl::InvalidArgumentError(absl::StrCat(
        "--map is \"", arguments.map, "\", must be \"pca\" or \"tsne\""));
  }
  LEXPROBE_RETURN_IF_ERROR(
      Annotate(PageNumbersOf(arguments.numbers).status(), "--numbers"));
  return Validate(arguments.choices);
}

bool HasWord(const EmbeddingTable& table, const std::string& word,
             int64_t rows) {
  const std::optional<int64_t> row = table.RowOf(word);
  return row.has_value() && *row < rows;
}

// The pairs and the word to begin with: those given, else well-known ones.
void ChooseConcept(const Arguments& arguments, int64_t rows, PageInput* input) {
  const EmbeddingTable& table = input->table;
  for (const std::string& pairs : arguments.pairs) {
    absl::StrAppend(&input->pairs, input->pairs.empty() ? "" : ", ", pairs);
  }
  input->apply = arguments.apply;
  if (!input->pairs.empty()) return;
  for (const auto& [from, to] : kPairs) {
    if (!HasWord(table, from, rows) || !HasWord(table, to, rows)) continue;
    absl::StrAppend(&input->pairs, input->pairs.empty() ? "" : ", ", from, ":",
                    to);
  }
  if (input->apply.empty() && HasWord(table, kApply, rows)) {
    input->apply = kApply;
  }
}

// run.json of a model folder, else what the embeddings say of themselves.
absl::StatusOr<std::string> RunJsonOf(const std::string& model,
                                      const EmbeddingTable& table) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::string path,
                            PathInModel(model, kRunFile));
  if (!IsFolder(model) || !FileExists(path)) return table.metadata_json();
  return ReadFile(path);
}

absl::StatusOr<std::optional<HypothesisRun>> VerdictsOf(
    const Arguments& arguments, const EmbeddingTable& table, Streams& io) {
  if (arguments.choices.files.empty()) return std::nullopt;
  LEXPROBE_ASSIGN_OR_RETURN(std::vector<Hypothesis> hypotheses,
                            ReadWordHypotheses(arguments.choices, io));
  LEXPROBE_ASSIGN_OR_RETURN(
      HypothesisRun run, TestOnWords(std::move(hypotheses), arguments.choices,
                                     arguments.model, table));
  return run;
}

absl::StatusOr<std::string> PageOf(const Arguments& arguments, Streams& io) {
  LEXPROBE_ASSIGN_OR_RETURN(const EmbeddingTable table,
                            OpenModel(arguments.model, io));
  const int64_t rows = std::min(arguments.top, table.rows());
  PageInput input{.table = table, .model = arguments.model.model, .top = rows};
  LEXPROBE_ASSIGN_OR_RETURN(input.numbers, PageNumbersOf(arguments.numbers));
  LEXPROBE_ASSIGN_OR_RETURN(input.run_json,
                            RunJsonOf(arguments.model.model, table));
  DelayedProgress progress(io, Clock::Real(), "t-SNE", kProgressSteps, "");
  if (arguments.map == "tsne") {
    input.tsne = {
        .perplexity = arguments.perplexity,
        .seed = arguments.choices.test.seed,
        .threads = ThreadsFor(arguments.choices.threads),
        .progress = [&progress](double done) {
          progress.Update(static_cast<int64_t>(done * kProgressSteps));
        }};
  }
  ChooseConcept(arguments, rows, &input);
  input.sentences = arguments.sentences;
  if (input.sentences.empty()) {
    input.sentences.assign(std::begin(kSentences), std::end(kSentences));
  }
  LEXPROBE_ASSIGN_OR_RETURN(const std::optional<NetworkData> network,
                            NetworkOf(arguments.model.model));
  if (network) input.network = PageNetworkOf(*network, table, rows);
  LEXPROBE_ASSIGN_OR_RETURN(const std::optional<HypothesisRun> run,
                            VerdictsOf(arguments, table, io));
  if (run) input.hypotheses = &*run;
  if (!arguments.oscillator.empty()) {
    LEXPROBE_ASSIGN_OR_RETURN(input.oscillator_section,
                              OscillatorSectionFor(arguments.oscillator));
  }
  return ReportPage(input);
}

}  // namespace

absl::Status RunReport(absl::Span<const std::string> args, Streams& io) {
  Arguments arguments;
  po::options_description page("Page");
  AddPageOptions(arguments, page);
  po::options_description tests("Hypotheses");
  AddTestOptions(arguments, tests);
  po::options_description options;
  options.add(page).add(tests);
  LEXPROBE_ASSIGN_OR_RETURN(const bool wanted,
                            Parse(kHelp, options, nullptr, args, io));
  if (!wanted) return absl::OkStatus();
  LEXPROBE_RETURN_IF_ERROR(Validate(arguments));
  absl::StatusOr<std::string> made =
      IsOscillatorFolder(arguments.model.model)
          ? OscillatorPageFor(arguments.model.model)
          : PageOf(arguments, io);
  LEXPROBE_ASSIGN_OR_RETURN(const std::string page_text, std::move(made));
  LEXPROBE_RETURN_IF_ERROR(WriteFile(arguments.output, page_text));
  io.err << WithoutControls(
                absl::StrFormat("written to %s, %.1f MB", arguments.output,
                                static_cast<double>(page_text.size()) / 1e6))
         << "\n";
  return absl::OkStatus();
}

}  // namespace lexprobe::cli
