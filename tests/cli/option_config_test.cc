#include "cli/option_config.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(ParseConfigTest, ReadsOneEntryALineWithItsNumber) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const std::vector<ConfigEntry> entries,
      ParseConfig(
          "# top\n\n  top = 3  \r\nmodel=a=b\nname = \" x \"\nempty ="));
  ASSERT_EQ(entries.size(), 4u);
  EXPECT_EQ(entries[0].option, "top");
  EXPECT_EQ(entries[0].value, "3");
  EXPECT_EQ(entries[0].line, 3);
  EXPECT_EQ(entries[1].value, "a=b");
  EXPECT_EQ(entries[2].value, " x ");
  EXPECT_EQ(entries[3].value, "");
  EXPECT_EQ(entries[3].line, 6);
}

TEST(ParseConfigTest, FindsNothingInAnEmptyFile) {
  EXPECT_THAT(ParseConfig(""), IsOkAndHolds(IsEmpty()));
  EXPECT_THAT(ParseConfig("\xEF\xBB\xBF\n"), IsOkAndHolds(IsEmpty()));
}

TEST(ParseConfigTest, NamesTheLineThatIsNone) {
  EXPECT_THAT(ParseConfig("top = 3\nrows"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("line 2: \"rows\"")));
  EXPECT_THAT(ParseConfig("a = \"\n"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("line 1: no closing quote")));
}

}  // namespace
}  // namespace lexprobe::cli
