#include "lexprobe/base/status_macros.h"

#include <memory>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

absl::StatusOr<std::unique_ptr<int>> Give(bool good) {
  if (!good) return absl::NotFoundError("nothing to give");
  return std::make_unique<int>(7);
}

absl::StatusOr<int> Double(bool good) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<int> value, Give(good));
  return *value * 2;
}

absl::Status Check(const absl::Status& status, bool* reached) {
  LEXPROBE_RETURN_IF_ERROR(status);
  *reached = true;
  return absl::OkStatus();
}

TEST(StatusMacrosTest, AssignsAValueThatCanOnlyBeMoved) {
  EXPECT_THAT(Double(true), IsOkAndHolds(14));
}

TEST(StatusMacrosTest, ReturnsTheErrorInsteadOfAssigning) {
  EXPECT_THAT(Double(false),
              StatusIs(absl::StatusCode::kNotFound, "nothing to give"));
}

TEST(StatusMacrosTest, GoesOnAfterOkOnly) {
  bool reached = false;
  EXPECT_THAT(Check(absl::AbortedError("stop"), &reached),
              StatusIs(absl::StatusCode::kAborted, "stop"));
  EXPECT_FALSE(reached);
  EXPECT_THAT(Check(absl::OkStatus(), &reached), IsOk());
  EXPECT_TRUE(reached);
}

TEST(StatusMacrosTest, AnnotatesErrorsOnly) {
  EXPECT_THAT(Annotate(absl::DataLossError("line 7"), "file"),
              StatusIs(absl::StatusCode::kDataLoss, "file: line 7"));
  EXPECT_THAT(Annotate(absl::OkStatus(), "file"), IsOk());
}

}  // namespace
}  // namespace lexprobe
