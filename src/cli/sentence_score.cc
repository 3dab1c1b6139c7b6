#include "cli/sentence_score.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"
#include "lexprobe/base/spelling.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/model/score_ngrams.h"
#include "nlohmann/json.hpp"

namespace lexprobe::cli {
namespace {

// How the training text was split, as the network file tells it; what it
// does not tell is as by default.
absl::StatusOr<TokenizerOptions> TokenizerOptionsOf(
    const NetworkData& network) {
  TokenizerOptions options;
  const auto json = nlohmann::json::parse(network.metadata_json, nullptr,
                                          /*allow_exceptions=*/false);
  if (!json.is_object() || !json.contains("corpus")) return options;
  const auto text = [&](const char* key, absl::string_view fallback) {
    const auto& corpus = json["corpus"];
    return corpus.is_object() && corpus.contains(key) && corpus[key].is_string()
               ? corpus[key].get<std::string>()
               : std::string(fallback);
  };
  LEXPROBE_ASSIGN_OR_RETURN(
      options.letter_case,
      ParseCaseMode(text("case", NameOf(options.letter_case))));
  LEXPROBE_ASSIGN_OR_RETURN(
      options.numbers,
      ParseNumberMode(text("numbers", NameOf(options.numbers))));
  LEXPROBE_ASSIGN_OR_RETURN(
      options.punctuation,
      ParsePunctuationMode(text("punctuation", NameOf(options.punctuation))));
  LEXPROBE_ASSIGN_OR_RETURN(
      options.hyphens,
      ParseHyphenMode(text("hyphens", NameOf(options.hyphens))));
  options.pretokenized = json["corpus"].value("pretokenized", false);
  options.sentence_boundaries = false;  // what is asked about is one sentence
  return options;
}

}  // namespace

absl::StatusOr<std::unique_ptr<SentenceScorer>> SentenceScorer::Open(
    absl::string_view path) {
  LEXPROBE_ASSIGN_OR_RETURN(NetworkData network, ReadNetwork(path));
  const auto& weights = network.first_weight;
  if (std::all_of(weights.begin(), weights.end(),
                  [](float weight) { return weight == 0; })) {
    return absl::FailedPreconditionError(
        absl::StrCat(path, ": the validity network was never trained"));
  }
  LEXPROBE_ASSIGN_OR_RETURN(const TokenizerOptions options,
                            TokenizerOptionsOf(network));
  return std::unique_ptr<SentenceScorer>(
      new SentenceScorer(std::move(network), options));
}

SentenceScorer::SentenceScorer(NetworkData network,
                               const TokenizerOptions& options)
    : network_(std::move(network)), tokenizer_(options) {
  for (size_t i = 1; i < network_.words.size(); ++i) {
    ids_.emplace(network_.words[i], static_cast<WordId>(i));
  }
}

absl::StatusOr<std::vector<WordId>> SentenceScorer::IdsOf(
    const std::vector<std::string>& words) const {
  std::vector<WordId> ids;
  std::vector<std::string> unknown;
  for (const std::string& word : words) {
    const auto found = ids_.find(word);
    if (found != ids_.end()) {
      ids.push_back(found->second);
      continue;
    }
    const auto nearest = NearestName(word, network_.words);
    unknown.push_back(absl::StrCat(
        "\"", word, "\" is not in the vocabulary",
        nearest.has_value() ? absl::StrCat("; did you mean \"", *nearest, "\"?")
                            : ""));
  }
  if (unknown.empty()) return ids;
  return absl::NotFoundError(absl::StrJoin(unknown, "; "));
}

std::vector<std::string> SentenceScorer::Split(absl::string_view sentence) {
  Tokens tokens;
  tokenizer_.Tokenize(sentence, &tokens);
  return {tokens.words.begin(), tokens.words.end()};
}

std::vector<float> SentenceScorer::LogitsOf(const std::vector<WordId>& ids) {
  const auto order = static_cast<size_t>(network_.options.order);
  std::vector<WordId> ngrams;
  for (size_t start = 0; start + order <= ids.size(); ++start) {
    ngrams.insert(ngrams.end(), ids.begin() + static_cast<long>(start),
                  ids.begin() + static_cast<long>(start + order));
  }
  return ScoreNGrams(network_.options, network_.view(), ngrams);
}

std::optional<double> SentenceScorer::MeanLogitOf(
    absl::string_view sentence, std::set<std::string>* unknown) {
  const std::vector<std::string> words = Split(sentence);
  std::vector<WordId> ids;
  for (const std::string& word : words) {
    const auto found = ids_.find(word);
    if (found == ids_.end()) {
      unknown->insert(word);
    } else {
      ids.push_back(found->second);
    }
  }
  if (ids.size() < words.size() ||
      ids.size() < static_cast<size_t>(network_.options.order)) {
    return std::nullopt;
  }
  const std::vector<float> logits = LogitsOf(ids);
  return std::accumulate(logits.begin(), logits.end(), 0.0) /
         static_cast<double>(logits.size());
}

absl::StatusOr<float> SentenceScorer::LogitOf(
    const std::vector<std::string>& words) {
  if (words.size() != static_cast<size_t>(network_.options.order)) {
    return absl::InvalidArgumentError(
        absl::StrCat(words.size(), " words where an N-gram of this model has ",
                     network_.options.order));
  }
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<WordId> ids, IdsOf(words));
  return ScoreNGrams(network_.options, network_.view(), ids)[0];
}

