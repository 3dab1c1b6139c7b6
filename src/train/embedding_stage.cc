#include <cmath>
#include <utility>

#include "lexprobe/base/status_macros.h"
#include "lexprobe/model/vector_kernels.h"
#include "lexprobe/train/schedule.h"
#include "lexprobe/train/stages.h"
#include "train/optimizer_settings.h"
#include "train/shards.h"

namespace lexprobe {
namespace {

// What the workers share.
struct Shared {
  TrainOptions options;
  Subsampler subsampler;
  absl::Span<float> embedding;
  std::vector<float> accumulators;      // one a row
  std::vector<float> position_weights;  // 2 margin x D
  std::vector<float> position_squares;  // RMSprop's
};

class EmbeddingWorker : public StageWorker {
 public:
  EmbeddingWorker(Shard shard, Shared* shared)
      : StageWorker(std::move(shard.builder),
                    static_cast<int64_t>(shared->options.embedding.epochs *
                                         static_cast<double>(shard.tokens))),
        shared_(shared),
        loss_(shared->options.model.dim, shared->options.embedding.loss) {}

 private:
  absl::StatusOr<StepResult> Learn(double done_share) override {
    const EmbeddingStageOptions& options = shared_->options.embedding;
    // A small text has fewer streams; longer segments keep the batch's size.
    const int length = options.segment * options.streams / builder().streams();
    LEXPROBE_RETURN_IF_ERROR(builder().FillSegments(
        length, options.order / 2, options.corruptions, &batch_));
    const double loss = loss_.Compute(
        {shared_->embedding, absl::MakeSpan(shared_->position_weights)}, batch_,
        &gradient_);
    if (std::isfinite(loss)) Apply(done_share);
    return StepResult{static_cast<int>(batch_.centres.size()),
                      options.corruptions, loss};
  }

  void Apply(double done_share) {
    const int dim = shared_->options.model.dim;
    const double share =
        RateShare(done_share, shared_->options.embedding.warm_up,
                  shared_->options.final_rate);
    const auto rate =
        static_cast<float>(share * shared_->options.embedding.rate);
    for (size_t i = 0; i < gradient_.row_ids.size(); ++i) {
      const WordId id = gradient_.row_ids[i];
      if (id == SegmentBatch::kNoWord) continue;
      const auto row = static_cast<size_t>(id);
      AdagradRow(rate, &gradient_.rows[i * size_t(PaddedDim(dim))], dim,
                 &shared_->embedding[row * size_t(dim)],
                 &shared_->accumulators[row]);
    }
    RmsPropStep(
        static_cast<float>(share * shared_->options.embedding.position_rate),
        kRmsDecay, gradient_.position_weights.data(),
        static_cast<int>(gradient_.position_weights.size()),
        shared_->position_weights.data(), shared_->position_squares.data());
  }

  Shared* shared_;
  PositionalLoss loss_;
  SegmentBatch batch_;
  PositionalGradient gradient_;
};

class EmbeddingStage : public Stage {
 public:
  EmbeddingStage(const TrainOptions& options, const EncodedCorpus& corpus,
                 const Corruptor& corruptor, absl::Span<float> embedding,
                 const Random& random)
      : shared_{options,
                Subsampler(corpus.vocabulary, options.embedding.subsample),
                embedding,
                {},
                {},
                {}} {
    const auto dim = static_cast<size_t>(options.model.dim);
    const auto places = static_cast<size_t>(options.embedding.order - 1);
    shared_.accumulators.assign(embedding.size() / dim, kFirstAccumulator);
    shared_.position_squares.assign(places * dim, 0);
    // Near 1 / sqrt(places): a context is then about as long as a word.
    Random weights = random.Fork("position weights");
    for (size_t i = 0; i < places * dim; ++i) {
      shared_.position_weights.push_back(static_cast<float>(
          (1 + 0.1 * weights.Normal()) / std::sqrt(double(places))));
    }
    for (Shard& shard :
         MakeShards(options, corpus, shared_.subsampler, corruptor,
                    options.embedding.streams, random.Fork("embedding"))) {
      workers_.push_back(
          std::make_unique<EmbeddingWorker>(std::move(shard), &shared_));
    }
  }

  absl::string_view name() const override { return "embedding"; }

  double RateAt(double done_share) const override {
    return shared_.options.embedding.rate *
           RateShare(done_share, shared_.options.embedding.warm_up,
                     shared_.options.final_rate);
  }

  absl::Span<const float> PositionWeights() const override {
    return shared_.position_weights;
  }

 private:
  std::vector<std::vector<float>*> Arrays() override {
    return {&shared_.accumulators, &shared_.position_weights,
            &shared_.position_squares};
  }

  Shared shared_;
};

}  // namespace

std::unique_ptr<Stage> MakeEmbeddingStage(const TrainOptions& options,
                                          const EncodedCorpus& corpus,
                                          const Corruptor& corruptor,
                                          absl::Span<float> embedding,
                                          const Random& random) {
  return std::make_unique<EmbeddingStage>(options, corpus, corruptor, embedding,
                                          random);
}

}  // namespace lexprobe
