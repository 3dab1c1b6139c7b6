#include "cli/train_reporter.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/free_resources.h"
#include "nlohmann/json.hpp"

namespace lexprobe::cli {
namespace {

constexpr absl::Duration kLogEvery = absl::Seconds(1);

nlohmann::ordered_json ToJsonEvent(absl::string_view event,
                                   const TrainProgress& progress) {
  return {{"event", std::string(event)},
          {"stage", std::string(progress.stage)},
          {"epoch", progress.done * progress.epochs},
          {"tokens", progress.tokens},
          {"labelled_ngrams", progress.labelled},
          {"seconds", absl::ToDoubleSeconds(progress.elapsed)},
          {"tokens_per_second", progress.tokens_per_second},
          {"labelled_ngrams_per_second", progress.labelled_per_second},
          {"loss", progress.loss},
          {"rate", progress.rate}};
}

}  // namespace

absl::StatusOr<std::unique_ptr<TrainReporter>> TrainReporter::Create(
    Streams& io, Clock* clock, const std::string& log_path) {
  int log = -1;
  if (!log_path.empty()) {
    log =
        open(log_path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (log < 0) return StatusFromErrno(errno, log_path);
  }
  return std::unique_ptr<TrainReporter>(
      new TrainReporter(io, clock, log_path, log));
}

TrainReporter::TrainReporter(Streams& io, Clock* clock, std::string log_path,
                             int log)
    : io_(io), clock_(clock), log_path_(std::move(log_path)), log_(log) {}

TrainReporter::~TrainReporter() {
  if (log_ >= 0) close(log_);
}

void TrainReporter::Say(const std::string& line) {
  if (line_) line_->Clear();
  io_.err << line << std::endl;
}

void TrainReporter::LogLine(const std::string& json) {
  if (log_ < 0 || !log_status_.ok()) return;
  const std::string line = json + "\n";
  const ssize_t written = write(log_, line.data(), line.size());
  if (written != static_cast<ssize_t>(line.size())) {
    log_status_ = StatusFromErrno(written < 0 ? errno : ENOSPC, log_path_);
  }
}

void TrainReporter::OnReading(int64_t bytes_read, int64_t total_bytes) {
  if (!line_) {
    line_ = std::make_unique<ProgressLine>(io_, clock_, "reading", "bytes");
  }
  line_->Update(
      {static_cast<double>(bytes_read), static_cast<double>(total_bytes), {}});
}

void TrainReporter::OnCorpus(const EncodedCorpus& corpus, absl::Duration took) {
  line_.reset();
  const TextStatistics& seen = corpus.statistics;
  Say(absl::StrFormat(
      "read %s tokens in %s sentences, %d words in the vocabulary "
      "(%.1f%% of the tokens), in %s%s",
      ShortNumber(double(seen.tokens)), ShortNumber(double(seen.sentences)),
      corpus.vocabulary.size() - 1,
      100 - 100.0 * double(corpus.vocabulary.CountOf(kUnknownWord)) /
                double(std::max<int64_t>(1, seen.tokens)),
      absl::FormatDuration(absl::Trunc(took, absl::Milliseconds(10))),
      corpus.cache.empty() ? "" : absl::StrCat(", from ", corpus.cache)));
  if (seen.invalid_utf8 > 0) {
    Say(absl::StrCat(
        "warning: ", seen.invalid_utf8,
        " parts are not valid UTF-8 and were replaced; the first: ",
        seen.first_invalid_place));
  }
  if (seen.nul_bytes > 0) {
    Say(absl::StrCat("warning: ", seen.nul_bytes,
                     " NUL bytes were taken for white space"));
  }
  const nlohmann::ordered_json event = {
      {"event", "corpus"},
      {"bytes", seen.bytes},
      {"sentences", seen.sentences},
      {"tokens", seen.tokens},
      {"vocabulary", corpus.vocabulary.size() - 1},
      {"seconds", absl::ToDoubleSeconds(took)}};
  LogLine(event.dump());
}

void TrainReporter::OnNeeds(const TrainNeeds& needs) {
  Say(absl::StrCat("training needs up to ", Megabytes(needs.memory),
                   " of memory more (", Megabytes(needs.free_memory),
                   " are free) and ", Megabytes(needs.disk), " of disk (",
                   Megabytes(needs.free_disk), " are free)"));
  LogLine(nlohmann::ordered_json({{"event", "needs"},
                                  {"memory", needs.memory},
                                  {"free_memory", needs.free_memory},
                                  {"disk", needs.disk},
                                  {"free_disk", needs.free_disk}})
              .dump());
}

void TrainReporter::StartLine(absl::string_view stage) {
  if (stage_ == stage) return;
  stage_ = std::string(stage);
  line_ = std::make_unique<ProgressLine>(io_, clock_, stage_, "");
}

void TrainReporter::OnProgress(const TrainProgress& progress) {
  StartLine(progress.stage);
  line_->Update(
      {progress.done,
       1,
       {absl::StrCat(ShortNumber(progress.labelled_per_second),
                     " labelled N-grams/s"),
        absl::StrCat(ShortNumber(progress.tokens_per_second), " words/s"),
        absl::StrFormat("loss %.4f", progress.loss),
        absl::StrFormat("rate %.3g", progress.rate)}});
  const absl::Time now = clock_->Now();
  if (now >= next_log_) {
    LogLine(ToJsonEvent("progress", progress).dump());
    next_log_ = now + kLogEvery;
  }
}

void TrainReporter::OnJoining(double done) {
  StartLine("joining replicas");
  line_->Update({done, 1, {}});
}

void TrainReporter::OnEvaluation(const TrainProgress& progress,
                                 const ValidityReport& report,
                                 const std::vector<PairSimilarity>& pairs) {
  const double epoch = progress.done * progress.epochs;
  if (report.ngrams == 0) {
    Say(absl::StrFormat("%s: epoch %.3g: no held-out N-gram to judge",
                        progress.stage, epoch));
  } else {
    Say(absl::StrFormat(
        "%s: epoch %.3g: loss %.4f; %s held-out N-grams: AUC %.4f, "
        "valid above its own corruption %.2f%%, accuracy %.2f%%, calibration "
        "error %.4f",
        progress.stage, epoch, progress.loss,
        ShortNumber(double(report.ngrams)), report.auc, 100 * report.paired,
        100 * report.accuracy, report.calibration_error));
  }
  nlohmann::ordered_json event = ToJsonEvent("evaluation", progress);
  event["validity"] = nlohmann::ordered_json::parse(ToJson(report));
  event["pairs"] = nlohmann::ordered_json::parse(ToJson(pairs));
  LogLine(event.dump());
}

void TrainReporter::OnEarlyStop(absl::string_view stage, double best_auc) {
  Say(absl::StrFormat("%s: ends early, with the network of the best AUC, %.4f",
                      stage, best_auc));
  LogLine(nlohmann::ordered_json({{"event", "early stop"},
                                  {"stage", std::string(stage)},
                                  {"best_auc", best_auc}})
              .dump());
}

void TrainReporter::OnCheckpoint(absl::string_view path) {
  Say(absl::StrCat("checkpoint written to ", path));
}

void TrainReporter::OnInitialModel(int64_t taken, int64_t words,
                                   bool with_network) {
  Say(absl::StrCat("begins with the vectors of ", taken, " words",
                   with_network ? " and the network" : "", " of --init-from, ",
                   words - taken, " words are new"));
  const nlohmann::ordered_json event = {{"event", "initial model"},
                                        {"taken", taken},
                                        {"words", words},
                                        {"with_network", with_network}};
  LogLine(event.dump());
}

void TrainReporter::OnTraffic(const Traffic& traffic) {
  const double bytes = static_cast<double>(traffic.bytes);
  const double each =
      bytes / static_cast<double>(std::max<int64_t>(1, traffic.exchanges));
  const double per_positive =
      bytes / static_cast<double>(std::max<int64_t>(1, traffic.positives));
  Say(absl::StrFormat(
      "%s: this process sent %sB in %d exchanges, %sB each, %.3g bytes a "
      "positive; predicted %sB",
      traffic.stage, ShortNumber(bytes), traffic.exchanges, ShortNumber(each),
      per_positive, ShortNumber(traffic.predicted_bytes)));
  const nlohmann::ordered_json event = {
      {"event", "traffic"},
      {"stage", std::string(traffic.stage)},
      {"exchanges", traffic.exchanges},
      {"positives", traffic.positives},
      {"bytes_sent", traffic.bytes},
      {"bytes_predicted", traffic.predicted_bytes}};
  LogLine(event.dump());
}

void TrainReporter::OnNothingToLearn(absl::string_view stage,
                                     absl::string_view why) {
  Say(absl::StrCat("warning: the ", stage, " stage had nothing to learn from: ",
                   why, "; the embeddings are kept"));
  LogLine(nlohmann::ordered_json({{"event", "nothing to learn"},
                                  {"stage", std::string(stage)},
                                  {"why", std::string(why)}})
              .dump());
}

absl::Status TrainReporter::Finish() {
  line_.reset();
  return log_status_;
}

}  // namespace lexprobe::cli
