// SentenceScorer: a trained network's opinion of a sentence: P(valid) of each
// of its N-grams, and how well each word fits its place.
//
// Not thread-safe: it holds a tokenizer.

#ifndef LEXPROBE_CLI_SENTENCE_SCORE_H_
#define LEXPROBE_CLI_SENTENCE_SCORE_H_

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/text/tokenizer.h"
#include "lexprobe/train/network_file.h"
#include "lexprobe/vocab/word_id.h"

namespace lexprobe::cli {

struct NGramScore {
  std::vector<std::string> words;
  int first_word = 0;  // its place in the sentence, from 0
  double logit = 0;
  double probability = 0;  // P(valid), calibrated
};

struct WordFit {
  std::string word;
  double share_better = 0;          // of the candidates, 0 to 1
  std::vector<std::string> better;  // the best of them, best first
};

struct SentenceScore {
  std::string sentence;
  std::vector<NGramScore> ngrams;
  std::vector<WordFit> words;  // one for each word of the sentence
  int oddest = -1;             // the word with the largest share_better
};

class SentenceScorer {
 public:
  // Errors of ReadNetwork; FailedPrecondition if it was never trained.
  static absl::StatusOr<std::unique_ptr<SentenceScorer>> Open(
      absl::string_view path);

  // Splits `sentence` as the training text was split, and scores it against
  // the `candidates` most frequent words. InvalidArgument if it has fewer
  // words than an N-gram; NotFound naming unknown words.
  absl::StatusOr<SentenceScore> Score(absl::string_view sentence,
                                      int candidates, int better);

  // The mean logit of a sentence's N-grams. Nothing if it has fewer words than
  // an N-gram, or unknown ones, which are added to *unknown.
  std::optional<double> MeanLogitOf(absl::string_view sentence,
                                    std::set<std::string>* unknown);

  // The logit of one N-gram. InvalidArgument if it has not N words; NotFound
  // naming unknown words.
  absl::StatusOr<float> LogitOf(const std::vector<std::string>& words);

 private:
  SentenceScorer(NetworkData network, const TokenizerOptions& options);

  absl::StatusOr<std::vector<WordId>> IdsOf(
      const std::vector<std::string>& words) const;
  std::vector<std::string> Split(absl::string_view sentence);
  // Of the N-grams of a sentence. REQUIRES: it has as many words as one
  std::vector<float> LogitsOf(const std::vector<WordId>& ids);
  WordFit FitOf(const std::vector<WordId>& ids, size_t position, int candidates,
                int better);

  NetworkData network_;
  absl::flat_hash_map<std::string, WordId> ids_;
  Tokenizer tokenizer_;
};

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_SENTENCE_SCORE_H_
