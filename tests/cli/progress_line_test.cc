#include "cli/progress_line.h"

#include <algorithm>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/fake_clock.h"
#include "support/test_streams.h"

namespace lexprobe::cli {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(ProgressLineTest, WritesAPlainLineEveryFiveSecondsToAFile) {
  TestStreams streams;
  FakeClock clock;
  ProgressLine line(streams.io(), &clock, "epoch 1", "words");
  for (int second = 0; second <= 10; ++second) {
    line.Update({.done = 1000.0 * second, .total = 40000, .parts = {"loss 1"}});
    clock.Advance(absl::Seconds(1));
  }
  EXPECT_EQ(streams.err(),
            "epoch 1   12%  1.00 k words/s  loss 1  ETA 0:35\n"
            "epoch 1   25%  1.00 k words/s  loss 1  ETA 0:30\n");
}

TEST(ProgressLineTest, DrawsABarOverItselfOnATerminal) {
  TestStreams streams("", /*terminal=*/true);
  FakeClock clock;
  {
    ProgressLine line(streams.io(), &clock, "", "words");
    line.Update({.done = 0, .total = 4e6, .parts = {}});
    EXPECT_THAT(streams.err(), IsEmpty());
    clock.Advance(absl::Seconds(1));
    line.Update({.done = 1e6, .total = 4e6, .parts = {}});
    EXPECT_EQ(streams.err(),
              "\r\x1b[K[=====>              ]  25%  1.00 M words/s  ETA 0:03");
  }
  EXPECT_THAT(streams.err(), EndsWith("ETA 0:03\n"));
}

TEST(ProgressLineTest, DrawsNoMoreThanTenTimesASecond) {
  TestStreams streams("", /*terminal=*/true);
  FakeClock clock;
  ProgressLine line(streams.io(), &clock, "", "");
  for (int i = 0; i <= 1000; ++i) {
    line.Update({.done = 1.0 * i, .total = 1000, .parts = {}});
    clock.Advance(absl::Milliseconds(1));
  }
  const std::string err = streams.err();
  EXPECT_EQ(std::count(err.begin(), err.end(), '\r'), 10);
}

TEST(ProgressLineTest, CountsTheRateFromWhereTheRunWasTakenUp) {
  TestStreams streams;
  FakeClock clock;
  ProgressLine line(streams.io(), &clock, "", "words");
  line.Update({.done = 5e6, .total = 6e6, .parts = {}});
  clock.Advance(absl::Seconds(10));
  line.Update({.done = 5.5e6, .total = 6e6, .parts = {}});
  EXPECT_THAT(streams.err(), HasSubstr("50.0 k words/s  ETA 0:10"));
}

TEST(ProgressLineTest, ShowsNeitherPercentNorEtaOfAnUnknownTotal) {
  TestStreams streams;
  FakeClock clock;
  ProgressLine line(streams.io(), &clock, "reading", "lines");
  line.Update({});
  clock.Advance(absl::Seconds(5));
  line.Update({.done = 100, .total = 0, .parts = {}});
  EXPECT_EQ(streams.err(), "reading  20 lines/s  in 0:05\n");
}

TEST(ProgressLineTest, PrintsTheLastStateWhenItFinishes) {
  TestStreams streams;
  FakeClock clock;
  ProgressLine line(streams.io(), &clock, "", "");
  line.Update({.done = 1, .total = 2, .parts = {}});
  clock.Advance(absl::Seconds(2));
  line.Update({.done = 2, .total = 2, .parts = {"loss 0.5"}});
  line.Finish();
  line.Finish();
  EXPECT_EQ(streams.err(), "100%  loss 0.5  in 0:02\n");
}

TEST(ProgressLineTest, PrintsNothingWhenNothingWasDone) {
  TestStreams streams;
  FakeClock clock;
  { const ProgressLine line(streams.io(), &clock, "", ""); }
  EXPECT_THAT(streams.err(), IsEmpty());
}

TEST(ProgressLineTest, LeavesTheTerminalFreeForAnotherLine) {
  TestStreams streams("", /*terminal=*/true);
  FakeClock clock;
  ProgressLine line(streams.io(), &clock, "x", "");
  line.Update({});
  clock.Advance(absl::Seconds(1));
  line.Update({});
  line.Clear();
  EXPECT_THAT(streams.err(), EndsWith("\r\x1b[K"));
}

TEST(ProgressLineTest, CutsTheLineBeforeTheEdgeOfTheTerminal) {
  TestStreams streams("", /*terminal=*/true);
  FakeClock clock;
  ProgressLine line(streams.io(), &clock, std::string(300, 'x'), "");
  line.Update({});
  clock.Advance(absl::Seconds(1));
  line.Update({});
  EXPECT_THAT(streams.err(), Not(HasSubstr(std::string(200, 'x'))));
}

TEST(ShortNumberTest, KeepsThreeDigits) {
  EXPECT_EQ(ShortNumber(0), "0");
  EXPECT_EQ(ShortNumber(17), "17");
  EXPECT_EQ(ShortNumber(1.5), "1.50");
  EXPECT_EQ(ShortNumber(9.994), "9.99");
  EXPECT_EQ(ShortNumber(9.996), "10.0");
  EXPECT_EQ(ShortNumber(99.96), "100");
  EXPECT_EQ(ShortNumber(999.4), "999");
  EXPECT_EQ(ShortNumber(999.6), "1.00 k");
  EXPECT_EQ(ShortNumber(51234567), "51.2 M");
  EXPECT_EQ(ShortNumber(-1500), "-1.50 k");
  EXPECT_EQ(ShortNumber(7e15), "7000 T");
}

TEST(ShortDurationTest, GrowsWithTheTime) {
  EXPECT_EQ(ShortDuration(absl::ZeroDuration()), "0:00");
  EXPECT_EQ(ShortDuration(absl::Seconds(59.4)), "0:59");
  EXPECT_EQ(ShortDuration(absl::Seconds(59.6)), "1:00");
  EXPECT_EQ(ShortDuration(absl::Minutes(182)), "3:02:00");
  EXPECT_EQ(ShortDuration(absl::Hours(24)), "1 day 0:00:00");
  EXPECT_EQ(ShortDuration(absl::Hours(51)), "2 days 3:00:00");
  EXPECT_EQ(ShortDuration(-absl::Hours(1)), "0:00");
}

}  // namespace
}  // namespace lexprobe::cli
