#include "lexprobe/oscillator/network.h"

#include <cmath>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::DoubleNear;
using testing::HasSubstr;

constexpr NetworkActivation kActivations[] = {
    NetworkActivation::kRelu, NetworkActivation::kTanh,
    NetworkActivation::kSilu, NetworkActivation::kSine};

Network Build(NetworkParts parts) {
  return *Network::FromParts(std::move(parts));
}

NetworkParts Start(NetworkKind kind, NetworkActivation activation,
                   std::vector<int> hidden) {
  NetworkOptions options;
  options.kind = kind;
  options.activation = activation;
  options.hidden = std::move(hidden);
  return *StartingParts(options, Random(5));
}

std::vector<double> Ask(const Network& network,
                        const std::vector<double>& questions) {
  std::vector<double> answers(questions.size() / network.inputs() *
                              network.outputs());
  network.Evaluate(questions, absl::MakeSpan(answers));
  return answers;
}

// One hidden unit with known weights: output = 3 f(2 x - p + 0.5 t + 0.25) - 1
// and its negative.
NetworkParts OneUnit(NetworkActivation activation) {
  NetworkParts parts = Start(NetworkKind::kFlow, activation, {1});
  parts.parameters = {2, -1, 0.5F, 0.25F, 3, -3, -1, 1};
  return parts;
}

TEST(NetworkTest, EvaluatesOneUnitAsByHand) {
  const double z = 2 * 0.7 - 0.3 + 0.5 * 1.2 + 0.25;
  const double expected[] = {z, std::tanh(z), z / (1 + std::exp(-z)),
                             std::sin(z)};
  for (size_t i = 0; i < 4; ++i) {
    const Network network = Build(OneUnit(kActivations[i]));
    EXPECT_THAT(Ask(network, {0.7, 0.3, 1.2}),
                testing::ElementsAre(DoubleNear(3 * expected[i] - 1, 1e-12),
                                     DoubleNear(1 - 3 * expected[i], 1e-12)));
  }
}

TEST(NetworkTest, ScalesInputsAndOutputs) {
  NetworkParts parts = OneUnit(NetworkActivation::kTanh);
  parts.inputs = {{1, 2, 3}, {2, 4, 5}};
  parts.outputs = {{10, 20}, {0.5, 2}};
  const double z =
      2 * (0.7 - 1) / 2 - (0.3 - 2) / 4 + 0.5 * (1.2 - 3) / 5 + 0.25;
  EXPECT_THAT(
      Ask(Build(parts), {0.7, 0.3, 1.2}),
      testing::ElementsAre(DoubleNear(10 + 0.5 * (3 * std::tanh(z) - 1), 1e-12),
                           DoubleNear(20 + 2 * (1 - 3 * std::tanh(z)), 1e-12)));
}

TEST(NetworkTest, PutsSineFeaturesInPlaceOfTheTime) {
  NetworkOptions options;
  options.hidden = {1};
  options.activation = NetworkActivation::kTanh;
  options.sine_features = 2;
  NetworkParts parts = *StartingParts(options, Random(1));
  // Frequencies 0.5 and 3; weights of x, p, two sines, two cosines.
  parts.parameters = {0.5F, 3, 1, 2, 3, 4, 5, 6, 0.125F, 1, 0, 0, 0};
  parts.inputs.offset[0] = 0.25;
  const double t = 0.8;
  const double z = (0.7 - 0.25) + 2 * 0.3 + 3 * std::sin(0.5 * t) +
                   4 * std::sin(3 * t) + 5 * std::cos(0.5 * t) +
                   6 * std::cos(3 * t) + 0.125;
  EXPECT_NEAR(Ask(Build(parts), {0.7, 0.3, t})[0], std::tanh(z), 1e-12);
}

TEST(NetworkTest, AnswersEachQuestionAsIfItWereAlone) {
  const Network network =
      Build(Start(NetworkKind::kFlow, NetworkActivation::kSilu, {7, 5}));
  for (const size_t count : {1u, 31u, 32u, 33u, 100u}) {
    std::vector<double> questions;
    for (size_t i = 0; i < 3 * count; ++i) {
      questions.push_back(std::sin(static_cast<double>(i)));
    }
    const std::vector<double> together = Ask(network, questions);
    for (size_t i = 0; i < count; ++i) {
      const auto begin = questions.begin() + static_cast<std::ptrdiff_t>(3 * i);
      EXPECT_EQ(Ask(network, std::vector<double>(begin, begin + 3))[0],
                together[2 * i])
          << i << " of " << count;
    }
  }
}

TEST(NetworkTest, GradientOfOneUnitIsItsClosedForm) {
  // H = 3 f(2 x - p + 0.25) - 1
  const double z = 2 * 0.7 - 0.3 + 0.25;
  const double sigmoid = 1 / (1 + std::exp(-z));
  const double slopes[] = {1, 1 - std::pow(std::tanh(z), 2),
                           sigmoid * (1 + z * (1 - sigmoid)), std::cos(z)};
  for (size_t i = 0; i < 4; ++i) {
    NetworkParts parts = Start(NetworkKind::kHamiltonian, kActivations[i], {1});
    parts.parameters = {2, -1, 0.25F, 3, -1};
    std::vector<double> gradient(2);
    Build(parts).Gradient(std::vector<double>{0.7, 0.3},
                          absl::MakeSpan(gradient));
    EXPECT_NEAR(gradient[0], 3 * slopes[i] * 2, 1e-12);
    EXPECT_NEAR(gradient[1], -3 * slopes[i], 1e-12);
  }
}

TEST(NetworkTest, GradientIsTheFiniteDifference) {
  constexpr double kStep = 1e-6;
  for (const NetworkActivation activation : kActivations) {
    NetworkParts parts =
        Start(NetworkKind::kHamiltonian, activation, {16, 32, 16});
    parts.inputs = {{0.1, -0.2}, {0.5, 2}};
    parts.outputs.scale[0] = 3;
    const Network network = Build(parts);
    std::vector<double> questions;
    for (int i = 0; i < 66; ++i) questions.push_back(std::sin(i + 0.5));
    std::vector<double> gradients(questions.size());
    network.Gradient(questions, absl::MakeSpan(gradients));
    for (size_t i = 0; i < questions.size(); ++i) {
      std::vector<double> above = questions, below = questions;
      above[i] += kStep;
      below[i] -= kStep;
      EXPECT_NEAR(gradients[i],
                  (Ask(network, above)[i / 2] - Ask(network, below)[i / 2]) /
                      (2 * kStep),
                  1e-6)
          << NameOf(activation) << " " << i;
    }
  }
}

TEST(NetworkTest, RefusesPartsThatDoNotFit) {
  NetworkParts parts = OneUnit(NetworkActivation::kRelu);
  parts.parameters.push_back(0);
  EXPECT_THAT(Network::FromParts(parts),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("9 parameters where the options need 8")));
}

}  // namespace
}  // namespace lexprobe
