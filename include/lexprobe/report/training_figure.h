// How a training went: loss and held-out AUC of each stage, and how near to
// each other the watched words came.
//
// Thread-safe: values and pure functions.

#ifndef LEXPROBE_REPORT_TRAINING_FIGURE_H_
#define LEXPROBE_REPORT_TRAINING_FIGURE_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/report/svg_chart.h"

namespace lexprobe {

struct TrainingRecord {
  std::string stage;
  double epoch = 0;
  double loss = 0;
  std::optional<double> auc;  // of held-out N-grams, where they were judged
  // Cosines of watched pairs of words, where they were looked at; a label such
  // as "dog, dogs".
  std::vector<std::pair<std::string, double>> pairs;
};

// Those of run.json ("history"), or of the lines that `train --log-json`
// writes, in their order. InvalidArgument, naming the line, if `text` is
// neither or has none.
absl::StatusOr<std::vector<TrainingRecord>> TrainingRecordsOf(
    absl::string_view text);

// The loss of each stage, then the AUC of all and the cosines of the watched
// pairs, one stage after the other, where they are known.
// REQUIRES: records is not empty
Figure TrainingFigure(const std::vector<TrainingRecord>& records);

}  // namespace lexprobe

#endif  // LEXPROBE_REPORT_TRAINING_FIGURE_H_
