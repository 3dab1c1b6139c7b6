#include "lexprobe/base/free_resources.h"

#include <limits>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

constexpr char kMachine[] =
    "MemTotal:       2000 kB\nMemFree:         100 kB\n"
    "MemAvailable:   1000 kB\n";

TEST(MegabytesTest, Rounds) {
  EXPECT_EQ(Megabytes(0), "0 MB");
  EXPECT_EQ(Megabytes(499'999), "0 MB");
  EXPECT_EQ(Megabytes(1'500'000), "2 MB");
  EXPECT_EQ(Megabytes(std::numeric_limits<int64_t>::max()), "9223372036855 MB");
}

TEST(FreeMemoryTest, IsWhatTheMachineHasAvailable) {
  const TemporaryFolder root;
  root.Write("proc/meminfo", kMachine);
  EXPECT_EQ(FreeMemory(root.path()), 1000 * 1024);
}

TEST(FreeMemoryTest, IsTheLeastThatAGroupOrOneAboveItLeaves) {
  const TemporaryFolder root;
  root.Write("proc/meminfo", kMachine);
  root.Write("proc/self/cgroup", "1:name=old:/ignored\n0::/outer/inner\n");
  root.Write("sys/fs/cgroup/outer/inner/memory.max", "max\n");
  root.Write("sys/fs/cgroup/outer/inner/memory.current", "5\n");
  EXPECT_EQ(FreeMemory(root.path()), 1000 * 1024);
  root.Write("sys/fs/cgroup/outer/memory.max", "9000\n");
  root.Write("sys/fs/cgroup/outer/memory.current", "5000\n");
  EXPECT_EQ(FreeMemory(root.path()), 4000);
  root.Write("sys/fs/cgroup/outer/memory.stat", "anon 1\ninactive_file 3000\n");
  EXPECT_EQ(FreeMemory(root.path()), 7000);
  root.Write("sys/fs/cgroup/outer/inner/memory.max", "100\n");
  EXPECT_EQ(FreeMemory(root.path()), 95);
}

TEST(FreeMemoryTest, IsUnlimitedWhereNothingIsKnown) {
  const TemporaryFolder root;
  EXPECT_EQ(FreeMemory(root.path()), std::numeric_limits<int64_t>::max());
}

TEST(FreeMemoryTest, IsKnownHere) {
  EXPECT_GT(FreeMemory(), int64_t{1} << 20);
  EXPECT_LT(FreeMemory(), int64_t{1} << 50);
}

TEST(FreeDiskTest, IsKnownForAFolderAndNotForNone) {
  const TemporaryFolder folder;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const int64_t free, FreeDisk(folder.path()));
  EXPECT_GT(free, 0);
  EXPECT_THAT(
      FreeDisk("/no/such/folder"),
      StatusIs(absl::StatusCode::kNotFound, testing::HasSubstr("/no/such")));
}

}  // namespace
}  // namespace lexprobe
