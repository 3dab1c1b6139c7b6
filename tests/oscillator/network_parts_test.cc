#include "lexprobe/oscillator/network_parts.h"

#include <algorithm>
#include <cmath>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::Each;
using testing::HasSubstr;

NetworkParts Start(const NetworkOptions& options) {
  return *StartingParts(options, Random(1));
}

// The largest size in a block.
float Largest(const NetworkParts& parts, size_t block) {
  const ParameterBlock where = ParameterBlocks(parts.options)[block];
  float largest = 0;
  for (size_t i = 0; i < where.size(); ++i) {
    largest = std::max(largest, std::abs(parts.parameters[where.begin + i]));
  }
  return largest;
}

TEST(NetworkPartsTest, StartUniformlyWithinOneOverRootOfTheInputs) {
  const NetworkParts parts = Start({});
  EXPECT_THAT(Validate(parts), IsOk());
  // Layers 1 and 3, whose inputs are 3 and 32.
  EXPECT_LE(Largest(parts, 0), 1 / std::sqrt(3.0F));
  EXPECT_GE(Largest(parts, 0), 0.8F / std::sqrt(3.0F));
  EXPECT_LE(Largest(parts, 4), 1 / std::sqrt(32.0F));
  EXPECT_GE(Largest(parts, 4), 0.95F / std::sqrt(32.0F));
  EXPECT_LE(Largest(parts, 5), 1 / std::sqrt(32.0F));
}

TEST(NetworkPartsTest, StartSineNetworksAsTheirInventorsDo) {
  NetworkOptions options;
  options.activation = NetworkActivation::kSine;
  options.first_layer_scale = 30;
  const NetworkParts parts = Start(options);
  EXPECT_LE(Largest(parts, 0), 30 / 3.0F);
  EXPECT_GE(Largest(parts, 0), 0.8F * 30 / 3.0F);
  EXPECT_LE(Largest(parts, 4), std::sqrt(6 / 32.0F));
  EXPECT_GE(Largest(parts, 4), 0.95F * std::sqrt(6 / 32.0F));
}

TEST(NetworkPartsTest, SpreadTheFrequenciesEvenly) {
  NetworkOptions options;
  options.sine_features = 4;
  options.highest_frequency = 2;
  const NetworkParts parts = Start(options);
  EXPECT_FLOAT_EQ(parts.parameters[0], 0.5F);
  EXPECT_FLOAT_EQ(parts.parameters[3], 2.0F);
}

TEST(NetworkPartsTest, StartWithoutScaling) {
  const NetworkParts parts = Start({});
  EXPECT_THAT(parts.inputs.offset, Each(0.0));
  EXPECT_THAT(parts.inputs.scale, Each(1.0));
  EXPECT_EQ(parts.inputs.scale.size(), 3u);
  EXPECT_EQ(parts.outputs.scale.size(), 2u);
}

TEST(NetworkPartsTest, RefusesPartsThatDoNotFit) {
  const NetworkParts good = Start({});
  NetworkParts parts = good;
  parts.parameters.pop_back();
  EXPECT_THAT(Validate(parts),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("2225 parameters where the options need "
                                 "2226")));
  parts = good;
  parts.parameters[100] = std::nanf("");
  EXPECT_THAT(Validate(parts),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "layer 2 weights: number 37 of 512 is nan; it must be "
                       "finite"));
  parts = good;
  parts.inputs.scale[1] = 0;
  EXPECT_THAT(Validate(parts), StatusIs(absl::StatusCode::kInvalidArgument,
                                        HasSubstr("input scaling 2")));
  parts = good;
  parts.outputs.offset.clear();
  EXPECT_THAT(Validate(parts),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("output scaling has 0 offsets and 2 scales "
                                 "where 2 are needed")));
  parts = good;
  parts.options.hidden.clear();
  EXPECT_THAT(Validate(parts), StatusIs(absl::StatusCode::kInvalidArgument,
                                        HasSubstr("hidden has 0 layers")));
}

}  // namespace
}  // namespace lexprobe
