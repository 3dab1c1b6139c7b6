#include "lexprobe/base/line_reader.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"
#include "support/failing_file.h"
#include "support/memory_file.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr size_t kAnyPiece = 1000;

LineReaderOptions SplitAt(size_t max_line_bytes) {
  return {.max_line_bytes = max_line_bytes, .split_long_lines = true};
}

// All lines, or what was given before the error, which goes to `*status`.
std::vector<std::string> Lines(LineReader reader,
                               absl::Status* status = nullptr) {
  std::vector<std::string> lines;
  absl::string_view line;
  while (true) {
    absl::StatusOr<bool> more = reader.Next(&line);
    if (status != nullptr) *status = more.status();
    EXPECT_TRUE(more.ok() || status != nullptr) << more.status();
    if (!more.ok() || !*more) return lines;
    lines.emplace_back(line);
  }
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines = Lines(LineReader(InPieces(text, kAnyPiece)));
  EXPECT_EQ(lines, Lines(LineReader(InPieces(text, 1))));
  return lines;
}

TEST(LineReaderTest, GivesNoLineForNoBytes) {
  EXPECT_THAT(LinesOf(""), IsEmpty());
}

TEST(LineReaderTest, EndsLinesAtNewlines) {
  EXPECT_THAT(LinesOf("one\ntwo\n"), ElementsAre("one", "two"));
  EXPECT_THAT(LinesOf("\n"), ElementsAre(""));
  EXPECT_THAT(LinesOf("\n\nx\n"), ElementsAre("", "", "x"));
}

TEST(LineReaderTest, GivesALastLineWithoutNewline) {
  EXPECT_THAT(LinesOf("one\ntwo"), ElementsAre("one", "two"));
}

TEST(LineReaderTest, TakesAwayOneCarriageReturnBeforeANewlineOnly) {
  EXPECT_THAT(LinesOf("a\r\nb\r\r\nc\rd\r\n\r\n"),
              ElementsAre("a", "b\r", "c\rd", ""));
  EXPECT_THAT(LinesOf("a\r"), ElementsAre("a\r"));
}

TEST(LineReaderTest, KeepsNulBytes) {
  EXPECT_THAT(LinesOf(std::string("a\0b\n\0", 5)),
              ElementsAre(std::string("a\0b", 3), std::string("\0", 1)));
}

TEST(LineReaderTest, CountsLinesFromOne) {
  LineReader reader(SourceOf("a\n\nb", "file"));
  absl::string_view line;
  for (int64_t number = 1; number <= 3; ++number) {
    EXPECT_THAT(reader.Next(&line), IsOkAndHolds(true));
    EXPECT_EQ(reader.line_number(), number);
  }
  EXPECT_EQ(reader.Place(), "file: line 3");
  EXPECT_THAT(reader.Next(&line), IsOkAndHolds(false));
  EXPECT_THAT(reader.Next(&line), IsOkAndHolds(false));
}

TEST(LineReaderTest, ReadsLinesLongerThanItsBuffer) {
  const std::string longest(900'000, 'x');
  EXPECT_THAT(Lines(LineReader(
                  InPieces(longest + "\nshort\n" + longest, size_t{1} << 20))),
              ElementsAre(longest, "short", longest));
}

TEST(LineReaderTest, RefusesALongLineAndNamesIt) {
  for (const std::string end : {"", "\n", "\r\n"}) {
    const std::string text = "a\n1234" + end;
    absl::Status status;
    EXPECT_THAT(Lines(LineReader(SourceOf(text, "file"), {.max_line_bytes = 3}),
                      &status),
                ElementsAre("a"));
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument,
                                 "file: line 2: longer than the limit of "
                                 "3 bytes"));
  }
}

TEST(LineReaderTest, TakesALineOfJustTheLimit) {
  for (const std::string end : {"", "\n", "\r\n"}) {
    EXPECT_THAT(Lines(LineReader(InPieces("a\n123" + end, kAnyPiece),
                                 {.max_line_bytes = 3})),
                ElementsAre("a", "123"));
  }
}

