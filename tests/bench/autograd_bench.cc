// The training kernels against a plain LibTorch module of the same network,
// autograd and all, one core each, measured in turn:
//   labelled/s        labelled N-grams of SharedCorruptionLoss a second
//   plain_labelled/s  those of the plain module: 4096 N-grams a batch, half of
//                     them corrupted, binary cross entropy, sparse gradient
//                     of the embedding
//   times             the one by the other
// Forward and backward; no optimiser on either side. Times are processor times.

#include <torch/torch.h>

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/kernel_cases.h"
#include "benchmark/benchmark.h"
#include "lexprobe/model/blas.h"
#include "lexprobe/model/shared_corruption_loss.h"

namespace lexprobe {
namespace {

class PlainImpl : public torch::nn::Module {
 public:
  explicit PlainImpl(const ModelOptions& options) : options_(options) {
    embedding_ = register_module(
        "embedding", torch::nn::Embedding(
                         torch::nn::EmbeddingOptions(kBenchWords, options.dim)
                             .sparse(true)));
    first_ = register_module(
        "first",
        torch::nn::Linear(options.order * options.dim, options.first_width()));
    output_ = register_module("output", torch::nn::Linear(options.hidden, 1));
  }

  torch::Tensor forward(const torch::Tensor& ids) {
    const torch::Tensor z =
        first_->forward(embedding_->forward(ids).flatten(1));
    switch (options_.activation) {
      case Activation::kTanh:
        return output_->forward(torch::tanh(z)).flatten();
      case Activation::kHardtanh:
        return output_->forward(torch::hardtanh(z)).flatten();
      case Activation::kRelu:
        return output_->forward(torch::relu(z)).flatten();
      case Activation::kBilinear:
        break;
    }
    const auto halves = z.chunk(2, 1);
    return (halves[0] * halves[1]).sum(1);
  }

 private:
  ModelOptions options_;
  torch::nn::Embedding embedding_{nullptr};
  torch::nn::Linear first_{nullptr}, output_{nullptr};
};
TORCH_MODULE(Plain);

constexpr int kPlainBatch = 4096;

// One step of the plain module on a batch of its own.
class PlainStep {
 public:
  explicit PlainStep(const ModelOptions& options) : module_(options) {
    const std::vector<WordId> ids = ZipfIds(kPlainBatch * options.order, 9);
    ids_ = torch::tensor(std::vector<int64_t>(ids.begin(), ids.end()))
               .view({kPlainBatch, options.order});
    labels_ = (torch::arange(kPlainBatch) % 2).to(torch::kFloat);
  }

  void operator()() {
    for (torch::Tensor& parameter : module_->parameters()) {
      parameter.mutable_grad() = torch::Tensor();
    }
    torch::binary_cross_entropy_with_logits(module_->forward(ids_), labels_)
        .backward();
  }

 private:
  Plain module_;
  torch::Tensor ids_, labels_;
};

void RunAgainstPlain(benchmark::State& state, Activation activation) {
  NGramCase c({5, 50, 64, activation}, {Loss::kLogistic, 5}, 256, 128);
  SharedCorruptionLoss loss(c.model, c.loss);
  NetworkGradient gradient;
  const auto step = [&] { loss.Compute(c.view(), c.batch, true, &gradient); };
  PlainStep plain(c.model);
  step();
  plain();
  double own = 0, other = 0, steps = 0, plain_steps = 0;
  for (auto _ : state) {
    const double seconds = SecondsOf(step);
    state.SetIterationTime(seconds);
    own += seconds;
    ++steps;
    if (other > own) continue;
    other += SecondsOf(plain);
    ++plain_steps;
  }
  const double rate = steps * c.labelled() / own;
  const double plain_rate = plain_steps * kPlainBatch / other;
  state.counters["labelled/s"] = rate;
  state.counters["plain_labelled/s"] = plain_rate;
  state.counters["times"] = rate / plain_rate;
}

}  // namespace
}  // namespace lexprobe

int main(int argc, char** argv) {
  using lexprobe::Activation;
  lexprobe::UseSingleThreadedBlas();
  at::set_num_threads(1);
  for (const Activation activation :
       {Activation::kBilinear, Activation::kTanh, Activation::kHardtanh,
        Activation::kRelu}) {
    benchmark::RegisterBenchmark(
        absl::StrCat("SharedCorruptionLoss/", NameOf(activation), "/H:64")
            .c_str(),
        [=](benchmark::State& state) {
          lexprobe::RunAgainstPlain(state, activation);
        })
        ->UseManualTime()
        ->Unit(benchmark::kMicrosecond);
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
