#include "store/words_file.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using ::testing::ElementsAre;

TEST(WordsFileTest, IsNamedAfterTheArray) {
  EXPECT_EQ(WordsPathOf("x.npy"), "x.words.txt");
  EXPECT_EQ(WordsPathOf("a.b/x.npy.gz"), "a.b/x.words.txt");
  EXPECT_EQ(WordsPathOf("a.b/x"), "a.b/x.words.txt");
  EXPECT_EQ(WordsPathOf("x.50d.npy"), "x.50d.words.txt");
}

TEST(WordsFileTest, HasOneWordALineAsItStands) {
  TemporaryFolder folder;
  folder.Write("x.words.txt", " dog \nnew\tyork\r\nna\xc3\xafve");
  EXPECT_THAT(ReadWordsFile(folder.File("x.npy"), 3),
              IsOkAndHolds(ElementsAre(" dog ", "new\tyork", "na\xc3\xafve")));
}

}  // namespace
}  // namespace lexprobe