TEST(LineReaderTest, CutsALongLineAfterWhiteSpace) {
  EXPECT_THAT(
      Lines(LineReader(InPieces("one two three\nx", kAnyPiece), SplitAt(9))),
      ElementsAre("one two ", "three", "x"));
}

TEST(LineReaderTest, CutsALongLineBetweenCharactersIfThereIsNoSpace) {
  EXPECT_THAT(
      Lines(LineReader(InPieces("äöü\xf0\x9f\x98\x80", kAnyPiece), SplitAt(5))),
      ElementsAre("äö", "ü", "\xf0\x9f\x98\x80"));
}

TEST(LineReaderTest, CutsBrokenUtf8AtTheLimit) {
  const std::string broken(20, '\x80');
  EXPECT_THAT(Lines(LineReader(InPieces(broken, kAnyPiece), SplitAt(8))),
              ElementsAre(broken.substr(0, 8), broken.substr(0, 8),
                          broken.substr(0, 4)));
}

TEST(LineReaderTest, SaysThatALineGoesOnAndKeepsItsNumber) {
  LineReader reader(SourceOf("aa bb cc\nd", "file"), SplitAt(3));
  absl::string_view line;
  const struct {
    std::string line;
    int64_t number;
    bool continues;
  } kExpected[] = {
      {"aa ", 1, true}, {"bb ", 1, true}, {"cc", 1, false}, {"d", 2, false}};
  for (const auto& expected : kExpected) {
    ASSERT_THAT(reader.Next(&line), IsOkAndHolds(true));
    EXPECT_EQ(line, expected.line);
    EXPECT_EQ(reader.line_number(), expected.number);
    EXPECT_EQ(reader.line_continues(), expected.continues);
  }
}

// The pieces joined, with a newline after each that does not go on.
std::string Joined(LineReader reader, size_t max_line_bytes) {
  std::string joined;
  absl::string_view line;
  while (*reader.Next(&line)) {
    EXPECT_LE(line.size(), max_line_bytes);
    EXPECT_TRUE(!reader.line_continues() || !line.empty());
    joined.append(line.data(), line.size());
    if (!reader.line_continues()) joined += '\n';
  }
  return joined;
}

TEST(LineReaderTest, LosesNothingHoweverItCuts) {
  Random random(1);
  const std::string letters("ab \n\r\xc3\xa4\x80", 8);
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (size_t size = random.Below(60); size > 0; --size) {
      text += letters[random.Below(letters.size())];
    }
    text += '\n';
    std::string expected;
    for (size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '\r' || text[i + 1] != '\n') expected += text[i];
    }
    for (size_t limit = 1; limit < 8; ++limit) {
      EXPECT_EQ(Joined(LineReader(InPieces(text, 1 + random.Below(9)),
                                  SplitAt(limit)),
                       limit),
                expected);
    }
  }
}

TEST(LineReaderTest, CutsAnEndlessLineIntoPiecesOfTheLimit) {
  const std::vector<std::string> pieces = Lines(LineReader(
      InPieces(std::string(10'000'000, 'x'), size_t{1} << 16), SplitAt(1000)));
  EXPECT_EQ(pieces.size(), 10'000U);
  EXPECT_THAT(pieces, Each(std::string(1000, 'x')));
}

TEST(LineReaderTest, KeepsEndAndErrorApart) {
  const std::string text = "one\ntwo\n";
  for (size_t n = 0; n <= text.size(); ++n) {
    absl::Status status;
    const std::vector<std::string> lines =
        Lines(LineReader(std::make_unique<FailingSource>(text, n)), &status);
    EXPECT_THAT(status,
                StatusIs(absl::StatusCode::kInternal, HasSubstr("failing")));
    const std::string read = text.substr(0, n);
    EXPECT_EQ(static_cast<std::ptrdiff_t>(lines.size()),
              std::count(read.begin(), read.end(), '\n'));
  }
}

}  // namespace
}  // namespace lexprobe
