#include "train/train_needs.h"

#include <algorithm>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/free_resources.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

constexpr int64_t kFloat = sizeof(float);
constexpr int64_t kSmallThings = int64_t{48} << 20;  // code, BLAS, buffers

// What the sums are made of.
struct Sizes {
  int64_t words;       // of the vocabulary, the unknown one too
  int64_t word_bytes;  // of all of them
  int64_t embedding;   // bytes
  int64_t network;     // bytes of the MLP
  int64_t threads;
};

Sizes SizesOf(const TrainOptions& options, const Vocabulary& vocabulary) {
  const ModelOptions& model = options.model;
  Sizes sizes = {vocabulary.size(), 0, 0, 0, options.threads};
  for (const VocabularyEntry& entry : vocabulary.entries()) {
    sizes.word_bytes += static_cast<int64_t>(entry.word.size());
  }
  sizes.embedding = kFloat * sizes.words * model.dim;
  sizes.network =
      kFloat * ((int64_t{model.order} * model.dim + 1) * model.first_width() +
                model.hidden + 1);
  return sizes;
}

// Scratch memory of a thread: PositionalLoss and its batch.
int64_t EmbeddingScratch(const TrainOptions& options) {
  const EmbeddingStageOptions& stage = options.embedding;
  const int64_t centres = int64_t{stage.streams} * stage.segment;
  const int64_t rows =
      centres + int64_t{stage.streams} * 2 * stage.margin() + stage.corruptions;
  return kFloat *
         ((3 * rows + 2 * centres + 4 * stage.order) * (options.model.dim + 8) +
          centres * stage.corruptions);
}

// Scratch memory of a thread: SharedCorruptionLoss and its gradient.
int64_t ValidityScratch(const TrainOptions& options, const Sizes& sizes) {
  const ValidityStageOptions& stage = options.validity;
  const int64_t rows =
      int64_t{stage.batch} * options.model.order + stage.corruptions;
  return sizes.network +
         kFloat * (2 * rows * options.model.dim +
                   4 * int64_t{stage.batch + stage.corruptions} *
                       options.model.first_width() +
                   int64_t{stage.batch} * stage.corruptions);
}

// ParameterAverage::State, but for the few dense parameters.
int64_t MomentumBytes(const TrainOptions& options, const Sizes& sizes) {
  return options.averages_processes() ? sizes.embedding : 0;
}

// Of a ParameterAverage: what was after the last average, how fast it went, and
// what is sent. The dense parameters of the embedding stage are few.
int64_t AverageMemory(const TrainOptions& options, const Sizes& sizes,
                      bool rows, int64_t dense) {
  if (!options.averages_processes()) return 0;
  const int64_t remembered = 2 * sizes.embedding + kFloat * sizes.words;
  const int64_t sent = sizes.embedding + 2 * kFloat * sizes.words;
  return (rows ? remembered + sent : 0) + 5 * dense;
}

// Each stage: what it holds, and its checkpoint on top, which copies all.
int64_t EmbeddingStageMemory(const TrainOptions& options, const Sizes& sizes) {
  if (options.embedding.epochs == 0) return 0;
  return 12 * sizes.words + sizes.threads * EmbeddingScratch(options) +
         sizes.embedding + sizes.network + 4 * sizes.words +
         AverageMemory(options, sizes, /*rows=*/true, /*dense=*/0);
}

int64_t ValidityStageMemory(const TrainOptions& options, const Sizes& sizes) {
  if (options.validity.epochs == 0) return 0;
  return 12 * sizes.words + sizes.network +
         sizes.threads * ValidityScratch(options, sizes) + sizes.embedding +
         2 * sizes.network + 4 * sizes.words +
         AverageMemory(options, sizes, options.validity_trains_embedding(),
                       sizes.network);
}

// Of joining replicas, beside their columns: components, and two moments.
int64_t JoiningMemory(const TrainOptions& options, const Sizes& sizes) {
  return options.embedding.replicas > 1 ? 3 * sizes.embedding : 0;
}

// The files: a copy of the network, its words once more as a table.
int64_t FinishMemory(const Sizes& sizes) {
  return sizes.embedding + sizes.network + 128 * sizes.words +
         3 * sizes.word_bytes;
}

int64_t DiskOf(const TrainOptions& options, const Sizes& sizes) {
  const int64_t checkpoint = sizes.embedding + 2 * sizes.network +
                             4 * sizes.words + MomentumBytes(options, sizes);
  const int64_t network =
      sizes.embedding + sizes.network + 16 * sizes.words + sizes.word_bytes;
  const int64_t embeddings =
      sizes.embedding + 20 * sizes.words + sizes.word_bytes;
  return checkpoint + std::max(checkpoint, network + embeddings);
}

absl::Status TooLittle(absl::string_view of, int64_t needed, int64_t free) {
  return absl::ResourceExhaustedError(absl::StrCat(
      "this training needs some ", Megabytes(needed), " of ", of, ", where ",
      Megabytes(free), " are free; --despite-limits goes on all the same"));
}

}  // namespace

absl::StatusOr<TrainNeeds> NeedsOf(const TrainOptions& options,
                                   const Vocabulary& vocabulary,
                                   absl::string_view folder) {
  const Sizes sizes = SizesOf(options, vocabulary);
  // The best network so far, and once more while it is written.
  const int64_t best =
      options.patience > 0 ? sizes.embedding + sizes.network : 0;
  // Those before the last one, and once more while they are written.
  const int64_t replicas =
      2 * std::min(options.embedding.replicas - 1, 2) * sizes.embedding;
  TrainNeeds needs;
  needs.memory =
      kSmallThings + sizes.embedding + sizes.network + 8 * sizes.words +
      2 * best + replicas + MomentumBytes(options, sizes) +
      std::max({20 * sizes.words,  // drawing corruptions
                EmbeddingStageMemory(options, sizes),
                JoiningMemory(options, sizes),
                ValidityStageMemory(options, sizes), FinishMemory(sizes)});
  needs.free_memory = FreeMemory();
  needs.disk = DiskOf(options, sizes) + 2 * best + replicas;
  LEXPROBE_ASSIGN_OR_RETURN(needs.free_disk, FreeDisk(folder));
  return needs;
}

absl::Status CheckFits(const TrainNeeds& needs, absl::string_view folder) {
  if (needs.memory > needs.free_memory) {
    return TooLittle("memory", needs.memory, needs.free_memory);
  }
  if (needs.disk > needs.free_disk) {
    return TooLittle(absl::StrCat("disk in ", folder), needs.disk,
                     needs.free_disk);
  }
  return absl::OkStatus();
}

absl::Status CheckCorpusFits(int64_t corpus_bytes, absl::string_view folder) {
  LEXPROBE_ASSIGN_OR_RETURN(const int64_t disk, FreeDisk(folder));
  const int64_t needed = corpus_bytes / 4 * 3;
  if (needed <= disk) return absl::OkStatus();
  return TooLittle(absl::StrCat("disk in ", folder, " for the corpus"), needed,
                   disk);
}

}  // namespace lexprobe
