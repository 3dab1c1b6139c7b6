// What a run writes about itself: into its embeddings, its network and
// run.json.

#ifndef LEXPROBE_TRAIN_RUN_DESCRIPTION_H_
#define LEXPROBE_TRAIN_RUN_DESCRIPTION_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "lexprobe/ngram/corpus_encoder.h"
#include "lexprobe/train/trainer.h"
#include "lexprobe/train/validity_evaluation.h"
#include "nlohmann/json.hpp"

namespace lexprobe {

// The corpus, all options and the last evaluation, as a JSON object.
std::string DescribeRun(const TrainJob& job, const EncodedCorpus& corpus,
                        const ValidityReport& report);

// True of what DescribeRun wrote, in whatever version.
bool IsDescriptionOfRun(absl::string_view metadata_json);

// DescribeRun's with the history of evaluations, and what was sent if there
// were several processes, indented for people.
std::string DescribeRunWithHistory(absl::string_view description,
                                   const nlohmann::ordered_json& history,
                                   const nlohmann::ordered_json& traffic);

// What must be the same on all processes: program, options, text; flat.
std::string DescribeJob(const TrainJob& job);

// One line of the history.
nlohmann::ordered_json HistoryEntry(const TrainProgress& progress,
                                    const ValidityReport& report,
                                    const std::vector<PairSimilarity>& pairs);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_RUN_DESCRIPTION_H_
