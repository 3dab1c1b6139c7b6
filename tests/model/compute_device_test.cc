#include "lexprobe/model/compute_device.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

const DeviceInventory kNoCuda = {false, 0, "1.13.1"};
const DeviceInventory kNoGpu = {true, 0, "2.4.0"};
const DeviceInventory kThreeGpus = {true, 3, "2.4.0"};

std::string Choose(absl::string_view name, int local_rank,
                   const DeviceInventory& inventory) {
  const auto device = ChooseDevice(name, local_rank, inventory);
  return device.ok() ? *device : std::string(device.status().message());
}

TEST(ComputeDeviceTest, FindsWhatThisLibTorchCanDo) {
  const DeviceInventory inventory = FindDevices();
  EXPECT_FALSE(inventory.libtorch.empty());
  EXPECT_GE(inventory.gpus, 0);
  EXPECT_TRUE(inventory.cuda_build || inventory.gpus == 0);
}

TEST(ComputeDeviceTest, TheProcessorIsAlwaysThere) {
  for (const DeviceInventory& inventory : {kNoCuda, kNoGpu, kThreeGpus}) {
    EXPECT_EQ(Choose("cpu", 1, inventory), "cpu");
  }
}

TEST(ComputeDeviceTest, EachProcessOfAMachineGetsItsOwnGpu) {
  for (const char* name : {"auto", "cuda"}) {
    EXPECT_EQ(Choose(name, 0, kThreeGpus), "cuda:0");
    EXPECT_EQ(Choose(name, 2, kThreeGpus), "cuda:2");
  }
  EXPECT_EQ(Choose("cuda:1", 2, kThreeGpus), "cuda:1");
}

TEST(ComputeDeviceTest, AutoIsTheProcessorWhereThereIsNoGpu) {
  EXPECT_EQ(Choose("auto", 3, kNoCuda), "cpu");
  EXPECT_EQ(Choose("auto", 0, kNoGpu), "cpu");
}

TEST(ComputeDeviceTest, SaysWhatWouldBringAGpu) {
  EXPECT_THAT(
      ChooseDevice("cuda", 0, kNoCuda),
      StatusIs(kInvalid, AllOf(HasSubstr("device is \"cuda\"; this LibTorch, "
                                         "1.13.1, was built without CUDA"),
                               HasSubstr("allowed here are cpu and auto"),
                               HasSubstr("CMAKE_PREFIX_PATH"))));
  EXPECT_THAT(ChooseDevice("cuda:0", 0, kNoGpu),
              StatusIs(kInvalid, HasSubstr("finds none")));
}

TEST(ComputeDeviceTest, SaysHowManyGpusThereAre) {
  EXPECT_THAT(ChooseDevice("cuda:3", 0, kThreeGpus),
              StatusIs(kInvalid, HasSubstr("3 GPUs, cuda:0 to cuda:2")));
  EXPECT_THAT(ChooseDevice("cuda", 1, {true, 1, "2.4.0"}),
              StatusIs(kInvalid, HasSubstr("for process 1 of this machine; "
                                           "this machine has 1 GPU, cuda:0")));
}

TEST(ComputeDeviceTest, RefusesOtherNames) {
  for (const char* name : {"", "gpu", "CUDA", "cuda:", "cuda:x", "cuda:-1",
                           "cuda:1x", "cuda:99999999999", "cpu:0"}) {
    EXPECT_THAT(ChooseDevice(name, 0, kThreeGpus),
                StatusIs(kInvalid, HasSubstr("allowed: cpu, cuda, cuda:N")))
        << name;
  }
}

}  // namespace
}  // namespace lexprobe
