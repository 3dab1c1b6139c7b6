#include "cli/prompt.h"

#include <stdlib.h>

#include <memory>
#include <optional>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/test_streams.h"

namespace lexprobe::cli {
namespace {

// An environment variable, as it was before when the test is over.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    const char* before = getenv(name);
    if (before != nullptr) before_ = before;
    if (value == nullptr) {
      unsetenv(name);
    } else {
      setenv(name, value, 1);
    }
  }
  ~Variable() {
    if (before_.has_value()) {
      setenv(name_, before_->c_str(), 1);
    } else {
      unsetenv(name_);
    }
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
  std::optional<std::string> before_;
};

TEST(PromptTest, ReadsPipedLinesAsTheyCome) {
  TestStreams streams("one\r\n\ntwo");
  const std::unique_ptr<LineSource> lines = OpenPrompt(streams.io(), "? ");
  EXPECT_FALSE(lines->interactive());
  std::string line;
  EXPECT_TRUE(lines->Next(&line));
  EXPECT_EQ(line, "one");
  EXPECT_TRUE(lines->Next(&line));
  EXPECT_EQ(line, "");
  EXPECT_TRUE(lines->Next(&line));
  EXPECT_EQ(line, "two");
  EXPECT_FALSE(lines->Next(&line));
  EXPECT_EQ(streams.out() + streams.err(), "");
}

TEST(HistoryPathTest, FollowsTheStateFolder) {
  const Variable state("XDG_STATE_HOME", "/state");
  EXPECT_EQ(HistoryPath(), "/state/lexprobe/history");
}

TEST(HistoryPathTest, FallsBackToTheHomeFolder) {
  const Variable state("XDG_STATE_HOME", "relative/is/ignored");
  const Variable home("HOME", "/home/someone");
  EXPECT_EQ(HistoryPath(), "/home/someone/.local/state/lexprobe/history");
}

TEST(HistoryPathTest, IsEmptyWhenThereIsNoHome) {
  const Variable state("XDG_STATE_HOME", nullptr);
  const Variable home("HOME", nullptr);
  EXPECT_EQ(HistoryPath(), "");
}

}  // namespace
}  // namespace lexprobe::cli
