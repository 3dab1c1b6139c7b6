#include "lexprobe/train/trainer.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "lexprobe/base/clock.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/model/shared_corruption_loss.h"
#include "lexprobe/model/validity_model.h"
#include "lexprobe/store/model_files.h"
#include "lexprobe/train/checkpoint.h"
#include "lexprobe/train/folder_lock.h"
#include "lexprobe/train/initial_model.h"
#include "lexprobe/train/rounds.h"
#include "lexprobe/train/stages.h"
#include "nlohmann/json.hpp"
#include "train/model_folder.h"
#include "train/progress_meter.h"
#include "train/run_description.h"

namespace lexprobe {
namespace {

bool Interrupted(const TrainJob& job) {
  return job.interrupted && job.interrupted();
}

absl::Status CheckFolder(const TrainJob& job) {
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

// Reads the corpus on a thread of its own, so that this one can report.
absl::StatusOr<EncodedCorpus> ReadCorpus(const TrainJob& job,
                                         TrainObserver* observer) {
  const absl::Time start = absl::Now();
  LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<Corpus> corpus,
                            Corpus::Open(job.corpus));
  std::atomic<bool> ready{false};
  absl::StatusOr<EncodedCorpus> encoded = absl::UnknownError("not read");
  std::thread reader([&] {
    encoded = EncodeCorpus(*corpus, job.encoder, job.folder, job.interrupted);
    ready.store(true);
  });
  while (!ready.load()) {
    observer->OnReading(corpus->bytes_read(), corpus->total_bytes());
    absl::SleepFor(absl::Milliseconds(20));
  }
  reader.join();
  LEXPROBE_RETURN_IF_ERROR(encoded.status());
  if (encoded->tokens->size() == 0) {
    return absl::FailedPreconditionError(
        "the corpus has no sentence to train on");
  }
  observer->OnCorpus(*encoded, absl::Now() - start);
  return encoded;
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
           Corruptor corruptor)
      : job_(job),
        observer_(observer),
        corpus_(std::move(corpus)),
        corruptor_(std::move(corruptor)),
        random_(job.train.seed),
        model_(job.train.model, corpus_.vocabulary.size()) {
    Random initial = random_.Fork("initial weights");
    model_->Initialise(job.train.embedding_deviation, initial);
    network_ = model_->view();
  }

  void BeginFrom(const InitialModel& initial) {
    const int64_t taken = initial.CopyTo(
        corpus_.vocabulary, job_.train.embedding_deviation, network_);
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
      const std::unique_ptr<Stage> stage =
          MakeValidityStage(job_.train, corpus_, corruptor_, network_, random_);
      LEXPROBE_RETURN_IF_ERROR(RunStage(*stage, job_.train.validity.epochs));
    }
    return Finish();
  }

