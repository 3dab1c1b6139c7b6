#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/commands.h"
#include "cli/corpus_options_group.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/progress_line.h"
#include "cli/text_table.h"
#include "lexprobe/base/clock.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/text/sentences.h"
#include "lexprobe/vocab/vocabulary_io.h"
#include "nlohmann/json.hpp"

namespace lexprobe::cli {
namespace {

const CommandHelp kHelp = {
    "vocab", "--corpus FILE... | --read FILE [options]",
    "Counts the words of a text, as train does, and writes them to a file, one "
    "\"word<TAB>count\" a line in order of falling count, the unknown word "
    "first; or reads and checks such a file. Shows the most frequent words.",
    "lexprobe vocab --corpus news/ --output words.tsv\n"
    "lexprobe vocab --corpus book.txt --min-count 1 --output -\n"
    "lexprobe vocab --read words.tsv --top 50\n"};

struct VocabArguments {
  CorpusOptions corpus;
  CorpusChoices corpus_choices;
  VocabularyOptions vocabulary;
  std::string read;
  std::string output;
  int64_t top = 20;
  int threads = 1;
  bool json = false;
};

absl::StatusOr<bool> ParseArguments(absl::Span<const std::string> args,
                                    Streams& io, VocabArguments* arguments) {
  arguments->threads = std::clamp<int>(
      static_cast<int>(std::thread::hardware_concurrency()), 1, 256);
  po::options_description options;
  AddCorpusOptions(arguments->corpus, arguments->corpus_choices, options);
  AddVocabularyOptions(arguments->vocabulary, options);
  po::options_description others("Input and output");
  others.add_options()  //
      ("read", po::value(&arguments->read)->value_name("FILE"),
       "read this vocabulary instead of counting; - is standard input")  //
      ("output", po::value(&arguments->output)->value_name("FILE"),
       "file for the vocabulary, gzip if named .gz; - is standard output")  //
      ("top",
       po::value(&arguments->top)
           ->default_value(arguments->top)
           ->value_name("N"),
       "how many words to show; 0 is all")  //
      ("threads",
       po::value(&arguments->threads)
           ->default_value(arguments->threads)
           ->value_name("N"),
       "threads to count on, 1 to 256; they do not change the result")  //
      ("json", po::bool_switch(&arguments->json), "JSON on standard output");
  options.add(others);
  return Parse(kHelp, options, nullptr, args, io);
}

absl::Status Check(const VocabArguments& arguments) {
  if (arguments.read.empty() == arguments.corpus.paths.empty()) {
    return absl::InvalidArgumentError(
        arguments.read.empty()
            ? "nothing to do: --corpus counts words, --read reads a file"
            : "--corpus and --read are given; one of them is enough");
  }
  if (arguments.top < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("--top is ", arguments.top, "; it must be >= 0"));
  }
  if (arguments.threads < 1 || arguments.threads > 256) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--threads is ", arguments.threads, "; it must be from 1 to 256"));
  }
  if (arguments.output == "-" && arguments.json) {
    return absl::InvalidArgumentError(
        "--json and --output - both mean standard output");
  }
  return Validate(arguments.vocabulary);
}

// Counts words; shows progress if it is given a line to do so.
class WordCounter : public SentenceConsumer {
 public:
  WordCounter(const Corpus* corpus, ProgressLine* progress)
      : corpus_(corpus), progress_(progress) {}

  void StartBlock(int64_t) override {}
  void Sentences(const Tokens& tokens) override {
    ids_.clear();
    builder_.AddAll(tokens.words, &ids_);
  }
  absl::Status EndBlock() override {
    if (progress_ != nullptr) {
      progress_->Update({static_cast<double>(corpus_->bytes_read()),
                         static_cast<double>(corpus_->total_bytes()),
                         {}});
    }
    return InterruptStatus();
  }

  VocabularyBuilder& builder() { return builder_; }

 private:
  const Corpus* const corpus_;
  ProgressLine* const progress_;
  VocabularyBuilder builder_;
  std::vector<int32_t> ids_;  // not used
};

void PrintSeen(const TextStatistics& seen, Streams& io) {
  io.err << absl::StrFormat("%d tokens in %d sentences and %d lines\n",
                            seen.tokens, seen.sentences, seen.lines);
  if (seen.invalid_utf8 > 0) {
    io.err << absl::StrFormat(
        "replaced %d invalid parts of UTF-8, the first in %s\n",
        seen.invalid_utf8, seen.first_invalid_place);
  }
  if (seen.nul_bytes > 0) {
    io.err << absl::StrFormat("took %d NUL bytes for white space\n",
                              seen.nul_bytes);
  }
}

