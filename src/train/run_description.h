// What a run writes about itself: into its embeddings, its network and
// run.json.

#ifndef LEXPROBE_TRAIN_RUN_DESCRIPTION_H_
#define LEXPROBE_TRAIN_RUN_DESCRIPTION_H_

#include <string>

#include "absl/strings/string_view.h"
#include "lexprobe/ngram/corpus_encoder.h"
#include "lexprobe/train/trainer.h"
#include "lexprobe/train/validity_evaluation.h"
#include "nlohmann/json.hpp"

namespace lexprobe {

// The corpus, all options and the last evaluation, as a JSON object.
std::string DescribeRun(const TrainJob& job, const EncodedCorpus& corpus,
                        const ValidityReport& report);

// The same with the history of evaluations, indented for people.
std::string DescribeRunWithHistory(absl::string_view description,
                                   const nlohmann::ordered_json& history);

// One line of the history.
nlohmann::ordered_json HistoryEntry(const TrainProgress& progress,
                                    const ValidityReport& report);

// The first key whose values differ in two JSON objects, with both values:
// `dim is 50 there, 100 here`.
std::string FirstDifference(absl::string_view there, absl::string_view here);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_RUN_DESCRIPTION_H_
