#include "lexprobe/base/log.h"

#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(LogTest, HandsLevelAndLineToTheSink) {
  std::vector<std::pair<LogLevel, std::string>> lines;
  SetLogSink([&](LogLevel level, absl::string_view line) {
    lines.emplace_back(level, line);
  });
  Log(LogLevel::kWarning, "careful");
  Log(LogLevel::kInfo, "by the way");
  SetLogSink(nullptr);
  Log(LogLevel::kError, "vanishes");
  EXPECT_THAT(lines, ElementsAre(Pair(LogLevel::kWarning, "careful"),
                                 Pair(LogLevel::kInfo, "by the way")));
}

TEST(LogTest, HandsLinesOverOneAtATime) {
  int lines = 0;  // guarded by the log's own lock
  SetLogSink([&](LogLevel, absl::string_view) { ++lines; });
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([] {
      for (int i = 0; i < 1000; ++i) Log(LogLevel::kInfo, "line");
    });
  }
  for (std::thread& thread : threads) thread.join();
  SetLogSink(nullptr);
  EXPECT_EQ(lines, 4000);
}

}  // namespace
}  // namespace lexprobe
