#include "cli/minimal_pairs.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/file.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class MinimalPairsTest : public testing::Test {
 protected:
  absl::StatusOr<std::vector<MinimalPair>> Read(const std::string& text) {
    const std::string path = folder_.File("pairs.txt");
    EXPECT_THAT(WriteFile(path, text), IsOk());
    return ReadMinimalPairs(path);
  }

  TemporaryFolder folder_;
};

TEST_F(MinimalPairsTest, ReadsPairsWithAndWithoutAGroup) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const auto pairs, Read("# the world\n"
                             "animacy | the dogs play | the chairs play\n"
                             "\n"
                             "  they go|they goes  \r\n"));
  EXPECT_THAT(pairs, ElementsAre(MinimalPair{"animacy", "the dogs play",
                                             "the chairs play"},
                                 MinimalPair{"", "they go", "they goes"}));
}

TEST_F(MinimalPairsTest, ReadsTheJsonLinesOfBlimp) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const auto pairs,
      Read(R"({"sentence_good": "Cats \"purr\" | loudly.", )"
           R"("sentence_bad": "Cats purrs.", "UID": "agreement", "n": 1})"
           "\n"));
  EXPECT_THAT(pairs,
              ElementsAre(MinimalPair{"agreement", "Cats \"purr\" | loudly.",
                                      "Cats purrs."}));
}

TEST_F(MinimalPairsTest, NamesTheLineThatIsNoPair) {
  for (const char* line :
       {"no bar", "a |", "| b", "a | b | c | d", "{\"sentence_good\": \"a\"}",
        "{\"sentence_good\": 1, \"sentence_bad\": \"b\"}", "{broken",
        "group | a | "}) {
    EXPECT_THAT(Read("good | bad\n" + std::string(line) + "\n").status(),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr("pairs.txt: line 2: \"")))
        << line;
  }
}

TEST_F(MinimalPairsTest, RefusesAFileWithoutPairs) {
  EXPECT_THAT(Read("# nothing\n\n").status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("no line of \"good | bad\"")));
  EXPECT_THAT(ReadMinimalPairs(folder_.File("absent")).status(),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("absent")));
}

}  // namespace
}  // namespace lexprobe::cli
