#include "lexprobe/oscillator/trainer.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/grad_mode.h>
#include <torch/types.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/random.h"
#include "lexprobe/base/status_macros.h"
#include "oscillator/torch_network.h"

namespace lexprobe {
namespace {

using torch::Tensor;

// (rows - offset) / scale, as floats.
Tensor Scaled(const std::vector<double>& rows, const Scaling& scaling) {
  const size_t columns = scaling.offset.size();
  std::vector<float> scaled(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    scaled[i] = static_cast<float>((rows[i] - scaling.offset[i % columns]) /
                                   scaling.scale[i % columns]);
  }
  return ToTensor(scaled).view({-1, static_cast<int64_t>(columns)});
}

// Examples as the network sees them, and the variance of each target.
struct Data {
  Tensor questions;
  Tensor answers;
  Tensor variance;
};

Data DataOf(const Examples& examples, const NetworkParts& network) {
  // Derivatives have two columns even where the network has one output.
  Scaling outputs = network.outputs;
  if (network.options.kind == NetworkKind::kHamiltonian) {
    outputs = {{0, 0}, {1, 1}};
  }
  Data data{Scaled(examples.questions, network.inputs),
            Scaled(examples.answers, outputs),
            {}};
  data.variance = data.answers.var(0, /*unbiased=*/false).clamp_min(1e-30);
  return data;
}

// Root of the mean over the targets of squared error over variance.
double ErrorOf(const Tensor& squares, const Tensor& variance) {
  return std::sqrt((squares / variance).mean().item<double>());
}

double HeldOutError(const TorchNetwork& network, const Data& data) {
  const torch::NoGradGuard no_gradients;
  const Tensor answers = network.Answer(data.questions).detach();
  return ErrorOf((answers - data.answers).square().mean(0), data.variance);
}

// The order of the samples in an epoch; depends on seed and epoch only.
Tensor OrderOf(const Experiment& experiment, int64_t epoch) {
  std::vector<int64_t> order(static_cast<size_t>(experiment.samples.count));
  for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int64_t>(i);
  Random(experiment.fit.seed)
      .Fork("order", static_cast<uint64_t>(epoch))
      .Shuffle(order);
  return torch::from_blob(order.data(), {experiment.samples.count},
                          torch::kInt64)
      .clone();
}

// A training run over its tensors.
class Run {
 public:
  Run(const Experiment& experiment, const TrainingState& state)
      : experiment_(experiment),
        steps_an_epoch_(
            (experiment.samples.count + experiment.fit.batch_size - 1) /
            experiment.fit.batch_size),
        training_(DataOf(TrainingExamples(experiment), state.network)),
        held_out_(DataOf(HeldOutExamples(experiment), state.network)),
        network_(state.network),
        adam_(state, state.epochs_done() * steps_an_epoch_) {}

  // One pass over the samples.
  EpochRecord RunEpoch(int64_t epoch) {
    const Tensor order = OrderOf(experiment_, epoch);
    const Tensor questions = training_.questions.index_select(0, order);
    const Tensor answers = training_.answers.index_select(0, order);
    const int64_t count = experiment_.samples.count;
    const int64_t batch = experiment_.fit.batch_size;
    Tensor squares = torch::zeros({answers.size(1)});
    for (int64_t begin = 0; begin < count; begin += batch) {
      const int64_t here = std::min(batch, count - begin);
      squares += Step(questions.narrow(0, begin, here),
                      answers.narrow(0, begin, here));
    }
    EpochRecord record;
    record.learning_rate = Rate();
    record.training_error =
        ErrorOf(squares / static_cast<double>(count), training_.variance);
    record.held_out_error = HeldOutError(network_, held_out_);
    return record;
  }

  void Save(TrainingState& state) {
    state.network.parameters = ToVector(network_.values());
    state.first_moment = ToVector(adam_.first());
    state.second_moment = ToVector(adam_.second());
  }

 private:
  double Rate() const {
    return LearningRateAt(experiment_.fit, adam_.step(),
                          steps_an_epoch_ * experiment_.fit.epochs);
  }

  // Gives the sum of squared errors of each target.
  Tensor Step(const Tensor& questions, const Tensor& answers) {
    network_.gradients().zero_();
    const Tensor squares = (network_.Answer(questions) - answers).square();
    squares.mean().backward();
    adam_.Step(Rate(), network_.values(), network_.gradients());
    return squares.detach().sum(0);
  }

  const Experiment& experiment_;
  int64_t steps_an_epoch_;
  Data training_;
  Data held_out_;
  TorchNetwork network_;
  Adam adam_;
};

absl::Status CheckFits(const Experiment& experiment,
                       const TrainingState& state) {
  LEXPROBE_RETURN_IF_ERROR(Validate(experiment));
  LEXPROBE_RETURN_IF_ERROR(Validate(state.network));
  const size_t size = state.network.parameters.size();
  if (state.first_moment.size() == size && state.second_moment.size() == size) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("there are ", state.first_moment.size(), " and ",
                   state.second_moment.size(), " moments where ", size,
                   " are needed: a finished model cannot be trained on"));
}

absl::Status RunEpochs(
    const Experiment& experiment, TrainingState& state,
    absl::FunctionRef<absl::Status(const TrainingState&)> after_epoch) {
  at::set_num_threads(1);
  Run run(experiment, state);
  while (state.epochs_done() < experiment.fit.epochs) {
    const int64_t epoch = state.epochs_done() + 1;
    const EpochRecord record = run.RunEpoch(epoch);
    if (!std::isfinite(record.training_error) ||
        !std::isfinite(record.held_out_error)) {
      return absl::InvalidArgumentError(
          absl::StrCat("the error is no longer a number in epoch ", epoch,
                       "; learning-rate is ", experiment.fit.learning_rate,
                       ": try a smaller one"));
    }
    state.history.push_back(record);
    run.Save(state);
    LEXPROBE_RETURN_IF_ERROR(after_epoch(state));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ContinueTraining(
    const Experiment& experiment, TrainingState& state,
    absl::FunctionRef<absl::Status(const TrainingState&)> after_epoch) {
  LEXPROBE_RETURN_IF_ERROR(CheckFits(experiment, state));
  try {
    return RunEpochs(experiment, state, after_epoch);
  } catch (const c10::Error& error) {
    return absl::InternalError(
        absl::StrCat("LibTorch: ", error.what_without_backtrace()));
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError("out of memory while training");
  }
}

}  // namespace lexprobe
