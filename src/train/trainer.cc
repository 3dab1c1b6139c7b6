#include "lexprobe/train/trainer.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "lexprobe/base/abandoned_files.h"
#include "lexprobe/base/clock.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/model/blas.h"
#include "lexprobe/model/validity_model.h"
#include "lexprobe/store/model_files.h"
#include "lexprobe/train/checkpoint.h"
#include "lexprobe/train/folder_lock.h"
#include "lexprobe/train/initial_model.h"
#include "lexprobe/train/stages.h"
#include "nlohmann/json.hpp"
#include "train/corpus_reading.h"
#include "train/json_difference.h"
#include "train/model_folder.h"
#include "train/progress_meter.h"
#include "train/run_description.h"
#include "train/stage_run.h"
#include "train/team.h"
#include "train/train_needs.h"

namespace lexprobe {
namespace {

constexpr size_t kMaxCheckpoint = size_t{1} << 40;

bool Interrupted(const TrainJob& job) {
  return job.interrupted && job.interrupted();
}

// Of several processes only one writes.
bool Leads(const TrainJob& job) {
  return job.all == nullptr || job.all->rank() == 0;
}

absl::Status CheckFolder(const TrainJob& job) {
  for (const char* name :
       {kEmbeddingsFile, kNetworkFile, kCheckpointFile, kRunFile}) {
    LEXPROBE_RETURN_IF_ERROR(PathInModel(job.folder, name).status());
  }
  const auto there = [&](const char* name) {
    return FileExists(JoinPath(job.folder, name));
  };
  if (job.overwrite || (job.resume && there(kCheckpointFile))) {
    return absl::OkStatus();
  }
  for (const char* name : {kEmbeddingsFile, kNetworkFile, kCheckpointFile}) {
    if (!there(name)) continue;
    return absl::FailedPreconditionError(
        absl::StrCat(JoinPath(job.folder, name),
                     " is there already; --overwrite replaces it",
                     name == absl::string_view(kCheckpointFile)
                         ? ", --resume goes on from it"
                         : ""));
  }
  return absl::OkStatus();
}

// The model to begin from, whose words join the vocabulary's.
absl::StatusOr<std::optional<InitialModel>> ReadInitialModel(TrainJob* job) {
  std::optional<InitialModel> initial;
  if (job->init_from.empty()) return initial;
  LEXPROBE_ASSIGN_OR_RETURN(
      initial, InitialModel::Read(job->init_from, job->train.model));
  job->encoder.vocabulary.keep = initial->Words();
  return initial;
}

// One training, from its first step to its files.
class TrainRun {
 public:
  TrainRun(const TrainJob& job, TrainObserver* observer, EncodedCorpus corpus,
           Corruptor corruptor, Checkpoint checkpoint)
      : job_(job),
        observer_(observer),
        corpus_(std::move(corpus)),
        corruptor_(std::move(corruptor)),
        random_(job.train.seed),
        model_(job.train.model, corpus_.vocabulary.size()),
        checkpoint_(std::move(checkpoint)) {
    Random initial = random_.Fork("initial weights");
    model_->Initialise(job.train.embedding_deviation, initial);
    network_ = model_->view();
  }

  void BeginFrom(const InitialModel& initial) {
    const int64_t taken = initial.CopyTo(
        corpus_.vocabulary, job_.train.embedding_deviation, network_);
    validity_trained_ = initial.has_network();
    observer_->OnInitialModel(taken, corpus_.vocabulary.size() - 1,
                              initial.has_network());
  }

  absl::Status Run() {
    LEXPROBE_RETURN_IF_ERROR(LoadCheckpoint());
    if (job_.train.embedding.epochs > 0 && checkpoint_.stage != "validity") {
      const std::unique_ptr<Stage> stage = MakeEmbeddingStage(
          job_.train, corpus_, corruptor_, network_.embedding, random_);
      LEXPROBE_RETURN_IF_ERROR(RunStage(*stage, job_.train.embedding.epochs));
    }
    if (job_.train.validity.epochs > 0) {
      LEXPROBE_RETURN_IF_ERROR(RunValidityStage());
    }
    return Finish();
  }

 private:
  absl::Status LoadCheckpoint() {
    const std::string path = CheckpointPath();
    if (checkpoint_.stage.empty()) return absl::OkStatus();
    const std::string there = ComparableOptions(checkpoint_.options_json);
    const std::string here = ComparableOptions(ToJson(job_.train));
    if (there != here) {
      return absl::FailedPreconditionError(absl::StrCat(
          path, ": made with other options: ", FirstDifference(there, here)));
    }
    if (checkpoint_.vocabulary_checksum != corpus_.vocabulary.Checksum()) {
      return absl::FailedPreconditionError(absl::StrCat(
          path, ": made with another corpus or other text options: its ",
          "vocabulary differs from the ", corpus_.vocabulary.size(),
          " words found now"));
    }
    history_ =
        nlohmann::ordered_json::parse(checkpoint_.history_json, nullptr, false);
    return CopyFrom(checkpoint_.network);
  }

