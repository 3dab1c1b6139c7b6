#include <algorithm>
#include <iterator>
#include <limits>
#include <memory>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "cli/model_argument.h"
#include "cli/options.h"
#include "cli/score_minimal_pairs.h"
#include "cli/sentence_score.h"
#include "cli/text_table.h"
#include "cli/train_commands.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/gzip_source.h"
#include "lexprobe/base/line_reader.h"
#include "lexprobe/base/status_macros.h"
#include "nlohmann/json.hpp"

namespace lexprobe::cli {
namespace {

const CommandHelp kHelp = {
    "score", "--model DIR [SENTENCE...] [options]",
    "Says of each N-gram of a sentence how probable it is that it is valid, "
    "marks the word that fits worst, and offers words that would fit better "
    "in its place. Without sentences it reads standard input, one a line. "
    "With --ngrams it prints one logit for each line of a file. With "
    "--minimal-pairs it counts in how many pairs of sentences the good one has "
    "the higher mean logit over its N-grams, and says whether chance would do "
    "as well.",
    "lexprobe score --model world \"the chairs are playing outside\"\n"
    "lexprobe score --model world --minimal-pairs tools/world/heldout.txt\n"
    "lexprobe score --model world --ngrams ngrams.txt > logits.txt\n"};

struct ScoreArguments {
  std::string model;
  std::string ngrams;
  std::string minimal_pairs;
  int worst = 5;
  int candidates = 5000;
  int better = 5;
  bool json = false;
  bool skip_unknown = false;
  std::vector<std::string> sentences;
};

absl::StatusOr<bool> ParseArguments(absl::Span<const std::string> args,
                                    Streams& io, ScoreArguments* arguments) {
  po::options_description options("Options");
  options.add_options()  //
      ("model", po::value(&arguments->model),
       "folder of a trained model")  //
      ("ngrams", po::value(&arguments->ngrams),
       "file with one N-gram a line, words between spaces; - is standard "
       "input")  //
      ("skip-unknown", po::bool_switch(&arguments->skip_unknown),
       "with --ngrams: print nan for a line with an unknown word instead of "
       "stopping")  //
      ("minimal-pairs",
       po::value(&arguments->minimal_pairs)->value_name("FILE"),
       "\"good | bad\" or \"group | good | bad\" sentences a line, or JSON "
       "lines as BLiMP has them; plain or gzip")  //
      ("worst", po::value(&arguments->worst)->default_value(arguments->worst),
       "with --minimal-pairs: how many pairs to show that were judged "
       "wrong")  //
      ("candidates", po::value(&arguments->candidates)->default_value(5000),
       "how many of the most frequent words are tried as replacements")  //
      ("better", po::value(&arguments->better)->default_value(5),
       "how many better words to show")  //
      ("json", po::bool_switch(&arguments->json), "JSON on standard output");
  return Parse(kHelp, options, &arguments->sentences, args, io);
}

// One logit a line, with all digits that a float has.
absl::Status ScoreNGramFile(const ScoreArguments& arguments,
                            SentenceScorer& scorer, Streams& io) {
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<ByteSource> source,
                            OpenPlainOrGzip(arguments.ngrams));
  LineReader lines(std::move(source));
  absl::string_view line;
  while (true) {
    LEXPROBE_ASSIGN_OR_RETURN(const bool more, lines.Next(&line));
    if (!more) return absl::OkStatus();
    const std::vector<std::string> words =
        absl::StrSplit(line, absl::ByAnyChar(" \t"), absl::SkipEmpty());
    const absl::StatusOr<float> logit = scorer.LogitOf(words);
    if (logit.ok()) {
      io.out << absl::StrFormat("%.9g\n", *logit);
    } else if (arguments.skip_unknown && absl::IsNotFound(logit.status())) {
      io.out << "nan\n";
    } else {
      return Annotate(logit.status(), lines.Place());
    }
  }
}

void PrintTable(const SentenceScore& score, Streams& io) {
  TextTable table({"N-gram", "P(valid)", "logit"});
  for (const NGramScore& ngram : score.ngrams) {
    table.AddRow({absl::StrJoin(ngram.words, " "),
                  absl::StrFormat("%.4f", ngram.probability),
                  absl::StrFormat("%.3f", ngram.logit)});
  }
  io.out << table.ToAligned();
  if (score.oddest < 0) return;
  const WordFit& oddest = score.words[static_cast<size_t>(score.oddest)];
  io.out << absl::StrFormat(
      "oddest word: %s (word %d): %.1f%% of the words tried fit better",
      oddest.word, score.oddest + 1, 100 * oddest.share_better);
  if (!oddest.better.empty()) {
    io.out << "; for example " << absl::StrJoin(oddest.better, ", ");
  }
  io.out << "\n";
}

nlohmann::ordered_json ToJson(const SentenceScore& score) {
  nlohmann::ordered_json json = {{"sentence", score.sentence},
                                 {"ngrams", nlohmann::json::array()},
                                 {"words", nlohmann::json::array()},
                                 {"oddest_word", score.oddest}};
  for (const NGramScore& ngram : score.ngrams) {
    json["ngrams"].push_back({{"words", ngram.words},
                              {"first_word", ngram.first_word},
                              {"probability", ngram.probability},
                              {"logit", ngram.logit}});
  }
  for (const WordFit& word : score.words) {
    json["words"].push_back({{"word", word.word},
                             {"share_better", word.share_better},
                             {"better", word.better}});
  }
  return json;
}

absl::Status ScoreSentences(const ScoreArguments& arguments,
                            SentenceScorer& scorer, Streams& io) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  bool first = true;
  for (const std::string& sentence : arguments.sentences) {
    LEXPROBE_ASSIGN_OR_RETURN(
        const SentenceScore score,
        scorer.Score(sentence, arguments.candidates, arguments.better));
    if (arguments.json) {
      all.push_back(ToJson(score));
      continue;
    }
    if (!first) io.out << "\n";
    first = false;
    PrintTable(score, io);
  }
  if (arguments.json) io.out << all.dump(2) << "\n";
  return absl::OkStatus();
}

std::vector<std::string> LinesOf(std::istream& in) {
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    if (!absl::StripAsciiWhitespace(line).empty()) lines.push_back(line);
  }
  return lines;
}

}  // namespace

absl::Status RunScore(absl::Span<const std::string> args, Streams& io) {
  ScoreArguments arguments;
  LEXPROBE_ASSIGN_OR_RETURN(const bool run,
                            ParseArguments(args, io, &arguments));
  if (!run) return absl::OkStatus();
  if (arguments.model.empty()) {
    return absl::InvalidArgumentError(
        "--model is missing: the folder of a trained model");
  }
  LEXPROBE_ASSIGN_OR_RETURN(const std::string path,
                            PathInModel(arguments.model, kNetworkFile));
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<SentenceScorer> scorer,
                            SentenceScorer::Open(path));
  if (!arguments.ngrams.empty()) {
    return ScoreNGramFile(arguments, *scorer, io);
  }
  if (!arguments.minimal_pairs.empty()) {
    return ScoreMinimalPairs(arguments.minimal_pairs, arguments.worst,
                             arguments.json, *scorer, io);
  }
  if (arguments.sentences.empty()) arguments.sentences = LinesOf(io.in);
  return ScoreSentences(arguments, *scorer, io);
}

}  // namespace lexprobe::cli
