#include "lexprobe/oscillator/samples.h"

#include <cmath>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;

constexpr Oscillator kHeavy{.mass = 2.5, .stiffness = 0.7};

TEST(SamplesTest, AreTheExactSolutionWithinTheRanges) {
  SampleOptions options;
  options.amplitude = {0.3, 0.5};
  options.time = {1, 4};
  for (const Sample& sample : DrawSamples(kHeavy, options, 1000, Random(7))) {
    const double amplitude = Amplitude(kHeavy, sample.start);
    EXPECT_GE(amplitude, 0.3 - 1e-12);
    EXPECT_LE(amplitude, 0.5 + 1e-12);
    EXPECT_GE(sample.time, 1);
    EXPECT_LE(sample.time, 4);
    const PhasePoint exact = ExactFlow(kHeavy, sample.start, sample.time);
    EXPECT_EQ(sample.state.x, exact.x);
    EXPECT_EQ(sample.state.p, exact.p);
  }
}

TEST(SamplesTest, FollowTheDampedSolution) {
  Oscillator damped = kHeavy;
  damped.damping = 0.4;
  const Sample sample = DrawSamples(damped, {}, 1, Random(7)).front();
  const PhasePoint exact = ExactFlow(damped, sample.start, sample.time);
  EXPECT_EQ(sample.state.x, exact.x);
  EXPECT_LT(Energy(damped, sample.state), Energy(damped, sample.start));
}

TEST(SamplesTest, DependOnTheSeedAlone) {
  const std::vector<Sample> one = DrawSamples(kHeavy, {}, 5, Random(7));
  const std::vector<Sample> same = DrawSamples(kHeavy, {}, 5, Random(7));
  const std::vector<Sample> other = DrawSamples(kHeavy, {}, 5, Random(8));
  for (size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].start.x, same[i].start.x);
    EXPECT_EQ(one[i].time, same[i].time);
    EXPECT_NE(one[i].start.x, other[i].start.x);
  }
}

TEST(SamplesTest, StartUniformlyByArea) {
  // Half of the ring's area lies inside the root mean square of its radii.
  Random random(3);
  const double middle = std::sqrt((0.04 + 1) / 2);
  int inside = 0, right = 0;
  constexpr int kDraws = 20000;
  for (int i = 0; i < kDraws; ++i) {
    const PhasePoint start = DrawStart(kHeavy, {0.2, 1}, random);
    inside += Amplitude(kHeavy, start) < middle;
    right += start.x > 0;
  }
  // Five standard deviations.
  EXPECT_NEAR(inside, kDraws / 2, 5 * std::sqrt(kDraws) / 2);
  EXPECT_NEAR(right, kDraws / 2, 5 * std::sqrt(kDraws) / 2);
}

TEST(SamplesTest, HaveNoiseOfTheSizeAskedForInScaledCoordinates) {
  SampleOptions options;
  options.noise = 0.05;
  double x = 0, p = 0;
  constexpr int kDraws = 20000;
  const double unit = kHeavy.mass * AngularFrequency(kHeavy);
  for (const Sample& sample : DrawSamples(kHeavy, options, kDraws, Random(9))) {
    const PhasePoint exact = ExactFlow(kHeavy, sample.start, sample.time);
    x += std::pow(sample.state.x - exact.x, 2) / kDraws;
    p += std::pow((sample.state.p - exact.p) / unit, 2) / kDraws;
  }
  EXPECT_NEAR(std::sqrt(x), 0.05, 0.002);
  EXPECT_NEAR(std::sqrt(p), 0.05, 0.002);
}

struct BadSamples {
  void (*spoil)(SampleOptions& options);
  const char* message;
};

TEST(SamplesTest, RefusesBadOptions) {
  const std::vector<BadSamples> bad = {
      {[](SampleOptions& o) { o.count = 0; },
       "samples is 0; it must be from 1 to 100000000"},
      {[](SampleOptions& o) { o.count = 100000001; }, "samples is 100000001"},
      {[](SampleOptions& o) { o.held_out = 0; }, "held-out is 0"},
      {[](SampleOptions& o) {
         o.amplitude = {0, 1};
       },
       "amplitude-range is 0:1; it must be LOW:HIGH with 0 < LOW < HIGH"},
      {[](SampleOptions& o) {
         o.amplitude = {1, 1};
       },
       "amplitude-range is 1:1"},
      {[](SampleOptions& o) { o.amplitude.low = std::nan(""); },
       "amplitude-range is nan:1"},
      {[](SampleOptions& o) { o.amplitude.high = HUGE_VAL; },
       "amplitude-range is 0.2:inf"},
      {[](SampleOptions& o) {
         o.time = {-1, 1};
       },
       "time-range is -1:1; it must be LOW:HIGH with 0 <= LOW < HIGH"},
      {[](SampleOptions& o) {
         o.time = {5, 5};
       },
       "time-range is 5:5"},
      {[](SampleOptions& o) { o.time.high = std::nan(""); },
       "time-range is 0:nan"},
      {[](SampleOptions& o) { o.noise = -0.5; },
       "noise is -0.5; it must be a number of at least 0"},
      {[](SampleOptions& o) { o.noise = std::nan(""); }, "noise is nan"},
  };
  for (const BadSamples& each : bad) {
    SampleOptions options;
    each.spoil(options);
    EXPECT_THAT(Validate(options), StatusIs(absl::StatusCode::kInvalidArgument,
                                            HasSubstr(each.message)));
  }
  EXPECT_THAT(Validate(SampleOptions{}), IsOk());
}

}  // namespace
}  // namespace lexprobe
