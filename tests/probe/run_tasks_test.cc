#include "lexprobe/probe/run_tasks.h"

#include <atomic>
#include <cstddef>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

using testing::Each;

TEST(RunTasksTest, RunsEachTaskOnceHoweverManyThreads) {
  for (const int threads : {1, 2, 3, 8}) {
    for (const size_t tasks : {0u, 1u, 2u, 7u, 100u}) {
      std::vector<std::atomic<int>> calls(tasks);
      RunTasks(tasks, threads, [&](size_t i) { ++calls[i]; });
      std::vector<int> counts(calls.begin(), calls.end());
      EXPECT_THAT(counts, Each(1)) << threads << " threads";
    }
  }
}

}  // namespace
}  // namespace lexprobe
