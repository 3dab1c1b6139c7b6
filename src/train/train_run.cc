#include "train/train_run.h"

#include <unistd.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "lexprobe/base/clock.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/store/model_files.h"
#include "train/json_difference.h"
#include "train/mean_removal.h"
#include "train/model_folder.h"
#include "train/neighbor_distillation.h"
#include "train/network_copy.h"
#include "train/progress_meter.h"
#include "train/run_description.h"

namespace lexprobe {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kWhole = 2;  // a share beyond all rounding
// An epoch's end is a good place for a checkpoint, after so long.
constexpr absl::Duration kAfterEpoch = absl::Minutes(1);

bool Interrupted(const TrainJob& job) {
  return job.interrupted && job.interrupted();
}

// What must be the same to go on with a checkpoint. Other rates are a way out
// of a divergence; another device or number of processes can go on too.
std::string ComparableOptions(const std::string& options, bool processes) {
  Json json = Json::parse(options, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return options;
  for (const char* key : {"embedding_rate", "position_rate", "rate",
                          "network_rate", "device", "precision"}) {
    json.erase(key);
  }
  if (processes || json.contains("parts")) {
    for (const char* key : {"parts", "sync", "sync_every", "threads"}) {
      json.erase(key);
    }
  }
  return json.dump();
}

// How many epochs of the stage have been judged.
double EvaluationsOf(const Json& history, absl::string_view stage) {
  double count = 0;
  for (const Json& entry : history) {
    if (entry.is_object() && entry.value("stage", "") == stage) ++count;
  }
  return count;
}

}  // namespace

bool Leads(const TrainJob& job) {
  return job.all == nullptr || job.all->rank() == 0;
}

TrainRun::TrainRun(const TrainJob& job, TrainObserver* observer,
                   EncodedCorpus corpus, Corruptor corruptor,
                   Checkpoint checkpoint)
    : job_(job),
      observer_(observer),
      corpus_(std::move(corpus)),
      corruptor_(std::move(corruptor)),
      random_(job.train.seed),
      model_(job.train.model, corpus_.vocabulary.size()),
      checkpoint_(std::move(checkpoint)),
      replicas_(job.train.model.dim) {
  Random initial = random_.Fork("initial weights");
  model_->Initialise(job.train.embedding_deviation, initial);
  network_ = model_->view();
}

void TrainRun::BeginFrom(const InitialModel& initial) {
  const int64_t taken = initial.CopyTo(
      corpus_.vocabulary, job_.train.embedding_deviation, network_);
  validity_trained_ = initial.has_network();
  observer_->OnInitialModel(taken, corpus_.vocabulary.size() - 1,
                            initial.has_network());
}

absl::Status TrainRun::Run() {
  LEXPROBE_RETURN_IF_ERROR(LoadCheckpoint());
  if (job_.train.embedding.epochs > 0 && checkpoint_.stage != "validity") {
    LEXPROBE_RETURN_IF_ERROR(RunEmbeddingStages());
  }
  if (job_.train.validity.epochs > 0) {
    LEXPROBE_RETURN_IF_ERROR(RunValidityStage());
  }
  return Finish();
}

absl::Status TrainRun::LoadCheckpoint() {
  if (checkpoint_.stage.empty()) return absl::OkStatus();
  // Also where one process goes on from several.
  const bool processes =
      job_.all != nullptr ||
      absl::StrContains(checkpoint_.options_json, "\"parts\":");
  const std::string there =
      ComparableOptions(checkpoint_.options_json, processes);
  const std::string here = ComparableOptions(ToJson(job_.train), processes);
  if (there != here) {
    return absl::FailedPreconditionError(absl::StrCat(
        CheckpointPath(),
        ": made with other options: ", FirstDifference(there, here)));
  }
  if (checkpoint_.vocabulary_checksum != corpus_.vocabulary.Checksum()) {
    return absl::FailedPreconditionError(absl::StrCat(
        CheckpointPath(), ": made with another corpus or other text options: ",
        "its vocabulary differs from the ", corpus_.vocabulary.size(),
        " words found now"));
  }
  history_ = Json::parse(checkpoint_.history_json, nullptr, false);
  LEXPROBE_RETURN_IF_ERROR(Annotate(
      replicas_.RestoreState(checkpoint_.replicas, network_.embedding.size()),
      CheckpointPath()));
  return Annotate(CopyInto(checkpoint_.network, network_), CheckpointPath());
}

absl::Status TrainRun::RunEmbeddingStages() {
  const int replicas = job_.train.embedding.replicas;
  while (replicas_.count() < replicas) {
    LEXPROBE_RETURN_IF_ERROR(RunReplica(replicas_.count() + 1));
    if (replicas == 1) return absl::OkStatus();
    replicas_.Add(network_.embedding);
  }
  LEXPROBE_RETURN_IF_ERROR(Agree(JoinReplicas(), job_.all));
  return TakeFromFirst(network_.embedding, job_.all);
}

absl::Status TrainRun::JoinReplicas() {
  const Replicas replicas =
      std::exchange(replicas_, Replicas(job_.train.model.dim));
  std::vector<float> joined = replicas.Joined();
  DistilNeighbors(
      {.loss = {}, .passes = job_.train.embedding.distillation},
      replicas.columns(), replicas.width(), job_.train.model.dim,
      random_.Fork("neighbors"), job_.train.threads,
      [&](double done) {
        observer_->OnJoining(done);
        return !Interrupted(job_);
      },
      absl::MakeSpan(joined));
  if (Interrupted(job_)) return Stopped();
  std::copy(joined.begin(), joined.end(), network_.embedding.begin());
  return absl::OkStatus();
}

absl::Status TrainRun::Stopped() const {
  return absl::CancelledError(
      absl::StrCat("stopped; --resume goes on from ", CheckpointPath()));
}

absl::Status TrainRun::RunReplica(int number) {
  const std::string name = NameOfReplica(number);
  Random random =
      number == 1 ? random_ : random_.Fork("replica", uint64_t(number));
  if (number > 1 && checkpoint_.stage != name) {
    Random initial = random.Fork("initial weights");
    FillNormal(network_.embedding, job_.train.embedding_deviation, initial);
  }
  TrainOptions options = job_.train;
  options.embedding.subsample = {options.embedding.subsample_of(number)};
  const std::unique_ptr<Stage> stage = MakeEmbeddingStage(
      name, options, corpus_, corruptor_, network_.embedding, random);
  return RunStage(*stage, job_.train.embedding.epochs);
}

// Sentences may be long enough for the embedding stage only. What that has
// learned is then kept, with a network that was never trained.
absl::Status TrainRun::RunValidityStage() {
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

absl::Status TrainRun::RunStage(Stage& stage, double epochs) {
  EarlyStopping early(job_.train.patience, network_);
  LEXPROBE_RETURN_IF_ERROR(RestoreStage(&stage, &early));
  LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<StageRun> run,
                            StageRun::Create(job_.train, &stage, job_.all));
  if (checkpoint_.stage == stage.name()) {
    LEXPROBE_RETURN_IF_ERROR(
        Annotate(run->RestoreState(checkpoint_.momentum), CheckpointPath()));
  }
  if (!early.stop()) {
    LEXPROBE_RETURN_IF_ERROR(TrainStage(stage, epochs, *run, &early));
  }
  return EndStage(stage, *run, &early);
}

absl::Status TrainRun::RestoreStage(Stage* stage, EarlyStopping* early) {
  if (checkpoint_.stage == stage->name()) {
    BinaryReader state(checkpoint_.stage_state);
    LEXPROBE_RETURN_IF_ERROR(
        Annotate(stage->RestoreState(state), CheckpointPath()));
    LEXPROBE_RETURN_IF_ERROR(Annotate(
        early->RestoreState(checkpoint_.early_stopping), CheckpointPath()));
  }
  // One that was stopped after its end.
  if (early->stop() || AllDone(stage->workers())) Judge(*stage);
  return absl::OkStatus();
}

absl::Status TrainRun::TrainStage(Stage& stage, double epochs, StageRun& run,
                                  EarlyStopping* early) {
  ProgressMeter meter(stage, epochs, Clock::Real());
  double epoch = EvaluationsOf(history_, stage.name()) + 1;
  absl::Time last_checkpoint = absl::Now();
  const auto checkpoint_due = [&](absl::Duration after) {
    return absl::Now() - last_checkpoint >=
           std::min(after, job_.checkpoint_every);
  };
  for (Turn turn; !turn.done && !early->stop();) {
    const double until = epoch < epochs ? epoch / epochs : kWhole;
    const absl::Status status = run.Continue(until, [&] {
      observer_->OnProgress(meter.Read());
      return !Interrupted(job_) && !checkpoint_due(absl::InfiniteDuration());
    });
    const bool reached = AllReached(stage.workers(), until);
    turn = {.interrupted = Interrupted(job_),
            .done = AllDone(stage.workers()),
            .evaluate = reached,
            .checkpoint = checkpoint_due(reached ? kAfterEpoch
                                                 : absl::InfiniteDuration())};
    LEXPROBE_RETURN_IF_ERROR(Diverged(TakeTurn(status, &turn, job_.all)));
    if (turn.evaluate) {
      LEXPROBE_RETURN_IF_ERROR(Evaluate(stage, meter.Read(), early));
      epoch += 1;
    }
    LEXPROBE_RETURN_IF_ERROR(AfterTurn(stage, run, *early, turn));
    if (turn.checkpoint) last_checkpoint = absl::Now();
  }
  return absl::OkStatus();
}

absl::Status TrainRun::AfterTurn(const Stage& stage, const StageRun& run,
                                 const EarlyStopping& early, const Turn& turn) {
  if (!turn.interrupted && !turn.checkpoint) return absl::OkStatus();
  LEXPROBE_RETURN_IF_ERROR(WriteCheckpointOf(stage, run, early));
  if (Leads(job_)) observer_->OnCheckpoint(CheckpointPath());
  if (!turn.interrupted) return absl::OkStatus();
  return Stopped();
}

absl::Status TrainRun::EndStage(const Stage& stage, StageRun& run,
                                EarlyStopping* early) {
  LEXPROBE_RETURN_IF_ERROR(SaveEndOf(stage, run, *early));
  if (early->stop()) observer_->OnEarlyStop(stage.name(), early->best_auc());
  if (early->UseBest()) Judge(stage);
  return ReportTraffic(run);
}

absl::Status TrainRun::WriteCheckpointOf(const Stage& stage,
                                         const StageRun& run,
                                         const EarlyStopping& early) {
  Checkpoint checkpoint;
  checkpoint.options_json = ToJson(job_.train);
  checkpoint.vocabulary_checksum = corpus_.vocabulary.Checksum();
  checkpoint.stage = std::string(stage.name());
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<std::string> workers,
                            GatherStrings(stage.WorkerStates(), job_.all));
  if (!Leads(job_)) return Agree(absl::OkStatus(), job_.all);
  if (!AllFinite(network_)) {
    return Agree(Diverged(absl::FailedPreconditionError(
                     "numbers of the network have become infinite")),
                 job_.all);
  }
  stage.SaveState(workers, &checkpoint.stage_state);
  checkpoint.replicas = replicas_.State();
  checkpoint.early_stopping = early.State();
  checkpoint.momentum = run.State();
  checkpoint.history_json = history_.dump();
  checkpoint.network = CopyOf(job_.train.model, network_);
  checkpoint.network.calibration = report_.calibration;
  return Agree(WriteCheckpoint(checkpoint, CheckpointPath()), job_.all);
}

