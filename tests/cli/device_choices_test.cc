#include "cli/device_choices.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe::cli {
namespace {

using ::testing::HasSubstr;

const DeviceInventory kTwoGpus = {true, 2, "2.4.0"};

TEST(DeviceChoicesTest, OnAGpuOneThreadGivesTheSteps) {
  TrainOptions options;
  options.threads = 4;
  ASSERT_THAT(Resolve({"cuda", "bf16"}, 1, kTwoGpus, &options), IsOk());
  EXPECT_EQ(options.device.name, "cuda:1");
  EXPECT_EQ(options.threads, 1);
  EXPECT_EQ(DeviceText(options.device), "cuda:1, bf16");
}

TEST(DeviceChoicesTest, TheProcessorIsTheDefaultAndKeepsItsThreads) {
  TrainOptions options;
  options.threads = 4;
  ASSERT_THAT(Resolve({}, 1, kTwoGpus, &options), IsOk());
  EXPECT_EQ(options.threads, 4);
  EXPECT_EQ(DeviceText(options.device), "cpu");
}

TEST(DeviceChoicesTest, RefusesWhatIsNotThere) {
  constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
  TrainOptions options;
  EXPECT_THAT(Resolve({"cuda:2", "float32"}, 0, kTwoGpus, &options),
              StatusIs(kInvalid, HasSubstr("2 GPUs, cuda:0 to cuda:1")));
  EXPECT_THAT(Resolve({"cuda", "half"}, 0, kTwoGpus, &options),
              StatusIs(kInvalid, HasSubstr("allowed: float32, tf32, bf16")));
  EXPECT_THAT(Resolve({"auto", "bf16"}, 0, {}, &options),
              StatusIs(kInvalid, HasSubstr("on the device cpu")));
}

}  // namespace
}  // namespace lexprobe::cli
