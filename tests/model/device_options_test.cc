#include "lexprobe/model/device_options.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::HasSubstr;

constexpr Precision kAll[] = {Precision::kFloat32, Precision::kTf32,
                              Precision::kBfloat16};

TEST(DeviceOptionsTest, PrecisionsHaveNames) {
  for (const Precision precision : kAll) {
    EXPECT_THAT(PrecisionFromName(NameOf(precision)), IsOkAndHolds(precision));
  }
  EXPECT_THAT(PrecisionFromName("fp16"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("allowed: float32, tf32, bf16")));
}

TEST(DeviceOptionsTest, AGpuHasAllPrecisionsTheKernelsOne) {
  for (const Precision precision : kAll) {
    EXPECT_THAT(Validate(DeviceOptions{"cuda:1", false, precision}), IsOk());
    if (precision == Precision::kFloat32) continue;
    EXPECT_THAT(Validate(DeviceOptions{"cpu", false, precision}),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr("on the device cpu it must be float32")));
  }
  EXPECT_THAT(Validate(DeviceOptions{}), IsOk());
}

TEST(DeviceOptionsTest, TensorsOnTheProcessorHaveBfloat16ButNoTf32) {
  EXPECT_THAT(Validate(DeviceOptions{"cpu", true, Precision::kBfloat16}),
              IsOk());
  EXPECT_THAT(Validate(DeviceOptions{"cpu", true, Precision::kTf32}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("need a GPU (device cuda)")));
}

}  // namespace
}  // namespace lexprobe
