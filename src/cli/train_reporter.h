// TrainReporter: what `train` shows while it runs: a progress line, a line
// for each evaluation, and the same as JSON lines in a file.
//
// Not thread-safe.

#ifndef LEXPROBE_CLI_TRAIN_REPORTER_H_
#define LEXPROBE_CLI_TRAIN_REPORTER_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "cli/progress_line.h"
#include "cli/streams.h"
#include "lexprobe/base/clock.h"
#include "lexprobe/train/trainer.h"

namespace lexprobe::cli {

class TrainReporter : public TrainObserver {
 public:
  // `log_path` may be empty: no JSON log. The log is a plain file that grows
  // line by line, so that it can be followed.
  static absl::StatusOr<std::unique_ptr<TrainReporter>> Create(
      Streams& io, Clock* clock, const std::string& log_path);
  ~TrainReporter() override;

  void OnReading(int64_t bytes_read, int64_t total_bytes) override;
  void OnCorpus(const EncodedCorpus& corpus, absl::Duration took) override;
  void OnNeeds(const TrainNeeds& needs) override;
  void OnJoining(double done) override;
  void OnProgress(const TrainProgress& progress) override;
  void OnEvaluation(const TrainProgress& progress, const ValidityReport& report,
                    const std::vector<PairSimilarity>& pairs) override;
  void OnEarlyStop(absl::string_view stage, double best_auc) override;
  void OnCheckpoint(absl::string_view path) override;
  void OnInitialModel(int64_t taken, int64_t words, bool with_network) override;
  void OnTraffic(const Traffic& traffic) override;
  void OnNothingToLearn(absl::string_view stage,
                        absl::string_view why) override;

  // Ends the progress line. The first failure of writing the log.
  absl::Status Finish();

 private:
  TrainReporter(Streams& io, Clock* clock, std::string log_path, int log);

  // The progress line of this stage.
  void StartLine(absl::string_view stage);
  // A line of its own, above the progress line.
  void Say(const std::string& line);
  void LogLine(const std::string& json);

  Streams& io_;
  Clock* clock_;
  std::string log_path_;
  int log_;  // file descriptor, or -1
  absl::Status log_status_;
  std::string stage_;
  std::unique_ptr<ProgressLine> line_;
  absl::Time next_log_;
};

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_TRAIN_REPORTER_H_
