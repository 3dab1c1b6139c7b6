#include "store/word2vec_header.h"

#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/file.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::HasSubstr;

absl::StatusOr<Word2vecHeader> Take(const std::string& bytes) {
  PeekSource source(SourceOf(bytes, "memory"));
  return TakeWord2vecHeader(source);
}

TEST(Word2vecHeaderTest, ReadsRowsAndDimension) {
  for (const char* text : {"71 50\n", "71\t50\r\n", " 71  50 \nrest",
                           "\xef\xbb\xbf"
                           "71 50\n"}) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const Word2vecHeader header, Take(text));
    EXPECT_EQ(header.rows, 71u);
    EXPECT_EQ(header.dim, 50u);
  }
}

TEST(Word2vecHeaderTest, RefusesWhatIsNoHeader) {
  const std::pair<std::string, const char*> kCases[] = {
      {"", "the first line is not \"rows dimension\""},
      {"71 50", "the first line is not"},
      {"71\n", "whole numbers: \"71\""},
      {"a b\n", "the first line is not"},
      {"-1 50\n", "the first line is not"},
      {"1 2 3\n", "the first line is not"},
      {"1.0 5\n", "the first line is not"},
      {"99999999999999999999999 5\n", "the first line is not"},
      {std::string(1000, '1'), "the first line is not"},
      {"5 0\n", "dimension 0; allowed are 1 to 65536"},
      {"5 65537\n", "dimension 65537"},
      {"4294967296 5\n", "4294967296 rows; allowed are up to 2^32 - 1"},
      {"9223372036854775808 5\n", "9223372036854775808 rows"},
      {"5 18446744073709551615\n", "dimension 18446744073709551615"},
  };
  for (const auto& [text, message] : kCases) {
    EXPECT_THAT(Take(text), StatusIs(absl::StatusCode::kInvalidArgument,
                                     HasSubstr(message)))
        << text;
  }
}

TEST(Word2vecHeaderTest, ComparesRowsWithWhatWasFound) {
  EXPECT_THAT(CheckRowCount({100, 5}, 100), IsOk());
  EXPECT_THAT(CheckRowCount({100, 5}, 99),
              StatusIs(absl::StatusCode::kDataLoss,
                       "the header says 100 rows, the file has 99"));
}

}  // namespace
}  // namespace lexprobe