  // Another number of processes, or another device, can go on with a
  // checkpoint.
  std::string ComparableOptions(const std::string& options) const {
    auto json = nlohmann::ordered_json::parse(options, nullptr, false);
    if (json.is_object()) {
      for (const char* key : {"device", "precision"}) json.erase(key);
    }
    if (json.is_object() && (job_.all != nullptr || json.contains("parts"))) {
      for (const char* key : {"parts", "sync", "sync_every", "threads"}) {
        json.erase(key);
      }
    }
    return json.dump();
  }

  absl::Status CopyFrom(const NetworkData& data) {
    const auto copy = [](const std::vector<float>& from, absl::Span<float> to) {
      if (from.size() != to.size()) return false;
      std::copy(from.begin(), from.end(), to.begin());
      return true;
    };
    if (copy(data.embedding, network_.embedding) &&
        copy(data.first_weight, network_.first_weight) &&
        copy(data.first_bias, network_.first_bias) &&
        copy(data.output_weight, network_.output_weight) &&
        copy(data.output_bias, network_.output_bias)) {
      return absl::OkStatus();
    }
    return absl::DataLossError(absl::StrCat(
        CheckpointPath(), ": its arrays have other sizes than the network's"));
  }

  NetworkData Snapshot() const {
    NetworkData data;
    data.options = job_.train.model;
    data.calibration = report_.calibration;
    data.embedding.assign(network_.embedding.begin(), network_.embedding.end());
    data.first_weight.assign(network_.first_weight.begin(),
                             network_.first_weight.end());
    data.first_bias.assign(network_.first_bias.begin(),
                           network_.first_bias.end());
    data.output_weight.assign(network_.output_weight.begin(),
                              network_.output_weight.end());
    data.output_bias.assign(network_.output_bias.begin(),
                            network_.output_bias.end());
    return data;
  }

  absl::Status WriteCheckpointOf(const Stage& stage) {
    Checkpoint checkpoint;
    checkpoint.options_json = ToJson(job_.train);
    checkpoint.vocabulary_checksum = corpus_.vocabulary.Checksum();
    checkpoint.stage = std::string(stage.name());
    LEXPROBE_ASSIGN_OR_RETURN(const std::vector<std::string> workers,
                              GatherStrings(stage.WorkerStates(), job_.all));
    if (!Leads(job_)) return Agree(absl::OkStatus(), job_.all);
    stage.SaveState(workers, &checkpoint.stage_state);
    checkpoint.history_json = history_.dump();
    checkpoint.network = Snapshot();
    return Agree(WriteCheckpoint(checkpoint, CheckpointPath()), job_.all);
  }

  absl::Status SaveCheckpoint(const Stage& stage) {
    LEXPROBE_RETURN_IF_ERROR(WriteCheckpointOf(stage));
    if (Leads(job_)) observer_->OnCheckpoint(CheckpointPath());
    return absl::OkStatus();
  }

  // So that a kill before all files are written can be resumed from, too.
  absl::Status SaveEndOf(const Stage& stage) {
    bool missing = !Leads(job_) || !FileExists(CheckpointPath());
    if (job_.all != nullptr) {
      LEXPROBE_ASSIGN_OR_RETURN(missing, AllTrue(missing, *job_.all));
    }
    if (missing) WriteCheckpointOf(stage).IgnoreError();
    return absl::OkStatus();
  }

  // Sentences may be long enough for the embedding stage only. What that has
  // learned is then kept, with a network that was never trained.
  absl::Status RunValidityStage() {
    const std::unique_ptr<Stage> stage =
        MakeValidityStage(job_.train, corpus_, corruptor_, network_, random_);
    const absl::Status status = RunStage(*stage, job_.train.validity.epochs);
    validity_trained_ = status.ok();
    if (absl::IsOutOfRange(status) && job_.train.embedding.epochs > 0) {
      observer_->OnNothingToLearn(stage->name(), status.message());
      return absl::OkStatus();
    }
    return status;
  }

