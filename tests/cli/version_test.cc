#include "cli/version.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/test_streams.h"

namespace lexprobe::cli {
namespace {

using ::testing::MatchesRegex;
using ::testing::StartsWith;

TEST(VersionTest, NamesTheCommitThatWasBuilt) {
  EXPECT_THAT(VersionText(),
              MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+ \\(commit [0-9a-z]+\\)"));
}

TEST(VersionTest, AsksLexprobeTrainForLibTorch) {
  TestStreams streams;
  PrintVersion(streams.io());
  EXPECT_THAT(streams.out(), StartsWith("lexprobe " + VersionText() + "\n"));
  // A number when lexprobe-train is built, or a word that says it is not.
  EXPECT_THAT(streams.out(),
              MatchesRegex("(.|\n)*LibTorch: ([0-9].* \\(.*\\)|none .*)\n"));
}

}  // namespace
}  // namespace lexprobe::cli
