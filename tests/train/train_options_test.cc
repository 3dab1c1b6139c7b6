#include "lexprobe/train/train_options.h"

#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

struct Spoiled {
  const char* message;
  std::function<void(TrainOptions&)> spoil;
};

TEST(TrainOptionsTest, NamesTheOptionThatIsOutOfRange) {
  const std::vector<Spoiled> cases = {
      {"order is 1; it must be from 2 to 15",
       [](TrainOptions& o) { o.model.order = 1; }},
      {"dim is 0; it must be from 1 to 4096",
       [](TrainOptions& o) { o.model.dim = 0; }},
      {"hidden is 9000", [](TrainOptions& o) { o.model.hidden = 9000; }},
      {"epochs is -1", [](TrainOptions& o) { o.embedding.epochs = -1; }},
      {"embedding order is 4; it must be odd",
       [](TrainOptions& o) { o.embedding.order = 4; }},
      {"embedding position is any; that needs --device cpu",
       [](TrainOptions& o) {
         o.embedding.position = CorruptionPosition::kAny;
         o.device.name = "cuda";
       }},
      {"distillation is -1; it must be from 0 to 1e+06",
       [](TrainOptions& o) { o.embedding.distillation = -1; }},
      {"replicas is 0", [](TrainOptions& o) { o.embedding.replicas = 0; }},
      {"patience is -1", [](TrainOptions& o) { o.patience = -1; }},
      {"embedding rate is nan",
       [](TrainOptions& o) { o.embedding.rate = kNaN; }},
      {"subsample is 2",
       [](TrainOptions& o) {
         o.embedding.subsample = {1e-4, 2};
       }},
      {"subsample has no value",
       [](TrainOptions& o) { o.embedding.subsample.clear(); }},
      {"kappa is 0", [](TrainOptions& o) { o.validity.loss.kappa = 0; }},
      {"batch is 0", [](TrainOptions& o) { o.validity.batch = 0; }},
      {"corruption exponent is 3",
       [](TrainOptions& o) { o.corruption_exponent = 3; }},
      {"threads is 0", [](TrainOptions& o) { o.threads = 0; }},
      {"precision is \"bf16\"; on the device cpu",
       [](TrainOptions& o) { o.device.precision = Precision::kBfloat16; }},
      {"threads are 2; on the device cuda:0 there must be 1",
       [](TrainOptions& o) { o.device.name = "cuda:0", o.threads = 2; }},
      {"device is \"cuda:0\"; deterministic training",
       [](TrainOptions& o) {
         o.device.name = "cuda:0", o.deterministic = true;
       }},
      {"both 0",
       [](TrainOptions& o) { o.embedding.epochs = o.validity.epochs = 0; }},
  };
  for (const Spoiled& spoiled : cases) {
    TrainOptions options;
    ASSERT_THAT(Validate(options), IsOk());
    spoiled.spoil(options);
    EXPECT_THAT(Validate(options), StatusIs(absl::StatusCode::kInvalidArgument,
                                            HasSubstr(spoiled.message)));
  }
}

TEST(TrainOptionsTest, WritesDownThatAGpuTrainedButNotWhichOne) {
  TrainOptions first, second;
  EXPECT_THAT(ToJson(first), Not(HasSubstr("device")));
  first.device = {"cuda:0", false, Precision::kBfloat16};
  second.device = {"cuda:1", false, Precision::kBfloat16};
  EXPECT_THAT(ToJson(first),
              HasSubstr("\"device\":\"cuda\",\"precision\":\"bf16\""));
  EXPECT_EQ(ToJson(first), ToJson(second));
}

}  // namespace
}  // namespace lexprobe