  absl::Status RunStage(Stage& stage, double epochs) {
    if (checkpoint_.stage == stage.name()) {
      BinaryReader state(checkpoint_.stage_state);
      LEXPROBE_RETURN_IF_ERROR(
          Annotate(stage.RestoreState(state), CheckpointPath()));
    }
    if (AllDone(stage.workers())) Judge(stage);  // stopped after its end
    ProgressMeter meter(stage, epochs, Clock::Real());
    LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<StageRun> run,
                              StageRun::Create(job_.train, &stage, job_.all));
    double next_epoch = std::floor(meter.Read().done * epochs) + 1;
    absl::Time next_checkpoint = absl::Now() + job_.checkpoint_every;
    for (Turn turn; !turn.done;) {
      const absl::Status status = run->Continue([&] {
        const TrainProgress progress = meter.Read();
        observer_->OnProgress(progress);
        return !Interrupted(job_) && absl::Now() < next_checkpoint &&
               progress.done * epochs < std::min(next_epoch, epochs);
      });
      const TrainProgress progress = meter.Read();
      turn = {
          .interrupted = Interrupted(job_),
          .done = AllDone(stage.workers()),
          .evaluate = progress.done * epochs >= std::min(next_epoch, epochs),
          .checkpoint = absl::Now() >= next_checkpoint};
      LEXPROBE_RETURN_IF_ERROR(TakeTurn(status, &turn, job_.all));
      if (turn.evaluate) {
        Evaluate(stage, progress);
        next_epoch = std::floor(progress.done * epochs) + 1;
      }
      if (turn.interrupted) {
        LEXPROBE_RETURN_IF_ERROR(SaveCheckpoint(stage));
        return absl::CancelledError(
            absl::StrCat("stopped; --resume goes on from ", CheckpointPath()));
      }
      if (turn.checkpoint) {
        LEXPROBE_RETURN_IF_ERROR(SaveCheckpoint(stage));
        next_checkpoint = absl::Now() + job_.checkpoint_every;
      }
    }
    LEXPROBE_RETURN_IF_ERROR(SaveEndOf(stage));
    return ReportTraffic(*run);
  }

  absl::Status ReportTraffic(StageRun& run) {
    if (job_.all == nullptr) return absl::OkStatus();
    LEXPROBE_ASSIGN_OR_RETURN(const Traffic traffic, run.TrafficSoFar());
    traffic_.push_back({{"stage", std::string(traffic.stage)},
                        {"exchanges", traffic.exchanges},
                        {"positives", traffic.positives},
                        {"bytes_sent", traffic.bytes},
                        {"bytes_predicted", traffic.predicted_bytes}});
    observer_->OnTraffic(traffic);
    return absl::OkStatus();
  }

  void Evaluate(const Stage& stage, const TrainProgress& progress) {
    Judge(stage);
    history_.push_back(HistoryEntry(progress, report_));
    observer_->OnEvaluation(progress, report_);
  }

  void Judge(const Stage& stage) {
    const Random random = random_.Fork("evaluation");
    const absl::Span<const float> positions = stage.PositionWeights();
    if (positions.empty()) {
      report_ = EvaluateValidity(job_.train.model, network_, corpus_.held_out,
                                 corruptor_, random);
    } else {
      report_ = EvaluatePositional(
          job_.train.model.dim,
          {network_.embedding,
           absl::Span<float>(const_cast<float*>(positions.data()),
                             positions.size())},
          corpus_.held_out, corruptor_, random);
    }
  }

  absl::Status Finish() {
    NetworkData data = Snapshot();
    if (!validity_trained_) {  // as readers of network.lexprobe expect
      std::fill(data.first_weight.begin(), data.first_weight.end(), 0.0f);
    }
    for (const VocabularyEntry& entry : corpus_.vocabulary.entries()) {
      data.words.push_back(entry.word);
      data.counts.push_back(entry.count);
    }
    data.metadata_json = DescribeRun(job_, corpus_, report_);
    if (!Leads(job_)) return Agree(absl::OkStatus(), job_.all);
    const std::string run_json =
        DescribeRunWithHistory(data.metadata_json, history_, traffic_);
    LEXPROBE_RETURN_IF_ERROR(Agree(
        WriteModelFolder(std::move(data), run_json, job_.folder), job_.all));
    unlink(CheckpointPath().c_str());  // the model has taken its place
    return absl::OkStatus();
  }

  std::string CheckpointPath() const {
    return JoinPath(job_.folder, kCheckpointFile);
  }

  const TrainJob& job_;
  TrainObserver* const observer_;
  const EncodedCorpus corpus_;
  const Corruptor corruptor_;
  const Random random_;
  ValidityModel model_;
  NetworkView network_;
  Checkpoint checkpoint_;
  ValidityReport report_;
  bool validity_trained_ = false;
  nlohmann::ordered_json history_ = nlohmann::ordered_json::array();
  nlohmann::ordered_json traffic_ = nlohmann::ordered_json::array();
};

// Rank 0's part of the start: the folder.
absl::StatusOr<std::unique_ptr<FolderLock>> TakeFolder(const TrainJob& job) {
  if (!Leads(job)) return nullptr;
  LEXPROBE_RETURN_IF_ERROR(MakeFolder(job.folder));
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<FolderLock> lock,
                            FolderLock::Acquire(job.folder));
  LEXPROBE_RETURN_IF_ERROR(CheckFolder(job));
  RemoveAbandonedFiles(job.folder);
  return lock;
}