absl::StatusOr<Vocabulary> CountWords(const VocabArguments& arguments,
                                      Streams& io, TextStatistics* seen) {
  CorpusOptions options = arguments.corpus;
  LEXPROBE_RETURN_IF_ERROR(arguments.corpus_choices.Resolve(&options));
  LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<Corpus> corpus,
                            Corpus::Open(std::move(options)));
  ProgressLine progress(io, Clock::Real(), "counting", "");
  const InterruptGuard guard;
  std::vector<std::unique_ptr<WordCounter>> counters;
  std::vector<SentenceConsumer*> consumers;
  for (int i = 0; i < arguments.threads; ++i) {
    // The first consumer is called on this thread.
    counters.push_back(std::make_unique<WordCounter>(
        corpus.get(), i == 0 ? &progress : nullptr));
    consumers.push_back(counters.back().get());
  }
  LEXPROBE_ASSIGN_OR_RETURN(*seen, ReadSentences(*corpus, consumers));
  progress.Finish();
  VocabularyBuilder& all = counters[0]->builder();
  for (size_t i = 1; i < counters.size(); ++i)
    all.Merge(counters[i]->builder());
  PrintSeen(*seen, io);
  LEXPROBE_ASSIGN_OR_RETURN(FrozenVocabulary frozen,
                            all.Freeze(arguments.vocabulary));
  return std::move(frozen.vocabulary);
}

// The entries to show: all, or the unknown word and the `top` after it.
absl::Span<const VocabularyEntry> Shown(const Vocabulary& vocabulary,
                                        int64_t top) {
  const auto all = absl::MakeConstSpan(vocabulary.entries());
  return top == 0 ? all
                  : all.first(std::min<size_t>(static_cast<size_t>(top) + 1,
                                               all.size()));
}

int64_t TotalCount(const Vocabulary& vocabulary) {
  int64_t total = 0;
  for (const VocabularyEntry& entry : vocabulary.entries()) {
    total += entry.count;
  }
  return total;
}

nlohmann::ordered_json ToJson(const Vocabulary& vocabulary, int64_t top) {
  nlohmann::ordered_json json = {
      {"words", vocabulary.size() - 1},
      {"total_count", TotalCount(vocabulary)},
      {"unknown_count", vocabulary.CountOf(kUnknownWord)},
      {"checksum", absl::StrFormat("%016x", vocabulary.Checksum())},
      {"top", nlohmann::json::array()}};
  for (const VocabularyEntry& entry : Shown(vocabulary, top)) {
    json["top"].push_back({{"word", entry.word}, {"count", entry.count}});
  }
  return json;
}

nlohmann::ordered_json ToJson(const TextStatistics& seen) {
  return {{"bytes", seen.bytes},
          {"lines", seen.lines},
          {"sentences", seen.sentences},
          {"tokens", seen.tokens},
          {"invalid_utf8", seen.invalid_utf8},
          {"first_invalid_place", seen.first_invalid_place},
          {"nul_bytes", seen.nul_bytes}};
}

void PrintTable(const Vocabulary& vocabulary, int64_t top, Streams& io) {
  const double total = static_cast<double>(TotalCount(vocabulary));
  TextTable table({"id", "word", "count", "percent"});
  int64_t id = 0;
  for (const VocabularyEntry& entry : Shown(vocabulary, top)) {
    const double share =
        total > 0 ? static_cast<double>(entry.count) / total : 0;
    table.AddRow({absl::StrCat(id++), entry.word, absl::StrCat(entry.count),
                  absl::StrFormat("%.3f", 100 * share)});
  }
  io.out << table.ToAligned();
}

absl::Status Write(const Vocabulary& vocabulary, const std::string& output,
                   Streams& io) {
  if (output != "-") return WriteVocabularyFile(vocabulary, output);
  for (const VocabularyEntry& entry : vocabulary.entries()) {
    io.out << entry.word << '\t' << entry.count << '\n';
  }
  return absl::OkStatus();
}

absl::Status Report(const VocabArguments& arguments,
                    const Vocabulary& vocabulary, const TextStatistics& seen,
                    Streams& io) {
  if (!arguments.output.empty()) {
    LEXPROBE_RETURN_IF_ERROR(Write(vocabulary, arguments.output, io));
  }
  io.err << absl::StrFormat("%d words, and %d unknown tokens\n",
                            vocabulary.size() - 1,
                            vocabulary.CountOf(kUnknownWord));
  if (arguments.json) {
    nlohmann::ordered_json json = ToJson(vocabulary, arguments.top);
    if (arguments.read.empty()) json["text"] = ToJson(seen);
    io.out << json.dump(2) << "\n";
  } else if (arguments.output != "-") {
    PrintTable(vocabulary, arguments.top, io);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status RunVocab(absl::Span<const std::string> args, Streams& io) {
  VocabArguments arguments;
  LEXPROBE_ASSIGN_OR_RETURN(const bool run,
                            ParseArguments(args, io, &arguments));
  if (!run) return absl::OkStatus();
  LEXPROBE_RETURN_IF_ERROR(Check(arguments));
  TextStatistics seen;
  LEXPROBE_ASSIGN_OR_RETURN(const Vocabulary vocabulary,
                            arguments.read.empty()
                                ? CountWords(arguments, io, &seen)
                                : ReadVocabularyFile(arguments.read));
  return Report(arguments, vocabulary, seen, io);
}

}  // namespace lexprobe::cli
