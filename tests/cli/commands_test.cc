#include "cli/commands.h"

#include <set>
#include <string>

#include "cli/options.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"
#include "support/test_streams.h"

namespace lexprobe::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

TEST(CommandsTest, HaveDifferentNamesAndASummary) {
  std::set<std::string> names;
  for (const Command& command : Commands()) {
    EXPECT_TRUE(names.insert(command.name).second) << command.name;
    EXPECT_GT(command.summary.size(), 10u) << command.name;
    EXPECT_NE(command.summary.back(), '.') << command.name;
  }
}

TEST(CommandsTest, EachShowsHelpWithExamplesUnderItsOwnName) {
  for (const Command& command : Commands()) {
    if (command.run == nullptr) continue;
    TestStreams streams;
    EXPECT_THAT(command.run({"--help"}, streams.io()), IsOk());
    EXPECT_THAT(streams.out(),
                StartsWith("Usage: lexprobe " + command.name + " "));
    EXPECT_THAT(streams.out(), HasSubstr("\nExamples:\n  lexprobe "));
    EXPECT_THAT(streams.err(), IsEmpty());
  }
}

TEST(CommandsTest, EachNamesTheNearestOptionToAMistypedOne) {
  for (const Command& command : Commands()) {
    if (command.run == nullptr) continue;
    TestStreams streams;
    EXPECT_THAT(command.run({"--hlep"}, streams.io()),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr("did you mean --help?")))
        << command.name;
  }
}

}  // namespace
}  // namespace lexprobe::cli