// The checkpoint to go on from, as rank 0 reads it; its stage is empty if
// there is none.
absl::StatusOr<Checkpoint> TakeCheckpoint(const TrainJob& job) {
  const std::string path = JoinPath(job.folder, kCheckpointFile);
  const bool take = Leads(job) && job.resume && FileExists(path);
  if (job.all == nullptr) {
    return take ? ReadCheckpoint(path) : Checkpoint{};
  }
  absl::StatusOr<std::string> bytes = std::string();
  if (take) bytes = ReadFile(path, kMaxCheckpoint);
  LEXPROBE_RETURN_IF_ERROR(Agree(bytes.status(), job.all));
  LEXPROBE_RETURN_IF_ERROR(job.all->Broadcast(0, &*bytes));
  if (bytes->empty()) return Checkpoint{};
  absl::StatusOr<Checkpoint> checkpoint = ParseCheckpoint(*bytes);
  if (!checkpoint.ok()) return Annotate(checkpoint.status(), path);
  return checkpoint;
}

// Says what is needed, and refuses what does not fit.
absl::Status CheckNeeds(const TrainJob& job, const Vocabulary& vocabulary,
                        TrainObserver* observer) {
  LEXPROBE_ASSIGN_OR_RETURN(const TrainNeeds needs,
                            NeedsOf(job.train, vocabulary, TokenFolder(job)));
  observer->OnNeeds(needs);
  if (job.despite_limits) return absl::OkStatus();
  return CheckFits(needs, TokenFolder(job));
}

// A part of the corpus for each process, unless the user, or the checkpoint
// of a deterministic run, has more.
absl::Status ChooseParts(const Checkpoint& checkpoint, TrainJob* job) {
  const int processes = job->all == nullptr ? 1 : job->all->size();
  int& parts = job->train.parts;
  if (parts == 0) parts = processes;
  if (job->train.deterministic && !checkpoint.stage.empty()) {
    const auto json =
        nlohmann::json::parse(checkpoint.options_json, nullptr, false);
    if (json.is_object()) parts = std::max(parts, json.value("parts", 1));
  }
  if (parts == processes || (job->train.deterministic && parts > processes)) {
    return Validate(job->train);
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "parts are ", parts, " for ", processes, " processes; there must be ",
      job->train.deterministic ? "at least as many" : "one for each"));
}

}  // namespace

absl::Status Train(const TrainJob& given, TrainObserver* observer) {
  TrainJob job = given;
  LEXPROBE_RETURN_IF_ERROR(Validate(job.train));
  LEXPROBE_RETURN_IF_ERROR(CheckSame(DescribeJob(job), job.all));
  const absl::StatusOr<std::unique_ptr<FolderLock>> lock = TakeFolder(job);
  LEXPROBE_RETURN_IF_ERROR(Agree(lock.status(), job.all));
  UseSingleThreadedBlas();
  LEXPROBE_RETURN_IF_ERROR(
      Agree(ReserveBlasMemory(job.train.threads), job.all));
  const absl::StatusOr<std::optional<InitialModel>> initial =
      ReadInitialModel(&job);
  LEXPROBE_RETURN_IF_ERROR(Agree(initial.status(), job.all));
  LEXPROBE_RETURN_IF_ERROR(CheckSame(DescribeJob(job), job.all));
  LEXPROBE_ASSIGN_OR_RETURN(Checkpoint checkpoint, TakeCheckpoint(job));
  LEXPROBE_RETURN_IF_ERROR(ChooseParts(checkpoint, &job));
  LEXPROBE_ASSIGN_OR_RETURN(EncodedCorpus corpus, ReadCorpus(job, observer));
  LEXPROBE_RETURN_IF_ERROR(
      Agree(CheckNeeds(job, corpus.vocabulary, observer), job.all));
  LEXPROBE_ASSIGN_OR_RETURN(
      Corruptor corruptor,
      Corruptor::Create(corpus.vocabulary, job.train.corruption_exponent));
  TrainRun run(job, observer, std::move(corpus), std::move(corruptor),
               std::move(checkpoint));
  if (initial->has_value()) run.BeginFrom(**initial);
  const absl::Status status = run.Run();
  if (!absl::IsOutOfRange(status)) return status;
  return absl::FailedPreconditionError(status.message());
}

}  // namespace lexprobe
