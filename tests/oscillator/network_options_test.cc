#include "lexprobe/oscillator/network_options.h"

#include <cmath>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;

TEST(NetworkOptionsTest, AreByDefaultTheNetworkOfTheExperiment) {
  const NetworkOptions options;
  EXPECT_THAT(options.hidden, testing::ElementsAre(16, 32, 32, 16));
  EXPECT_THAT(Validate(options), IsOk());
  // 3 -> 16 -> 32 -> 32 -> 16 -> 2
  const std::vector<ParameterBlock> blocks = ParameterBlocks(options);
  ASSERT_EQ(blocks.size(), 10u);
  EXPECT_EQ(blocks.front().name, "layer 1 weights");
  EXPECT_EQ(blocks.back().name, "layer 5 biases");
  EXPECT_EQ(
      blocks.back().begin + blocks.back().size(),
      3u * 16 + 16 + 16 * 32 + 32 + 32 * 32 + 32 + 32 * 16 + 16 + 16 * 2 + 2);
}

TEST(NetworkOptionsTest, LayBlocksOneAfterTheOther) {
  NetworkOptions options;
  options.sine_features = 4;
  size_t end = 0;
  for (const ParameterBlock& block : ParameterBlocks(options)) {
    EXPECT_EQ(block.begin, end) << block.name;
    end += block.size();
  }
  EXPECT_EQ(ParameterBlocks(options).front().name, "frequencies");
  EXPECT_EQ(ParameterBlocks(options)[1].columns, 2u + 2 * 4);
}

TEST(NetworkOptionsTest, KnowWhatEachKindTakesAndGives) {
  EXPECT_EQ(InputsOf(NetworkKind::kFlow), 3u);
  EXPECT_EQ(OutputsOf(NetworkKind::kFlow), 2u);
  EXPECT_EQ(InputsOf(NetworkKind::kDerivative), 2u);
  EXPECT_EQ(OutputsOf(NetworkKind::kDerivative), 2u);
  EXPECT_EQ(InputsOf(NetworkKind::kHamiltonian), 2u);
  EXPECT_EQ(OutputsOf(NetworkKind::kHamiltonian), 1u);
}

TEST(NetworkOptionsTest, NamesComeBackAsWhatTheyName) {
  for (const NetworkActivation activation :
       {NetworkActivation::kRelu, NetworkActivation::kTanh,
        NetworkActivation::kSilu, NetworkActivation::kSine}) {
    EXPECT_THAT(NetworkActivationFrom(NameOf(activation)),
                IsOkAndHolds(activation));
  }
  for (const NetworkKind kind : {NetworkKind::kFlow, NetworkKind::kDerivative,
                                 NetworkKind::kHamiltonian}) {
    EXPECT_THAT(NetworkKindFrom(NameOf(kind)), IsOkAndHolds(kind));
  }
  EXPECT_THAT(NetworkActivationFrom("gelu"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "activation is \"gelu\"; it must be relu, tanh, silu "
                       "or sine"));
  EXPECT_THAT(NetworkKindFrom(""),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "kind is \"\"; it must be flow, derivative or "
                       "hamiltonian"));
}

struct BadNetwork {
  void (*spoil)(NetworkOptions& options);
  const char* message;
};

TEST(NetworkOptionsTest, RefusesBadOptions) {
  const std::vector<BadNetwork> bad = {
      {[](NetworkOptions& o) { o.hidden = {}; },
       "hidden has 0 layers; it must have from 1 to 16"},
      {[](NetworkOptions& o) { o.hidden.assign(17, 4); },
       "hidden has 17 layers"},
      {[](NetworkOptions& o) {
         o.hidden = {16, 0};
       },
       "width of a hidden layer is 0; it must be from 1 to 4096"},
      {[](NetworkOptions& o) { o.hidden = {4097}; },
       "width of a hidden layer is 4097"},
      {[](NetworkOptions& o) { o.sine_features = -1; },
       "sine-features is -1; it must be from 0 to 1024"},
      {[](NetworkOptions& o) { o.sine_features = 1025; },
       "sine-features is 1025"},
      {[](NetworkOptions& o) {
         o.sine_features = 3;
         o.kind = NetworkKind::kHamiltonian;
       },
       "sine-features is 3; kind hamiltonian has no time"},
      {[](NetworkOptions& o) { o.highest_frequency = 0; },
       "highest-frequency is 0; it must be a number above 0"},
      {[](NetworkOptions& o) { o.highest_frequency = std::nan(""); },
       "highest-frequency is nan"},
      {[](NetworkOptions& o) { o.first_layer_scale = -1; },
       "first-layer-scale is -1; it must be a number above 0"},
  };
  for (const BadNetwork& each : bad) {
    NetworkOptions options;
    each.spoil(options);
    EXPECT_THAT(Validate(options), StatusIs(absl::StatusCode::kInvalidArgument,
                                            HasSubstr(each.message)));
  }
}

}  // namespace
}  // namespace lexprobe
