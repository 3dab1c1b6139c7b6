#include "lexprobe/model/torch_status.h"

#include <stdexcept>

#include <torch/torch.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

template <typename Work>
absl::Status StatusOf(Work work) {
  try {
    work();
  } catch (const std::exception& error) {
    return StatusFromTorch(error);
  }
  return absl::UnknownError("nothing was thrown");
}

TEST(TorchStatusTest, SaysThatMemoryIsShort) {
  EXPECT_THAT(StatusOf([] { torch::zeros({int64_t{1} << 50}); }),
              StatusIs(absl::StatusCode::kResourceExhausted,
                       HasSubstr("not enough memory")));
}

TEST(TorchStatusTest, SaysWhatElseFailedWithoutTheStack) {
  EXPECT_THAT(StatusOf([] {
                torch::mm(torch::zeros({2, 2}), torch::zeros({3, 3}));
              }),
              StatusIs(absl::StatusCode::kInternal,
                       AllOf(HasSubstr("cannot be multiplied"),
                             Not(HasSubstr("frame #")))));
}

TEST(TorchStatusTest, LeavesOtherExceptionsAlone) {
  EXPECT_THAT(StatusFromTorch(std::runtime_error("other")), IsOk());
}

}  // namespace
}  // namespace lexprobe
