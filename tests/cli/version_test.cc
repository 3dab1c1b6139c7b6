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

TEST(VersionTest, AsksLexprobeTrainForBlasAndLibTorch) {
  TestStreams streams;
  PrintVersion(streams.io());
  EXPECT_THAT(streams.out(), StartsWith("lexprobe " + VersionText() + "\n"));
  // What lexprobe-train says when it is built, or that there is none.
  EXPECT_THAT(streams.out(),
              MatchesRegex("(.|\n)*\ntraining: "
                           "(/.*\n  BLAS: .*\n  LibTorch: [0-9].*|none .*)\n"));
}

TEST(VersionTest, NamesTheBlasOfTheTrainingProgramItself) {
  TestStreams streams;
  PrintTrainVersion("1.2.3", streams.io());
  EXPECT_THAT(streams.out(), MatchesRegex("lexprobe .*\nvectors: .*\nBLAS: .+\n"
                                          "LibTorch: 1\\.2\\.3\n"));
}

}  // namespace
}  // namespace lexprobe::cli
