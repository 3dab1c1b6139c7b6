// How fast text becomes tokens and ids, in bytes and tokens a second, over
// generated text of which the words are spread as in English (Zipf).

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "benchmark/benchmark.h"
#include "lexprobe/base/check.h"
#include "lexprobe/base/gzip_sink.h"
#include "lexprobe/base/random.h"
#include "lexprobe/text/corpus.h"
#include "lexprobe/text/sentences.h"
#include "lexprobe/text/tokenizer.h"
#include "lexprobe/vocab/vocabulary_builder.h"

namespace lexprobe {
namespace {

constexpr size_t kTextBytes = size_t{1} << 24;
constexpr uint64_t kVocabulary = 200'000;

// The word of a rank: frequent words are short, as in any language.
std::string WordOfRank(uint64_t rank) {
  Random letters = Random(1).Fork("word", rank);
  const double length = 1.5 + std::log10(1.0 + static_cast<double>(rank)) * 1.6;
  std::string word;
  while (static_cast<double>(word.size()) < length) {
    word += static_cast<char>('a' + letters.Below(26));
  }
  return word;
}

// Ranks from 0 with probability falling as 1 / rank.
uint64_t ZipfRank(Random& random) {
  const double exponent = random.Uniform() * std::log(double{kVocabulary});
  return static_cast<uint64_t>(std::exp(exponent)) - 1;
}

std::string MakeText() {
  Random random(7);
  std::string text;
  while (text.size() < kTextBytes) {
    for (uint64_t sentences = 1 + random.Below(6); sentences > 0; --sentences) {
      std::string sentence = WordOfRank(ZipfRank(random));
      sentence[0] =
          absl::ascii_toupper(static_cast<unsigned char>(sentence[0]));
      for (uint64_t words = 5 + random.Below(25); words > 0; --words) {
        const uint64_t kind = random.Below(100);
        absl::StrAppend(&sentence,
                        kind < 6   ? ", "
                        : kind < 7 ? "--"
                                   : " ",
                        kind == 8 ? absl::StrCat(random.Below(3000))
                                  : WordOfRank(ZipfRank(random)),
                        kind == 9 ? "'s" : "");
      }
      absl::StrAppend(&text, sentence, random.Below(8) == 0 ? "!\" " : ". ");
    }
    text.back() = '\n';
  }
  return text;
}

const std::string& AsciiText() {
  static const std::string* const text = new std::string(MakeText());
  return *text;
}

// The same, with what a typesetter would put in.
const std::string& TypographicText() {
  static const std::string* const text = new std::string(absl::StrReplaceAll(
      AsciiText(), {{"--", "—"}, {"'", "’"}, {"\"", "”"}, {"ee", "é"}}));
  return *text;
}

// The same, with every vowel a Cyrillic one.
const std::string& CyrillicText() {
  static const std::string* const text =
      new std::string(absl::StrReplaceAll(AsciiText(), {{"a", "а"},
                                                        {"e", "е"},
                                                        {"i", "и"},
                                                        {"o", "о"},
                                                        {"u", "у"},
                                                        {"y", "ы"}}));
  return *text;
}

// The same, with accents that have yet to be composed.
const std::string& DecomposedText() {
  static const std::string* const text = new std::string(
      absl::StrReplaceAll(AsciiText(), {{"e", "e\u0301"}, {"u", "u\u0308"}}));
  return *text;
}

std::vector<absl::string_view> LinesOf(absl::string_view text) {
  std::vector<absl::string_view> lines;
  while (!text.empty()) {
    const size_t newline = text.find('\n');
    lines.push_back(text.substr(0, newline));
    text.remove_prefix(newline + 1);
  }
  return lines;
}

void SetRates(benchmark::State& state, size_t bytes, size_t tokens) {
  state.SetBytesProcessed(static_cast<int64_t>(bytes) * state.iterations());
  state.SetItemsProcessed(static_cast<int64_t>(tokens) * state.iterations());
}

void BM_Tokenize(benchmark::State& state, const std::string& text,
                 const TokenizerOptions& options) {
  const std::vector<absl::string_view> lines = LinesOf(text);
  Tokenizer tokenizer(options);
  Tokens tokens;
  size_t count = 0;
  for (auto _ : state) {
    count = 0;
    for (const absl::string_view line : lines) {
      tokenizer.Tokenize(line, &tokens);
      count += tokens.words.size();
    }
    benchmark::DoNotOptimize(count);
  }
  SetRates(state, text.size(), count);
}
BENCHMARK_CAPTURE(BM_Tokenize, ascii, AsciiText(), {});
BENCHMARK_CAPTURE(BM_Tokenize, typographic, TypographicText(), {});
BENCHMARK_CAPTURE(BM_Tokenize, cyrillic, CyrillicText(), {});
BENCHMARK_CAPTURE(BM_Tokenize, decomposed, DecomposedText(), {});
BENCHMARK_CAPTURE(BM_Tokenize, pretokenized, AsciiText(),
                  {.pretokenized = true});

void BM_CountWords(benchmark::State& state) {
  std::vector<std::string> words;
  Random random(3);
  for (int i = 0; i < 1'000'000; ++i) {
    words.push_back(WordOfRank(ZipfRank(random)));
  }
  for (auto _ : state) {
    VocabularyBuilder builder;
    for (const std::string& word : words) builder.Add(word);
    benchmark::DoNotOptimize(builder.size());
  }
  state.SetItemsProcessed(static_cast<int64_t>(words.size()) *
                          state.iterations());
}
BENCHMARK(BM_CountWords);

class Counter : public SentenceConsumer {
 public:
  void StartBlock(int64_t) override {}
  void Sentences(const Tokens& tokens) override {
    ids_.clear();
    builder_.AddAll(tokens.words, &ids_);
  }
  absl::Status EndBlock() override { return absl::OkStatus(); }

 private:
  VocabularyBuilder builder_;
  std::vector<int32_t> ids_;
};

// A gzip file to counted words, all of it, on so many threads.
void BM_CountCorpus(benchmark::State& state) {
  const std::string path =
      std::filesystem::temp_directory_path() / "lexprobe_bench.txt.gz";
  std::unique_ptr<ByteSink> sink = *CreatePlainOrGzip(path);
  LEXPROBE_CHECK(sink->Write(TypographicText()).ok());
  LEXPROBE_CHECK(sink->Close().ok());
  int64_t tokens = 0;
  for (auto _ : state) {
    std::vector<Counter> counters(static_cast<size_t>(state.range(0)));
    std::vector<SentenceConsumer*> consumers;
    for (Counter& counter : counters) consumers.push_back(&counter);
    CorpusOptions options;
    options.paths = {path};
    tokens = ReadSentences(**Corpus::Open(options), consumers)->tokens;
  }
  SetRates(state, TypographicText().size(), static_cast<size_t>(tokens));
  std::filesystem::remove(path);
}
BENCHMARK(BM_CountCorpus)
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

}  // namespace
}  // namespace lexprobe

BENCHMARK_MAIN();