// So that a kill before all files are written can be resumed from, too, and
// one while the replicas are joined.
absl::Status TrainRun::SaveEndOf(const Stage& stage, const StageRun& run,
                                 const EarlyStopping& early) {
  const bool joined_next =
      replicas_.count() > 0 &&
      replicas_.count() + 1 == job_.train.embedding.replicas;
  bool missing = !Leads(job_) || joined_next || !FileExists(CheckpointPath());
  if (job_.all != nullptr) {
    LEXPROBE_ASSIGN_OR_RETURN(missing, AllTrue(missing, *job_.all));
  }
  if (missing) WriteCheckpointOf(stage, run, early).IgnoreError();
  return absl::OkStatus();
}

// Says what is left when the loss is no longer a number, or far too high.
absl::Status TrainRun::Diverged(const absl::Status& status) const {
  if (!absl::IsFailedPrecondition(status) || !Leads(job_)) return status;
  return absl::FailedPreconditionError(absl::StrCat(
      status.message(),
      FileExists(CheckpointPath())
          ? absl::StrCat("; the last good state is kept: --resume with lower "
                         "rates goes on from ",
                         CheckpointPath())
          : "; this was before the end of an epoch, so nothing is kept"));
}

absl::Status TrainRun::ReportTraffic(StageRun& run) {
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

absl::Status TrainRun::Evaluate(const Stage& stage,
                                const TrainProgress& progress,
                                EarlyStopping* early) {
  Judge(stage);
  const std::vector<PairSimilarity> pairs =
      SimilaritiesOf(job_.watched_pairs, corpus_.vocabulary, network_.embedding,
                     job_.train.model.dim);
  history_.push_back(HistoryEntry(progress, report_, pairs));
  observer_->OnEvaluation(progress, report_, pairs);
  // All processes follow the first.
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<std::vector<double>> areas,
                            GatherNumbers({report_.auc}, job_.all));
  early->Judge(areas[0][0]);
  return absl::OkStatus();
}

void TrainRun::Judge(const Stage& stage) {
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

absl::Status TrainRun::Finish() {
  NetworkData data = CopyOf(job_.train.model, network_);
  data.calibration = report_.calibration;
  if (!validity_trained_) {  // as readers of network.lexprobe expect
    std::fill(data.first_weight.begin(), data.first_weight.end(), 0.0f);
  }
  RemoveMean(&data);
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

std::string TrainRun::CheckpointPath() const {
  return JoinPath(job_.folder, kCheckpointFile);
}

}  // namespace lexprobe
