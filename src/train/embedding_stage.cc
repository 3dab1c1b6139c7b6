#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

#include "lexprobe/base/status_macros.h"
#include "lexprobe/model/vector_kernels.h"
#include "lexprobe/train/device_step.h"
#include "lexprobe/train/stages.h"
#include "train/shards.h"

namespace lexprobe {
namespace {

// What the workers share.
struct Shared {
  TrainOptions options;
  Random random;
  Subsampler subsampler;
  std::vector<float> position_weights;  // 2 margin x D
  StageParameters parameters;
};

// Near 1 / sqrt(places): a context is then about as long as a word.
std::vector<float> FirstPositionWeights(const TrainOptions& options,
                                        Random random) {
  const auto places = static_cast<size_t>(2 * options.embedding.margin());
  std::vector<float> weights(places * static_cast<size_t>(options.model.dim));
  for (float& weight : weights) {
    weight = static_cast<float>((1 + 0.1 * random.Normal()) /
                                std::sqrt(double(options.embedding.order - 1)));
  }
  return weights;
}

class EmbeddingWorker : public StageWorker {
 public:
  EmbeddingWorker(Share share, Shared* shared)
      : StageWorker(std::move(share)),
        shared_(shared),
        loss_(shared->options.model.dim, shared->options.embedding.loss) {}

 private:
  double ChanceLoss() const override {
    const EmbeddingStageOptions& options = shared_->options.embedding;
    return LossAtChance(options.loss, options.corruptions);
  }

  absl::StatusOr<BatchSize> ReadBatch() override {
    const EmbeddingStageOptions& options = shared_->options.embedding;
    // A small text has fewer streams; longer segments keep the batch's size.
    const int length = options.segment * options.streams / builder().streams();
    LEXPROBE_RETURN_IF_ERROR(builder().FillSegments(
        length, options.margin(), options.corruptions, &batch_));
    return BatchSize{static_cast<int>(batch_.centres.size()),
                     options.corruptions};
  }

  double ComputeGradient(StepGradient* gradient) override {
    const bool any =
        shared_->options.embedding.position == CorruptionPosition::kAny;
    if (any) TakePlace();
    const double loss = loss_.Compute(
        {shared_->parameters.embedding(),
         absl::MakeSpan(any ? weights_ : shared_->position_weights)},
        batch_, &gradient_);
    if (any) LeaveOthers(&gradient_.position_weights);
    gradient->row_ids = gradient_.row_ids;
    gradient->rows = gradient_.rows;
    gradient->row_stride = PaddedDim(shared_->options.model.dim);
    gradient->dense = {gradient_.position_weights};
    return loss;
  }

  absl::StatusOr<double> StepOnDevice(double rate_share,
                                      DeviceStep& device) override {
    return device.Take(batch_, rate_share);
  }

  // Draws the place of the N-gram that is replaced: with p words before it and
  // N - 1 - p after, only weights of distances -p .. N - 1 - p are not 0.
  void TakePlace() {
    const EmbeddingStageOptions& options = shared_->options.embedding;
    Random random = shared_->random.Fork(
        "place", static_cast<uint64_t>(builder().tokens_read()));
    const auto place =
        static_cast<int>(random.Below(static_cast<uint64_t>(options.order)));
    const auto dim = static_cast<size_t>(shared_->options.model.dim);
    begin_ = static_cast<size_t>(options.margin() - place) * dim;
    end_ = begin_ + static_cast<size_t>(options.order - 1) * dim;
    weights_ = shared_->position_weights;
    LeaveOthers(&weights_);
  }

  void LeaveOthers(std::vector<float>* of_places) const {
    std::fill_n(of_places->begin(), begin_, 0.0f);
    std::fill(of_places->begin() + static_cast<std::ptrdiff_t>(end_),
              of_places->end(), 0.0f);
  }

  Shared* shared_;
  PositionalLoss loss_;
  SegmentBatch batch_;
  std::vector<float> weights_;  // of the places that this batch has
  size_t begin_ = 0, end_ = 0;  // of them
  PositionalGradient gradient_;
};

class EmbeddingStage : public Stage {
 public:
  EmbeddingStage(absl::string_view name, const TrainOptions& options,
                 const EncodedCorpus& corpus, const Corruptor& corruptor,
                 absl::Span<float> embedding, const Random& random)
      : name_(name),
        shared_{options, random,
                Subsampler(corpus.vocabulary, options.embedding.subsample[0]),
                FirstPositionWeights(options, random.Fork("position weights")),
                StageParameters(embedding, options.model.dim,
                                options.embedding.rate,
                                options.embedding.position_rate,
                                /*train_rows=*/true)} {
    shared_.parameters.AddDense(absl::MakeSpan(shared_.position_weights));
    first_worker_ = FirstWorker(options, corpus);
    total_workers_ = options.workers();
    for (Share& share :
         MakeShares(options, corpus, shared_.subsampler, corruptor,
                    {options.embedding.streams,
                     options.embedding.epochs,
                     {options.embedding.warm_up, options.final_rate}},
                    random.Fork("embedding"))) {
      workers_.push_back(
          std::make_unique<EmbeddingWorker>(std::move(share), &shared_));
    }
  }

  absl::string_view name() const override { return name_; }

  double RateAt(double done_share) const override {
    return shared_.options.embedding.rate *
           RateShare(done_share, shared_.options.embedding.warm_up,
                     shared_.options.final_rate);
  }

  StageParameters& parameters() override { return shared_.parameters; }

  absl::Span<const float> PositionWeights() const override {
    return shared_.position_weights;
  }

 private:
  std::vector<std::vector<float>*> Arrays() override {
    return {&shared_.parameters.accumulators(), &shared_.position_weights,
            &shared_.parameters.dense()[0].squares};
  }

  const std::string name_;
  Shared shared_;
};

}  // namespace

std::unique_ptr<Stage> MakeEmbeddingStage(absl::string_view name,
                                          const TrainOptions& options,
                                          const EncodedCorpus& corpus,
                                          const Corruptor& corruptor,
                                          absl::Span<float> embedding,
                                          const Random& random) {
  return std::make_unique<EmbeddingStage>(name, options, corpus, corruptor,
                                          embedding, random);
}

}  // namespace lexprobe
