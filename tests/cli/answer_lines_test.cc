#include "cli/answer_lines.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"
#include "support/test_streams.h"

namespace lexprobe::cli {
namespace {

using testing::ElementsAre;

// Answers a line with itself, except "bad" and "worse".
absl::Status Echo(const std::string& line, Streams& io) {
  if (line == "bad") return absl::NotFoundError("not there");
  if (line == "worse") return absl::InvalidArgumentError("no question");
  io.out << line << "\n";
  return absl::OkStatus();
}

absl::Status Answer(TestStreams& streams, bool json) {
  return AnswerLines(streams.io(), "? ", json, [&](const std::string& line) {
    return Echo(line, streams.io());
  });
}

TEST(AnswerLinesTest, AnswersEachLineWithoutTheSpaceAroundIt) {
  TestStreams streams("  one \r\n\n\ttwo words\nthree");
  EXPECT_THAT(Answer(streams, false), IsOk());
  EXPECT_EQ(streams.out(), "one\ntwo words\nthree\n");
  EXPECT_EQ(streams.err(), "");
}

TEST(AnswerLinesTest, GoesOnAfterAFailureAndTellsTheFirstInTheEnd) {
  TestStreams streams("one\nbad\nworse\ntwo\n");
  EXPECT_THAT(Answer(streams, false),
              StatusIs(absl::StatusCode::kNotFound, "2 lines have no answer"));
  EXPECT_EQ(streams.out(), "one\ntwo\n");
  EXPECT_EQ(streams.err(), "line 2: not there\nline 3: no question\n");
}

TEST(AnswerLinesTest, GivesALineOfJsonForEachLineEvenWithoutAnAnswer) {
  TestStreams streams("one\nbad\n");
  EXPECT_THAT(Answer(streams, true),
              StatusIs(absl::StatusCode::kNotFound, "1 line has no answer"));
  EXPECT_EQ(streams.out(),
            "one\n{\"question\":\"bad\",\"error\":\"not there\"}\n");
}

TEST(AnswerLinesTest, EndsAtOnceWithoutInput) {
  TestStreams streams("");
  EXPECT_THAT(Answer(streams, false), IsOk());
  EXPECT_EQ(streams.out(), "");
}

}  // namespace
}  // namespace lexprobe::cli
