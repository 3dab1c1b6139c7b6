// Slow oracles for the training kernels: losses in double precision and
// gradients by central differences.

#ifndef LEXPROBE_TESTS_MODEL_GRADIENT_CHECK_H_
#define LEXPROBE_TESTS_MODEL_GRADIENT_CHECK_H_

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "absl/types/span.h"
#include "gmock/gmock.h"
#include "lexprobe/base/random.h"
#include "lexprobe/model/model_options.h"

namespace lexprobe {

inline constexpr Activation kAllActivations[] = {
    Activation::kTanh, Activation::kHardtanh, Activation::kRelu,
    Activation::kBilinear};
inline constexpr Loss kAllLosses[] = {Loss::kLogistic, Loss::kSoftmax,
                                      Loss::kHinge};

// log(1 + exp(x)).
inline double SoftPlus(double x) {
  return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

// A positive's loss against its corruptions; -infinity is no corruption.
inline double SlowLoss(const LossOptions& options, double valid,
                       const std::vector<double>& scores) {
  double sum = 0;
  for (const double score : scores) {
    switch (options.loss) {
      case Loss::kLogistic:
        sum += SoftPlus(score);
        break;
      case Loss::kSoftmax:
        sum += std::exp(score - valid);
        break;
      case Loss::kHinge:
        sum += std::max(0.0, 1 - valid + score);
        break;
    }
  }
  const double count = static_cast<double>(scores.size());
  switch (options.loss) {
    case Loss::kLogistic:
      return SoftPlus(-valid) + options.kappa / count * sum;
    case Loss::kSoftmax:
      return std::log1p(sum);
    case Loss::kHinge:
      return sum / count;
  }
  return 0;
}

// phi(x) of one number; bilinear units have none.
inline double SlowActivation(Activation activation, double x) {
  switch (activation) {
    case Activation::kTanh:
      return std::tanh(x);
    case Activation::kHardtanh:
      return std::clamp(x, -1.0, 1.0);
    case Activation::kRelu:
    case Activation::kBilinear:
      break;
  }
  return std::max(x, 0.0);
}

// d function() / d parameters[i] for each i; puts the parameters back.
template <typename Function>
std::vector<double> FiniteDifferences(std::vector<double>& parameters,
                                      const Function& function,
                                      double step = 1e-6) {
  std::vector<double> slopes;
  for (double& parameter : parameters) {
    const double value = parameter;
    parameter = value + step;
    const double above = function();
    parameter = value - step;
    slopes.push_back((above - function()) / (2 * step));
    parameter = value;
  }
  return slopes;
}

inline std::vector<double> Doubles(absl::Span<const float> values) {
  return std::vector<double>(values.begin(), values.end());
}

// `count` normal numbers times `scale`.
inline std::vector<float> NormalFloats(size_t count, double scale,
                                       Random& random) {
  std::vector<float> values(count);
  for (float& value : values) {
    value = static_cast<float>(scale * random.Normal());
  }
  return values;
}

// Numbers that differ from `expected` by no more than `tolerance` times the
// largest of them, or times 1 where all are smaller.
MATCHER_P2(IsNear, expected, tolerance, "is near the expected numbers") {
  if (arg.size() != expected.size()) {
    *result_listener << arg.size() << " numbers, not " << expected.size();
    return false;
  }
  double largest = 1;
  for (const double value : expected) {
    largest = std::max(largest, std::abs(value));
  }
  for (size_t i = 0; i < expected.size(); ++i) {
    const double got = static_cast<double>(arg[i]);
    if (!(std::abs(got - double(expected[i])) <= tolerance * largest)) {
      *result_listener << "number " << i << " is " << got << ", not "
                       << expected[i];
      return false;
    }
  }
  return true;
}

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_MODEL_GRADIENT_CHECK_H_
