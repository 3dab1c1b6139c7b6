#include "lexprobe/oscillator/network.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "lexprobe/base/check.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

// Questions are worked on in blocks of this many, lying next to each other,
// so that the innermost loops run over them.
constexpr size_t kBlock = 32;
using Rows = std::vector<double>;  // width x kBlock

// A fifth of the time of std::tanh; exact to 1e-16, and the parameters are
// floats.
double Tanh(double x) { return 1 - 2 / (std::exp(2 * x) + 1); }

double Apply(NetworkActivation activation, double x) {
  switch (activation) {
    case NetworkActivation::kRelu:
      return x > 0 ? x : 0;
    case NetworkActivation::kTanh:
      return Tanh(x);
    case NetworkActivation::kSilu:
      return x / (1 + std::exp(-x));
    case NetworkActivation::kSine:
      return std::sin(x);
  }
  return x;
}

double Derivative(NetworkActivation activation, double x) {
  switch (activation) {
    case NetworkActivation::kRelu:
      return x > 0 ? 1 : 0;
    case NetworkActivation::kTanh: {
      const double y = Tanh(x);
      return 1 - y * y;
    }
    case NetworkActivation::kSilu: {
      const double y = 1 / (1 + std::exp(-x));
      return y * (1 + x * (1 - y));
    }
    case NetworkActivation::kSine:
      return std::cos(x);
  }
  return 1;
}

// One layer's weights (outputs x inputs) and biases.
struct Layer {
  const float* weights;
  const float* biases;
  size_t inputs;
  size_t outputs;
};

std::vector<Layer> LayersOf(const std::vector<ParameterBlock>& blocks,
                            const std::vector<float>& parameters) {
  std::vector<Layer> layers;
  const size_t first = blocks.front().name == "frequencies" ? 1 : 0;
  for (size_t i = first; i + 1 < blocks.size(); i += 2) {
    layers.push_back({parameters.data() + blocks[i].begin,
                      parameters.data() + blocks[i + 1].begin,
                      blocks[i].columns, blocks[i].rows});
  }
  return layers;
}

Rows Forward(const Layer& layer, const Rows& in) {
  Rows out(layer.outputs * kBlock);
  for (size_t o = 0; o < layer.outputs; ++o) {
    double* const row = out.data() + o * kBlock;
    std::fill(row, row + kBlock, static_cast<double>(layer.biases[o]));
    for (size_t i = 0; i < layer.inputs; ++i) {
      const double weight = layer.weights[o * layer.inputs + i];
      const double* const from = in.data() + i * kBlock;
      for (size_t b = 0; b < kBlock; ++b) row[b] += weight * from[b];
    }
  }
  return out;
}

Rows Backward(const Layer& layer, const Rows& out) {
  Rows in(layer.inputs * kBlock, 0.0);
  for (size_t o = 0; o < layer.outputs; ++o) {
    const double* const from = out.data() + o * kBlock;
    for (size_t i = 0; i < layer.inputs; ++i) {
      const double weight = layer.weights[o * layer.inputs + i];
      double* const row = in.data() + i * kBlock;
      for (size_t b = 0; b < kBlock; ++b) row[b] += weight * from[b];
    }
  }
  return in;
}

Rows Activate(NetworkActivation activation, Rows rows) {
  for (double& value : rows) value = Apply(activation, value);
  return rows;
}

// The last layer's outputs; what went into each activation, if asked for.
Rows ForwardAll(const std::vector<Layer>& layers, NetworkActivation activation,
                Rows rows, std::vector<Rows>* before) {
  for (size_t i = 0; i < layers.size(); ++i) {
    rows = Forward(layers[i], rows);
    if (i + 1 == layers.size()) break;
    if (before != nullptr) before->push_back(rows);
    rows = Activate(activation, std::move(rows));
  }
  return rows;
}

// `count` questions, transposed and scaled; the rest of the block is 0.
Rows Gather(absl::Span<const double> questions, const Scaling& scaling) {
  const size_t inputs = scaling.offset.size();
  const size_t count = questions.size() / inputs;
  Rows rows(inputs * kBlock, 0.0);
  for (size_t b = 0; b < count; ++b) {
    for (size_t i = 0; i < inputs; ++i) {
      rows[i * kBlock + b] =
          (questions[b * inputs + i] - scaling.offset[i]) / scaling.scale[i];
    }
  }
  return rows;
}

