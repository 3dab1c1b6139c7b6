// How well a network tells held-out N-grams from corrupted ones.
//
// Each held-out N-gram whose words are all known is paired with itself, one
// word at a uniform position replaced (from counts^0.75, never the true
// word). AUC is over all scores (ties count half); `paired` is how often a
// valid N-gram scores above its own corruption.
//
// Thread-safe: no state.

#ifndef LEXPROBE_TRAIN_VALIDITY_EVALUATION_H_
#define LEXPROBE_TRAIN_VALIDITY_EVALUATION_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "lexprobe/base/random.h"
#include "lexprobe/model/network.h"
#include "lexprobe/model/positional_loss.h"
#include "lexprobe/ngram/corruptor.h"
#include "lexprobe/vocab/word_id.h"

namespace lexprobe {

// P(valid) = sigmoid(scale * logit + offset), for as many valid N-grams as
// corrupted ones (Platt 1999).
struct Calibration {
  double scale = 1;
  double offset = 0;

  double ProbabilityOf(double logit) const;
};

// Of the N-grams with P(valid) in one tenth of 0 to 1.
struct ReliabilityBin {
  int64_t count = 0;
  double predicted = 0;  // mean P(valid)
  double observed = 0;   // share that is valid
};

struct ValidityReport {
  int64_t ngrams = 0;  // pairs; all else is 0 when there are none
  double auc = 0;
  double paired = 0;
  double accuracy = 0;           // P(valid) above or below 0.5; second half
  Calibration calibration;       // fitted on the first half
  double calibration_error = 0;  // expected, 10 bins; second half
  std::vector<ReliabilityBin> reliability;  // second half
};

// Area under the ROC curve: P(valid > corrupted) + P(equal) / 2. 0.5 if one
// of them is empty.
double AreaUnderCurve(absl::Span<const float> valid,
                      absl::Span<const float> corrupted);

// The scale and offset of greatest likelihood (Newton's method on two
// numbers, with Platt's smoothed targets).
Calibration FitCalibration(absl::Span<const float> valid,
                           absl::Span<const float> corrupted);

// The report from scores; valid[i] and corrupted[i] are one pair.
ValidityReport ReportOn(absl::Span<const float> valid,
                        absl::Span<const float> corrupted);

// For the MLP: N-grams of held_out (ids and kSentenceEnd) that cross no
// sentence end and hold no unknown word; at most `limit` of them, evenly
// spread.
ValidityReport EvaluateValidity(const ModelOptions& options,
                                const NetworkView& network,
                                absl::Span<const WordId> held_out,
                                const Corruptor& corruptor, Random random,
                                int64_t limit = 100000);

// For the positional network, whose corruption is at the centre; places
// beyond the sentence are empty, as in training.
ValidityReport EvaluatePositional(int dim, const PositionalView& network,
                                  absl::Span<const WordId> held_out,
                                  const Corruptor& corruptor, Random random,
                                  int64_t limit = 100000);

// As a JSON object.
std::string ToJson(const ValidityReport& report);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_VALIDITY_EVALUATION_H_
