#include "lexprobe/train/trainer.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/abandoned_files.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/model/blas.h"
#include "lexprobe/store/model_files.h"
#include "lexprobe/train/checkpoint.h"
#include "lexprobe/train/folder_lock.h"
#include "lexprobe/train/initial_model.h"
#include "nlohmann/json.hpp"
#include "train/corpus_reading.h"
#include "train/run_description.h"
#include "train/team.h"
#include "train/train_needs.h"
#include "train/train_run.h"

namespace lexprobe {
namespace {

constexpr size_t kMaxCheckpoint = size_t{1} << 40;

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
  if (job.train.embedding.replicas > 1 && !job.init_from.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "replicas are ", job.train.embedding.replicas,
        ", which begin from random numbers; with --init-from they must be 1"));
  }
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