// Tries every candidate in all N-grams that hold the position; a candidate's
// score is the sum of their logits.
WordFit SentenceScorer::FitOf(const std::vector<WordId>& ids, size_t position,
                              int candidates, int better) {
  const auto order = static_cast<size_t>(network_.options.order);
  const size_t first = position >= order ? position - order + 1 : 0;
  const size_t last = std::min(position, ids.size() - order);
  std::vector<WordId> tried = {ids[position]};
  const auto most = std::min<size_t>(static_cast<size_t>(candidates) + 1,
                                     network_.words.size());
  for (size_t id = 1; id < most; ++id) {
    if (static_cast<WordId>(id) != ids[position]) {
      tried.push_back(static_cast<WordId>(id));
    }
  }
  std::vector<float> scores(tried.size(), 0.0f);
  for (size_t start = first; start <= last; ++start) {
    std::vector<WordId> ngrams;
    for (const WordId word : tried) {
      ngrams.insert(ngrams.end(), ids.begin() + static_cast<long>(start),
                    ids.begin() + static_cast<long>(start + order));
      ngrams[ngrams.size() - order + position - start] = word;
    }
    const std::vector<float> logits =
        ScoreNGrams(network_.options, network_.view(), ngrams);
    for (size_t i = 0; i < scores.size(); ++i) scores[i] += logits[i];
  }
  std::vector<size_t> above;
  for (size_t i = 1; i < scores.size(); ++i) {
    if (scores[i] > scores[0]) above.push_back(i);
  }
  std::sort(above.begin(), above.end(), [&](size_t a, size_t b) {
    return scores[a] != scores[b] ? scores[a] > scores[b] : a < b;
  });
  WordFit fit;
  fit.word = network_.words[static_cast<size_t>(ids[position])];
  fit.share_better = tried.size() > 1
                         ? static_cast<double>(above.size()) /
                               static_cast<double>(tried.size() - 1)
                         : 0;
  for (size_t i = 0; i < above.size() && i < static_cast<size_t>(better); ++i) {
    fit.better.push_back(network_.words[static_cast<size_t>(tried[above[i]])]);
  }
  return fit;
}

absl::StatusOr<SentenceScore> SentenceScorer::Score(absl::string_view sentence,
                                                    int candidates,
                                                    int better) {
  const std::vector<std::string> words = Split(sentence);
  const auto order = static_cast<size_t>(network_.options.order);
  if (words.size() < order) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", sentence, "\" has ", words.size(),
                     " words; an N-gram of this model has ", order));
  }
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<WordId> ids, IdsOf(words));
  const std::vector<float> logits = LogitsOf(ids);
  SentenceScore score;
  score.sentence = std::string(sentence);
  for (size_t i = 0; i < logits.size(); ++i) {
    score.ngrams.push_back({{words.begin() + static_cast<long>(i),
                             words.begin() + static_cast<long>(i + order)},
                            static_cast<int>(i),
                            logits[i],
                            network_.calibration.ProbabilityOf(logits[i])});
  }
  double worst = -1;
  for (size_t i = 0; i < words.size(); ++i) {
    score.words.push_back(FitOf(ids, i, candidates, better));
    if (score.words[i].share_better > worst) {
      worst = score.words[i].share_better;
      score.oddest = static_cast<int>(i);
    }
  }
  return score;
}

}  // namespace lexprobe::cli
