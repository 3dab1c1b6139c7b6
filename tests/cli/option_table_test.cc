#include "cli/option_table.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> GroupsOf(const std::vector<OptionRow>& rows) {
  std::vector<std::string> groups;
  for (const OptionRow& row : rows) groups.push_back(row.group);
  return groups;
}

TEST(OptionRowsTest, KeepsGroupsWithinGroups) {
  po::options_description inner("Inner"), middle("Middle"), all;
  inner.add_options()("deep", "a");
  middle.add_options()("half", "b");
  middle.add(inner);
  all.add_options()("plain,p", "c");
  all.add(middle);
  const std::vector<OptionRow> rows = OptionRows(all);
  EXPECT_THAT(GroupsOf(rows), ElementsAre("Options", "Middle", "Inner"));
  EXPECT_EQ(rows[0].name, "--plain");
}

TEST(OptionRowsTest, IsNotMisledByADescriptionThatLooksLikeAnOption) {
  po::options_description first("First"), all;
  first.add_options()("one", "word\n  --two is another\nThird:\n--three");
  all.add(first);
  EXPECT_THAT(GroupsOf(OptionRows(all)), ElementsAre("First"));
}

TEST(OptionRowsTest, WritesNumbersAsAPersonWould) {
  double rate = 0.1, tiny = 1e-12, third = 1.0 / 3, ten = 10;
  float floor = 0.3f;
  int order = 5;
  std::string name;
  bool quiet = false;
  po::options_description all;
  all.add_options()("rate", po::value(&rate)->default_value(rate), "")(
      "tiny", po::value(&tiny)->default_value(tiny), "")(
      "third", po::value(&third)->default_value(third), "")(
      "ten", po::value(&ten)->default_value(ten), "")(
      "floor", po::value(&floor)->default_value(floor), "")(
      "order", po::value(&order)->default_value(order), "")(
      "name", po::value(&name)->default_value(name), "")(
      "quiet", po::bool_switch(&quiet), "");
  std::vector<std::string> defaults;
  for (const OptionRow& row : OptionRows(all)) {
    defaults.push_back(row.default_text);
  }
  EXPECT_THAT(defaults, ElementsAre("0.1", "1e-12", "0.3333333333333333", "10",
                                    "0.3", "5", "", ""));
}

TEST(OptionRowsTest, SaysWhatAFieldOfItsTypeTakes) {
  int order = 5;
  double rate = 1;
  std::string model;
  std::vector<std::string> corpus, words;
  po::options_description all;
  all.add_options()("order", po::value(&order), "")(
      "rate", po::value(&rate), "")("model", po::value(&model), "")(
      "corpus", po::value(&corpus)->value_name("FILE"), "")(
      "words", po::value(&words)->value_name("WORD..."), "");
  std::vector<std::string> values;
  for (const OptionRow& row : OptionRows(all)) values.push_back(row.value);
  EXPECT_THAT(values, ElementsAre("N", "X", "VALUE", "FILE...", "WORD..."));
}

TEST(HelpTextTest, FitsTheWidth) {
  int order = 5;
  po::options_description all;
  all.add_options()(
      "order", po::value(&order)->default_value(order),
      "how many words an N-gram has, from two to fifteen of them")(
      "an-option-with-a-rather-long-name", po::value(&order)->value_name("N"),
      "which is explained below its name");
  const std::string text = HelpText({.name = "train",
                                     .usage = "--corpus FILE...",
                                     .about = "Learns vectors from text.",
                                     .examples = ""},
                                    OptionRows(all), 50);
  EXPECT_EQ(text,
            "Usage: lexprobe train --corpus FILE...\n"
            "\n"
            "Learns vectors from text.\n"
            "\n"
            "Options:\n"
            "  --order N  how many words an N-gram has, from\n"
            "             two to fifteen of them (default: 5)\n"
            "  --an-option-with-a-rather-long-name N\n"
            "             which is explained below its name\n");
}

TEST(ManualTextTest, EscapesWhatTroffWouldTakeAsItsOwn) {
  po::options_description all;
  all.add_options()("path", ".begins with a dot and C:\\dos");
  const std::string text = ManualText(
      {.name = "x", .usage = "", .about = "About.", .examples = "'quoted'"},
      OptionRows(all));
  EXPECT_THAT(text, HasSubstr("\\&.begins with a dot and C:\\edos"));
  EXPECT_THAT(text, HasSubstr("\\&'quoted'"));
  EXPECT_THAT(text, Not(HasSubstr("\n'")));
}

TEST(ManualTextTest, NamesThePageOfASubcommandInOneWord) {
  const CommandHelp help = {
      .name = "swing try", .usage = "", .about = "About.", .examples = ""};
  EXPECT_THAT(ManualText(help, {}),
              AllOf(HasSubstr(".TH LEXPROBE-SWING-TRY 1"),
                    HasSubstr("lexprobe\\-swing-try \\- About"),
                    HasSubstr(".B lexprobe swing try\n")));
  EXPECT_EQ(CompletionText(help, {}), "swing-try\n");
}

}  // namespace
}  // namespace lexprobe::cli
