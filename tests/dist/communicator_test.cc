#include "lexprobe/dist/communicator.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/local_group.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::HasSubstr;

std::vector<absl::Status> AgreeAll(const std::vector<absl::Status>& own) {
  std::vector<absl::Status> agreed(own.size());
  LocalGroup group(static_cast<int>(own.size()));
  group.Run([&](Communicator& all) {
    const auto rank = static_cast<size_t>(all.rank());
    agreed[rank] = AgreeOn(own[rank], all);
  });
  return agreed;
}

TEST(AgreeOnTest, IsOkWhenAllAre) {
  for (const absl::Status& status : AgreeAll({{}, {}, {}})) {
    EXPECT_THAT(status, IsOk());
  }
}

TEST(AgreeOnTest, GivesTheErrorOfOneToAllUnderItsName) {
  const auto agreed = AgreeAll({{}, absl::NotFoundError("no file"), {}});
  for (const size_t rank : {0, 2}) {
    EXPECT_THAT(agreed[rank],
                StatusIs(absl::StatusCode::kNotFound,
                         HasSubstr("rank 1 (a thread): no file")));
  }
  EXPECT_EQ(agreed[1], absl::NotFoundError("no file"));
}

TEST(AgreeOnTest, IsUnavailableWhenOneHasLeft) {
  LocalGroup group(2);
  group.Run([](Communicator& all) {
    if (all.rank() == 1) return;
    EXPECT_THAT(AgreeOn(absl::OkStatus(), all),
                StatusIs(absl::StatusCode::kUnavailable, HasSubstr("rank 1")));
  });
}

}  // namespace
}  // namespace lexprobe
