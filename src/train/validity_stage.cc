#include <algorithm>
#include <cmath>
#include <utility>

#include "lexprobe/base/status_macros.h"
#include "lexprobe/model/shared_corruption_loss.h"
#include "lexprobe/train/device_step.h"
#include "lexprobe/train/stages.h"
#include "train/shards.h"

namespace lexprobe {
namespace {

constexpr int kSmallestBatch = 16;  // of one worker among several
constexpr int kStreams = 64;        // places in the text that a batch mixes

// What the workers share.
struct Shared {
  TrainOptions options;
  Subsampler subsampler;
  NetworkView network;
  StageParameters parameters;
};

// Workers in step share a batch: RMSprop's steps along as many gradients of
// the same parameters would add up and overshoot. (With 8 batches of 256 a
// round the loss on data/world ends at 23, with 8 of 32 at 1.7; one worker
// alone, 1.3.) Steps of averaged processes add up too. A batch has to be
// smaller by the root of their number: then RMSprop, which divides by the
// noise of a batch, makes their sum as long as one step on all their N-grams
// should be.
int BatchOfWorker(const TrainOptions& options) {
  const double batch = options.validity.batch;
  double share = batch;
  if (options.deterministic) share = batch / options.shards;
  if (options.averages_processes()) share = batch / std::sqrt(options.parts);
  return static_cast<int>(
      std::max(std::min<double>(batch, kSmallestBatch), share));
}

class ValidityWorker : public StageWorker {
 public:
  ValidityWorker(Share share, Shared* shared)
      : StageWorker(std::move(share)),
        shared_(shared),
        batch_size_(BatchOfWorker(shared->options)),
        loss_(shared->options.model, shared->options.validity.loss) {
    batch_.order = shared->options.model.order;
  }

 private:
  double ChanceLoss() const override {
    const ValidityStageOptions& options = shared_->options.validity;
    return LossAtChance(options.loss, options.corruptions);
  }

  absl::StatusOr<BatchSize> ReadBatch() override {
    const ValidityStageOptions& options = shared_->options.validity;
    LEXPROBE_RETURN_IF_ERROR(builder().FillNGrams(
        batch_size_, options.corruptions, options.position, &batch_));
    return BatchSize{batch_size_, options.corruptions};
  }

  double ComputeGradient(StepGradient* gradient) override {
    const double loss = loss_.Compute(
        shared_->network, batch_, shared_->parameters.train_rows(), &gradient_);
    gradient->row_ids = gradient_.row_ids;
    gradient->rows = gradient_.rows;
    gradient->row_stride = shared_->options.model.dim;
    gradient->dense = {gradient_.first_weight, gradient_.first_bias,
                       gradient_.output_weight, gradient_.output_bias};
    return loss;
  }

  absl::StatusOr<double> StepOnDevice(double rate_share,
                                      DeviceStep& device) override {
    return device.Take(batch_, rate_share);
  }

  Shared* shared_;
  int batch_size_;
  SharedCorruptionLoss loss_;
  NGramBatch batch_;
  NetworkGradient gradient_;
};

class ValidityStage : public Stage {
 public:
  ValidityStage(const TrainOptions& options, const EncodedCorpus& corpus,
                const Corruptor& corruptor, const NetworkView& network,
                const Random& random)
      : shared_{options,
                Subsampler(corpus.vocabulary, options.validity.subsample),
                network,
                StageParameters(network.embedding, options.model.dim,
                                options.validity.rate,
                                options.validity.network_rate,
                                options.validity_trains_embedding())} {
    first_worker_ = FirstWorker(options, corpus);
    total_workers_ = options.workers();
    for (const absl::Span<float> values :
         {network.first_weight, network.first_bias, network.output_weight,
          network.output_bias}) {
      shared_.parameters.AddDense(values);
    }
    for (Share& share :
         MakeShares(options, corpus, shared_.subsampler, corruptor,
                    {kStreams,
                     options.validity.epochs,
                     {options.validity.warm_up, options.final_rate}},
                    random.Fork("validity"))) {
      workers_.push_back(
          std::make_unique<ValidityWorker>(std::move(share), &shared_));
    }
  }

  absl::string_view name() const override { return "validity"; }

  double RateAt(double done_share) const override {
    const TrainOptions& options = shared_.options;
    return options.validity.network_rate *
           RateShare(done_share,
                     {options.validity.warm_up, options.final_rate});
  }

  StageParameters& parameters() override { return shared_.parameters; }

 private:
  std::vector<std::vector<float>*> Arrays() override {
    std::vector<std::vector<float>*> arrays = {
        &shared_.parameters.accumulators()};
    for (StageParameters::Dense& dense : shared_.parameters.dense()) {
      arrays.push_back(&dense.squares);
    }
    return arrays;
  }

  Shared shared_;
};

}  // namespace

std::unique_ptr<Stage> MakeValidityStage(const TrainOptions& options,
                                         const EncodedCorpus& corpus,
                                         const Corruptor& corruptor,
                                         const NetworkView& network,
                                         const Random& random) {
  return std::make_unique<ValidityStage>(options, corpus, corruptor, network,
                                         random);
}

}  // namespace lexprobe