 private:
  absl::Status LoadCheckpoint() {
    const std::string path = CheckpointPath();
    if (!job_.resume || !FileExists(path)) return absl::OkStatus();
    LEXPROBE_ASSIGN_OR_RETURN(checkpoint_, ReadCheckpoint(path));
    if (checkpoint_.options_json != ToJson(job_.train)) {
      return absl::FailedPreconditionError(absl::StrCat(
          path, ": made with other options: ",
          FirstDifference(checkpoint_.options_json, ToJson(job_.train))));
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

  absl::Status SaveCheckpoint(const Stage& stage) {
    Checkpoint checkpoint;
    checkpoint.options_json = ToJson(job_.train);
    checkpoint.vocabulary_checksum = corpus_.vocabulary.Checksum();
    checkpoint.stage = std::string(stage.name());
    stage.SaveState(&checkpoint.stage_state);
    checkpoint.history_json = history_.dump();
    checkpoint.network = Snapshot();
    LEXPROBE_RETURN_IF_ERROR(WriteCheckpoint(checkpoint, CheckpointPath()));
    observer_->OnCheckpoint(CheckpointPath());
    return absl::OkStatus();
  }

  absl::Status RunStage(Stage& stage, double epochs) {
    if (checkpoint_.stage == stage.name()) {
      BinaryReader state(checkpoint_.stage_state);
      LEXPROBE_RETURN_IF_ERROR(
          Annotate(stage.RestoreState(state), CheckpointPath()));
    }
    ProgressMeter meter(stage, epochs, Clock::Real());
    double next_epoch = std::floor(meter.Read().done * epochs) + 1;
    absl::Time next_checkpoint = absl::Now() + job_.checkpoint_every;
    while (!AllDone(stage.workers())) {
      LEXPROBE_RETURN_IF_ERROR(RunSome(stage, [&] {
        const TrainProgress progress = meter.Read();
        observer_->OnProgress(progress);
        return !Interrupted(job_) && absl::Now() < next_checkpoint &&
               progress.done * epochs < std::min(next_epoch, epochs);
      }));
      const TrainProgress progress = meter.Read();
      if (progress.done * epochs >= std::min(next_epoch, epochs)) {
        Evaluate(stage, progress);
        next_epoch = std::floor(progress.done * epochs) + 1;
      }
      if (Interrupted(job_)) {
        LEXPROBE_RETURN_IF_ERROR(SaveCheckpoint(stage));
        return absl::CancelledError(
            absl::StrCat("stopped; --resume goes on from ", CheckpointPath()));
      }
      if (absl::Now() >= next_checkpoint) {
        LEXPROBE_RETURN_IF_ERROR(SaveCheckpoint(stage));
        next_checkpoint = absl::Now() + job_.checkpoint_every;
      }
    }
    return absl::OkStatus();
  }

  absl::Status RunSome(Stage& stage, const std::function<bool()>& keep_going) {
    if (job_.train.deterministic) {
      return RunRounds(stage.workers(), stage.parameters(), job_.train.threads,
                       /*exchange=*/nullptr, keep_going);
    }
    return RunWorkers(stage.workers(), stage.parameters(), keep_going);
  }

  void Evaluate(const Stage& stage, const TrainProgress& progress) {
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
    history_.push_back(HistoryEntry(progress, report_));
    observer_->OnEvaluation(progress, report_);
  }

  absl::Status Finish() {
    NetworkData data = Snapshot();
    for (const VocabularyEntry& entry : corpus_.vocabulary.entries()) {
      data.words.push_back(entry.word);
      data.counts.push_back(entry.count);
    }
    data.metadata_json = DescribeRun(job_, corpus_, report_);
    LEXPROBE_RETURN_IF_ERROR(WriteModelFolder(
        data, DescribeRunWithHistory(data.metadata_json, history_),
        job_.folder));
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
  nlohmann::ordered_json history_ = nlohmann::ordered_json::array();
};

}  // namespace

absl::Status Train(const TrainJob& given, TrainObserver* observer) {
  TrainJob job = given;
  LEXPROBE_RETURN_IF_ERROR(Validate(job.train));
  LEXPROBE_RETURN_IF_ERROR(MakeFolder(job.folder));
  LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<FolderLock> lock,
                            FolderLock::Acquire(job.folder));
  LEXPROBE_RETURN_IF_ERROR(CheckFolder(job));
  UseSingleThreadedBlas();
  LEXPROBE_ASSIGN_OR_RETURN(const std::optional<InitialModel> initial,
                            ReadInitialModel(&job));
  LEXPROBE_ASSIGN_OR_RETURN(EncodedCorpus corpus, ReadCorpus(job, observer));
  LEXPROBE_ASSIGN_OR_RETURN(
      Corruptor corruptor,
      Corruptor::Create(corpus.vocabulary, job.train.corruption_exponent));
  TrainRun run(job, observer, std::move(corpus), std::move(corruptor));
  if (initial.has_value()) run.BeginFrom(*initial);
  return run.Run();
}

}  // namespace lexprobe
