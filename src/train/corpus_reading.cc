#include "train/corpus_reading.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "lexprobe/base/status_macros.h"
#include "train/team.h"
#include "train/train_needs.h"

namespace lexprobe {
namespace {

// The parts of the corpus that this process has.
absl::StatusOr<std::vector<std::unique_ptr<Corpus>>> OpenParts(
    const TrainJob& job, int first, int end) {
  std::vector<std::unique_ptr<Corpus>> parts;
  for (int part = first; part < end; ++part) {
    CorpusOptions options = job.corpus;
    options.part = {part, std::max(1, job.train.parts)};
    LEXPROBE_ASSIGN_OR_RETURN(parts.emplace_back(),
                              Corpus::Open(std::move(options)));
  }
  return parts;
}

absl::Status NoSentenceIn(const CorpusPart& part) {
  return absl::FailedPreconditionError(
      part.count == 1
          ? "the corpus has no sentence to train on"
          : absl::StrCat("part ", part.index, " of ", part.count,
                         " of the corpus has no sentence to train on; fewer "
                         "processes would have more text each"));
}

// Reads them; each must have something to train on. `gone` is set when nobody
// waits any more.
absl::StatusOr<std::vector<CountedCorpus>> CountSentences(
    const TrainJob& job, const std::vector<std::unique_ptr<Corpus>>& parts,
    const std::atomic<bool>& gone) {
  LEXPROBE_ASSIGN_OR_RETURN(
      std::vector<CountedCorpus> counted,
      CountParts(parts, job.encoder, TokenFolder(job), [&] {
        return gone.load() || (job.interrupted && job.interrupted());
      }));
  for (size_t i = 0; i < parts.size(); ++i) {
    if (counted[i].tokens->size() > 0) continue;
    return NoSentenceIn(parts[i]->options().part);
  }
  return counted;
}

}  // namespace

std::string TokenFolder(const TrainJob& job) {
  std::error_code ignored;
  if (std::filesystem::is_directory(job.folder, ignored)) return job.folder;
  return std::filesystem::temp_directory_path(ignored).string();
}

absl::StatusOr<EncodedCorpus> ReadCorpus(const TrainJob& job,
                                         TrainObserver* observer) {
  const absl::Time start = absl::Now();
  const int count = std::max(1, job.train.parts);
  const int rank = job.all == nullptr ? 0 : job.all->rank();
  const int size = job.all == nullptr ? 1 : job.all->size();
  const int first = count * rank / size;
  const absl::StatusOr<std::vector<std::unique_ptr<Corpus>>> parts =
      OpenParts(job, first, count * (rank + 1) / size);
  LEXPROBE_RETURN_IF_ERROR(Agree(parts.status(), job.all));
  int64_t total_bytes = 0;
  for (const auto& part : *parts) total_bytes += part->total_bytes();
  if (!job.despite_limits) {
    LEXPROBE_RETURN_IF_ERROR(
        Agree(CheckCorpusFits(total_bytes, TokenFolder(job)), job.all));
  }
  std::atomic<bool> ready{false}, gone{false};
  absl::StatusOr<std::vector<CountedCorpus>> counted =
      absl::UnknownError("not read");
  std::thread reader([&] {
    counted = CountSentences(job, *parts, gone);
    ready.store(true);
  });
  absl::Status status;
  for (bool all_ready = false; !all_ready && status.ok();) {
    int64_t read = 0;
    for (const auto& part : *parts) read += part->bytes_read();
    observer->OnReading(read, total_bytes);
    absl::SleepFor(absl::Milliseconds(20));
    all_ready = ready.load();
    if (job.all == nullptr) continue;
    const absl::StatusOr<bool> all_true = AllTrue(all_ready, *job.all);
    status = all_true.status();
    all_ready = all_true.ok() && *all_true;
  }
  gone.store(!status.ok());
  reader.join();
  LEXPROBE_RETURN_IF_ERROR(status);
  LEXPROBE_RETURN_IF_ERROR(Agree(counted.status(), job.all));
  LEXPROBE_ASSIGN_OR_RETURN(
      EncodedCorpus encoded,
      FreezeParts(*std::move(counted), job.encoder.vocabulary,
                  [&](VocabularyBuilder* words) {
                    return MergeWords(words, job.all);
                  }));
  encoded.first_part = first;
  LEXPROBE_RETURN_IF_ERROR(ShareCorpus(&encoded, job.all));
  observer->OnCorpus(encoded, absl::Now() - start);
  return encoded;
}

}  // namespace lexprobe
