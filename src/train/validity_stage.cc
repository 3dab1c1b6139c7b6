#include <cmath>
#include <utility>

#include "lexprobe/base/status_macros.h"
#include "lexprobe/model/shared_corruption_loss.h"
#include "lexprobe/model/vector_kernels.h"
#include "lexprobe/train/schedule.h"
#include "lexprobe/train/stages.h"
#include "train/optimizer_settings.h"
#include "train/shards.h"

namespace lexprobe {
namespace {

constexpr int kStreams = 64;  // places in the text that a batch mixes

// What the workers share.
struct Shared {
  TrainOptions options;
  Subsampler subsampler;
  NetworkView network;
  std::vector<float> accumulators;  // one a row; empty if rows are fixed
  std::vector<float> first_weight_squares, first_bias_squares;
  std::vector<float> output_weight_squares, output_bias_squares;
};

class ValidityWorker : public StageWorker {
 public:
  ValidityWorker(Shard shard, Shared* shared)
      : StageWorker(std::move(shard.builder),
                    static_cast<int64_t>(shared->options.validity.epochs *
                                         static_cast<double>(shard.tokens))),
        shared_(shared),
        loss_(shared->options.model, shared->options.validity.loss) {
    batch_.order = shared->options.model.order;
  }

 private:
  absl::StatusOr<StepResult> Learn(double done_share) override {
    const ValidityStageOptions& options = shared_->options.validity;
    LEXPROBE_RETURN_IF_ERROR(builder().FillNGrams(
        options.batch, options.corruptions, options.position, &batch_));
    const double loss =
        loss_.Compute(shared_->network, batch_,
                      /*with_rows=*/!shared_->accumulators.empty(), &gradient_);
    if (std::isfinite(loss)) Apply(done_share);
    return StepResult{options.batch, options.corruptions, loss};
  }

  void Apply(double done_share) {
    const auto dim = static_cast<size_t>(shared_->options.model.dim);
    const double share =
        RateShare(done_share, shared_->options.validity.warm_up,
                  shared_->options.final_rate);
    const auto rate =
        static_cast<float>(share * shared_->options.validity.rate);
    for (size_t i = 0; i < gradient_.row_ids.size(); ++i) {
      const auto row = static_cast<size_t>(gradient_.row_ids[i]);
      AdagradRow(rate, &gradient_.rows[i * dim], static_cast<int>(dim),
                 &shared_->network.embedding[row * dim],
                 &shared_->accumulators[row]);
    }
    const auto network_rate =
        static_cast<float>(share * shared_->options.validity.network_rate);
    const auto step = [&](const std::vector<float>& gradient,
                          absl::Span<float> values,
                          std::vector<float>& squares) {
      RmsPropStep(network_rate, kRmsDecay, gradient.data(),
                  static_cast<int>(values.size()), values.data(),
                  squares.data());
    };
    const NetworkView& network = shared_->network;
    step(gradient_.first_weight, network.first_weight,
         shared_->first_weight_squares);
    step(gradient_.first_bias, network.first_bias, shared_->first_bias_squares);
    step(gradient_.output_weight, network.output_weight,
         shared_->output_weight_squares);
    step(gradient_.output_bias, network.output_bias,
         shared_->output_bias_squares);
  }

  Shared* shared_;
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
                {},
                std::vector<float>(network.first_weight.size()),
                std::vector<float>(network.first_bias.size()),
                std::vector<float>(network.output_weight.size()),
                std::vector<float>(network.output_bias.size())} {
    if (options.validity.train_embedding || options.embedding.epochs == 0) {
      const auto dim = static_cast<size_t>(options.model.dim);
      shared_.accumulators.assign(network.embedding.size() / dim,
                                  kFirstAccumulator);
    }
    for (Shard& shard :
         MakeShards(options, corpus, shared_.subsampler, corruptor, kStreams,
                    random.Fork("validity"))) {
      workers_.push_back(
          std::make_unique<ValidityWorker>(std::move(shard), &shared_));
    }
  }

  absl::string_view name() const override { return "validity"; }

  double RateAt(double done_share) const override {
    return shared_.options.validity.network_rate *
           RateShare(done_share, shared_.options.validity.warm_up,
                     shared_.options.final_rate);
  }

 private:
  std::vector<std::vector<float>*> Arrays() override {
    return {&shared_.accumulators, &shared_.first_weight_squares,
            &shared_.first_bias_squares, &shared_.output_weight_squares,
            &shared_.output_bias_squares};
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