// Puts sin(f t), cos(f t) in the place of the time, the last input.
Rows AddSineFeatures(absl::Span<const float> frequencies,
                     absl::Span<const double> questions, Rows rows) {
  const size_t inputs = rows.size() / kBlock;
  const size_t count = questions.size() / inputs;
  const size_t first = inputs - 1;
  rows.assign(rows.begin(),
              rows.begin() + static_cast<std::ptrdiff_t>(first * kBlock));
  rows.resize((first + 2 * frequencies.size()) * kBlock, 0.0);
  for (size_t j = 0; j < frequencies.size(); ++j) {
    for (size_t b = 0; b < count; ++b) {
      const double angle = frequencies[j] * questions[b * inputs + first];
      rows[(first + j) * kBlock + b] = std::sin(angle);
      rows[(first + frequencies.size() + j) * kBlock + b] = std::cos(angle);
    }
  }
  return rows;
}

}  // namespace

Network::Network(NetworkParts parts)
    : parts_(std::move(parts)), blocks_(ParameterBlocks(parts_.options)) {}

absl::StatusOr<Network> Network::FromParts(NetworkParts parts) {
  LEXPROBE_RETURN_IF_ERROR(Validate(parts));
  return Network(std::move(parts));
}

void Network::Evaluate(absl::Span<const double> questions,
                       absl::Span<double> answers) const {
  const size_t count = questions.size() / inputs();
  LEXPROBE_CHECK(questions.size() == count * inputs());
  LEXPROBE_CHECK(answers.size() == count * outputs());
  const std::vector<Layer> layers = LayersOf(blocks_, parts_.parameters);
  for (size_t begin = 0; begin < count; begin += kBlock) {
    const size_t here = std::min(kBlock, count - begin);
    const absl::Span<const double> block =
        questions.subspan(begin * inputs(), here * inputs());
    Rows rows = Gather(block, parts_.inputs);
    if (options().sine_features > 0) {
      rows = AddSineFeatures(
          absl::MakeSpan(parts_.parameters).first(blocks_.front().size()),
          block, std::move(rows));
    }
    rows = ForwardAll(layers, options().activation, std::move(rows), nullptr);
    for (size_t b = 0; b < here; ++b) {
      for (size_t o = 0; o < outputs(); ++o) {
        answers[(begin + b) * outputs() + o] =
            rows[o * kBlock + b] * parts_.outputs.scale[o] +
            parts_.outputs.offset[o];
      }
    }
  }
}

void Network::Gradient(absl::Span<const double> questions,
                       absl::Span<double> gradients) const {
  const size_t count = questions.size() / inputs();
  LEXPROBE_CHECK(questions.size() == count * inputs());
  LEXPROBE_CHECK(gradients.size() == questions.size());
  LEXPROBE_CHECK(options().sine_features == 0);
  const std::vector<Layer> layers = LayersOf(blocks_, parts_.parameters);
  for (size_t begin = 0; begin < count; begin += kBlock) {
    const size_t here = std::min(kBlock, count - begin);
    std::vector<Rows> before;
    ForwardAll(layers, options().activation,
               Gather(questions.subspan(begin * inputs(), here * inputs()),
                      parts_.inputs),
               &before);
    Rows rows(outputs() * kBlock, 0.0);
    std::fill_n(rows.begin(), kBlock, parts_.outputs.scale[0]);
    for (size_t i = layers.size(); i-- > 0;) {
      rows = Backward(layers[i], rows);
      if (i == 0) break;
      for (size_t j = 0; j < rows.size(); ++j) {
        rows[j] *= Derivative(options().activation, before[i - 1][j]);
      }
    }
    for (size_t b = 0; b < here; ++b) {
      for (size_t i = 0; i < inputs(); ++i) {
        gradients[(begin + b) * inputs() + i] =
            rows[i * kBlock + b] / parts_.inputs.scale[i];
      }
    }
  }
}

}  // namespace lexprobe
