#include "lexprobe/oscillator/flow_map.h"

#include <cmath>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;

constexpr Oscillator kUnit{};

// A field that is linear where it is asked: (dx, dp) = (p, -x), from units
// that stay in the linear part of relu.
Network RotatingField() {
  NetworkOptions options;
  options.kind = NetworkKind::kDerivative;
  options.hidden = {2};
  NetworkParts parts = *StartingParts(options, Random(1));
  parts.parameters = {1, 0, 0, 1, 100, 100, 0, 1, -1, 0, -100, 100};
  return *Network::FromParts(parts);
}

// H = sin(x + p) + sin(x - p), which does not separate into T(p) + V(x).
Network MixedHamiltonian() {
  NetworkOptions options;
  options.kind = NetworkKind::kHamiltonian;
  options.hidden = {2};
  options.activation = NetworkActivation::kSine;
  NetworkParts parts = *StartingParts(options, Random(1));
  parts.parameters = {1, 1, 1, -1, 0, 0, 1, 1, 0};
  return *Network::FromParts(parts);
}

double MixedEnergy(PhasePoint point) {
  return std::sin(point.x + point.p) + std::sin(point.x - point.p);
}

PhasePoint FlowOf(const FlowMap& flow, PhasePoint start, double time) {
  return flow.Flow(std::vector<FlowQuestion>{{start, time}}).front();
}

TEST(FlowMapTest, ExactFlowIsTheClosedForm) {
  const std::unique_ptr<FlowMap> flow = MakeExactFlow(kUnit);
  const PhasePoint end = FlowOf(*flow, {0.3, 0.4}, 5);
  EXPECT_EQ(end.x, ExactFlow(kUnit, {0.3, 0.4}, 5).x);
  EXPECT_EQ(flow->Describe(), "exact solution");
  EXPECT_EQ(MakeExactFlow({.damping = 0.1})->Describe(),
            "exact solution, damping 0.1");
}

TEST(FlowMapTest, FlowNetworkIsAskedDirectly) {
  NetworkOptions options;
  options.hidden = {4};
  const Network network =
      *Network::FromParts(*StartingParts(options, Random(1)));
  std::vector<double> answer(2);
  network.Evaluate(std::vector<double>{0.3, 0.4, 5}, absl::MakeSpan(answer));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::unique_ptr<FlowMap> flow,
                                MakeNetworkFlow(network));
  EXPECT_EQ(FlowOf(*flow, {0.3, 0.4}, 5).x, answer[0]);
  EXPECT_EQ(FlowOf(*flow, {0.3, 0.4}, 5).p, answer[1]);
  EXPECT_EQ(flow->Describe(), "flow network, 4, relu");
}

TEST(FlowMapTest, RungeKuttaFollowsAKnownField) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const std::unique_ptr<FlowMap> flow,
      MakeNetworkFlow(RotatingField(), {.step = 0.05}));
  for (const double time : {0.0, 0.02, 1.0, 7.77}) {
    const PhasePoint end = FlowOf(*flow, {0.3, 0.4}, time);
    const PhasePoint exact = ExactFlow(kUnit, {0.3, 0.4}, time);
    EXPECT_NEAR(end.x, exact.x, 1e-6) << time;
    EXPECT_NEAR(end.p, exact.p, 1e-6) << time;
  }
}

TEST(FlowMapTest, BothIntegratorsConvergeWithTheirOrder) {
  struct Case {
    Integrator integrator;
    double ratio;  // of errors when the step is halved: 2^order
  };
  const PhasePoint start{0.4, 0.5};
  const PhasePoint fine =
      FlowOf(**MakeNetworkFlow(MixedHamiltonian(), {.step = 1e-3}), start, 3);
  for (const Case& each :
       {Case{Integrator::kRungeKutta, 16}, Case{Integrator::kLeapfrog, 4}}) {
    double errors[2];
    for (int i = 0; i < 2; ++i) {
      const PhasePoint end =
          FlowOf(**MakeNetworkFlow(MixedHamiltonian(),
                                   {each.integrator, i == 0 ? 0.1 : 0.05}),
                 start, 3);
      errors[i] = std::hypot(end.x - fine.x, end.p - fine.p);
    }
    EXPECT_NEAR(errors[0] / errors[1], each.ratio, each.ratio * 0.2);
  }
}

TEST(FlowMapTest, LeapfrogKeepsAHamiltonianThatDoesNotSeparate) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const std::unique_ptr<FlowMap> flow,
      MakeNetworkFlow(MixedHamiltonian(), {Integrator::kLeapfrog, 0.05}));
  const PhasePoint start{0.4, 0.5};
  for (const double time : {10.0, 100.0, 400.0}) {
    EXPECT_NEAR(MixedEnergy(FlowOf(*flow, start, time)), MixedEnergy(start),
                1e-3)
        << time;
  }
}

TEST(FlowMapTest, OnePassAlongATrackIsAsGoodAsManyFromItsStart) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const std::unique_ptr<FlowMap> flow,
      MakeNetworkFlow(MixedHamiltonian(), {.step = 0.02}));
  // Two tracks of different length, one of which turns back.
  const std::vector<FlowQuestion> questions = {
      {{0.4, 0.5}, 0.5}, {{0.4, 0.5}, 2}, {{0.4, 0.5}, 1},
      {{0.1, 0.2}, 0},   {{0.1, 0.2}, 3}, {{0.1, 0.2}, 3.5}};
  const std::vector<PhasePoint> together = flow->Flow(questions);
  for (size_t i = 0; i < questions.size(); ++i) {
    const PhasePoint alone =
        FlowOf(*flow, questions[i].start, questions[i].time);
    EXPECT_NEAR(together[i].x, alone.x, 1e-7) << i;
    EXPECT_NEAR(together[i].p, alone.p, 1e-7) << i;
  }
}

TEST(FlowMapTest, RefusesWhatCannotBeIntegrated) {
  EXPECT_THAT(MakeNetworkFlow(MixedHamiltonian(), {.step = 0}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("step is 0; it must be a number above 0")));
  EXPECT_THAT(MakeNetworkFlow(RotatingField(), {Integrator::kLeapfrog, 0.1}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("leapfrog is for kind hamiltonian, and the "
                                 "network's kind is derivative")));
}

}  // namespace
}  // namespace lexprobe
