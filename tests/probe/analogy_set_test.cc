#include "lexprobe/probe/analogy_set.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/gzip_sink.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

using Pairs = std::vector<AnalogyPair>;
using Questions = std::vector<AnalogyQuestion>;

class AnalogySetTest : public testing::Test {
 protected:
  absl::StatusOr<AnalogySet> Read(const std::string& name,
                                  const std::string& bytes) {
    return ReadAnalogySet(folder_.Write(name, bytes));
  }

  TemporaryFolder folder_;
};

TEST_F(AnalogySetTest, ReadsGooglesSections) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const AnalogySet set,
                                Read("q.txt",
                                     ": family\n"
                                     "boy girl king queen\n"
                                     "king queen boy girl\n"
                                     "boy girl he she\n"
                                     ": gram8-plural\r\n"
                                     "cat cats  dog\tdogs\r\n"));
  ASSERT_THAT(set.sections, SizeIs(2));
  EXPECT_EQ(set.sections[0].name, "family");
  EXPECT_EQ(set.sections[0].kind, SectionKind::kSemantic);
  EXPECT_EQ(set.sections[0].pairs,
            (Pairs{{"boy", {"girl"}}, {"king", {"queen"}}, {"he", {"she"}}}));
  EXPECT_EQ(set.sections[0].questions, (Questions{{0, 1}, {1, 0}, {0, 2}}));
  EXPECT_EQ(set.sections[1].name, "gram8-plural");
  EXPECT_EQ(set.sections[1].kind, SectionKind::kSyntactic);
  EXPECT_EQ(set.sections[1].pairs,
            (Pairs{{"cat", {"cats"}}, {"dog", {"dogs"}}}));
  EXPECT_EQ(set.questions(), 4);
}

TEST_F(AnalogySetTest, GivesQuestionsWithoutASectionTheFilesName) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const AnalogySet set,
                                Read("mine.txt", "a b c d\n"));
  ASSERT_THAT(set.sections, SizeIs(1));
  EXPECT_EQ(set.sections[0].name, "mine");
}

TEST_F(AnalogySetTest, DropsSectionsWithoutQuestionsAndSkipsByteOrderMark) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const AnalogySet set,
      Read("q.txt", "\xEF\xBB\xBF: empty\n\n: full\n\n  a b c d\n"));
  ASSERT_THAT(set.sections, SizeIs(1));
  EXPECT_EQ(set.sections[0].name, "full");
}

TEST_F(AnalogySetTest, ReadsPairsAndAsksEachAgainstEveryOther) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const AnalogySet set,
      Read("E01 [country - capital].txt",
           "abuja\tnigeria\naccra\tghana/gold_coast\nbern switzerland\n"));
  ASSERT_THAT(set.sections, SizeIs(1));
  EXPECT_EQ(set.sections[0].name, "E01 [country - capital]");
  EXPECT_EQ(set.sections[0].kind, SectionKind::kSemantic);
  EXPECT_EQ(set.sections[0].pairs, (Pairs{{"abuja", {"nigeria"}},
                                          {"accra", {"ghana", "gold_coast"}},
                                          {"bern", {"switzerland"}}}));
  EXPECT_EQ(set.sections[0].questions,
            (Questions{{0, 1}, {0, 2}, {1, 0}, {1, 2}, {2, 0}, {2, 1}}));
}

TEST_F(AnalogySetTest, ReadsFoldersInTheOrderOfTheirPaths) {
  folder_.Write("BATS/2_Derivational/D01 [noun+less].txt", "a\tb\nc\td\n");
  folder_.Write("BATS/1_Inflectional/I01 [noun].txt", "a\tb\nc\td\n");
  folder_.Write("BATS/README.md", "not questions");
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const AnalogySet set,
                                ReadAnalogySet(folder_.File("BATS")));
  ASSERT_THAT(set.sections, SizeIs(2));
  EXPECT_EQ(set.sections[0].name, "I01 [noun]");
  EXPECT_EQ(set.sections[1].name, "D01 [noun+less]");
  EXPECT_EQ(set.sections[0].kind, SectionKind::kSyntactic);
  EXPECT_EQ(set.sections[1].kind, SectionKind::kSyntactic);
}

TEST_F(AnalogySetTest, ReadsMsrQuestionsWithTheirAnswers) {
  folder_.Write("word_relationship.answers",
                "JJ_JJR rougher\nNN_NNS dogs\nJJ_JJR colder\n");
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const AnalogySet set,
      Read("word_relationship.questions",
           "good better rough\ncat cats dog\ngood better cold\n"));
  ASSERT_THAT(set.sections, SizeIs(2));
  EXPECT_EQ(set.sections[0].name, "JJ_JJR");
  EXPECT_EQ(set.sections[0].kind, SectionKind::kSyntactic);
  EXPECT_EQ(set.sections[0].pairs, (Pairs{{"good", {"better"}},
                                          {"rough", {"rougher"}},
                                          {"cold", {"colder"}}}));
  EXPECT_EQ(set.sections[0].questions, (Questions{{0, 1}, {0, 2}}));
  EXPECT_EQ(set.sections[1].name, "NN_NNS");
}

TEST_F(AnalogySetTest, SaysWhatIsWrongWithMsrAnswers) {
  EXPECT_THAT(Read("x.questions", "good better rough\n"),
              StatusIs(absl::StatusCode::kNotFound,
                       HasSubstr("asks in the MSR format; its answers: ")));
  folder_.Write("x.answers", "JJ_JJR rougher\nJJ_JJR colder\n");
  EXPECT_THAT(Read("x.questions", "good better rough\n"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("2 answers to 1 questions")));
  folder_.Write("x.answers", "rougher\n");
  EXPECT_THAT(Read("x.questions", "good better rough\n"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("line 1: 1 fields where an answer has 2")));
}

TEST_F(AnalogySetTest, ReadsGzip) {
  const std::string path = folder_.File("q.txt.gz");
  {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(auto file, AtomicFile::Create(path));
    auto sink = DeflateGzip(std::move(file));
    ASSERT_THAT(sink->Write(": family\nboy girl king queen\n"), IsOk());
    ASSERT_THAT(sink->Close(), IsOk());
  }
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const AnalogySet set, ReadAnalogySet(path));
  EXPECT_EQ(set.questions(), 1);
}

TEST_F(AnalogySetTest, NamesTheLineThatIsNoQuestion) {
  struct BadCase {
    const char* bytes;
    const char* message;
  };
  const BadCase cases[] = {
      {": family\nboy girl king\n",
       "q.txt: line 2: 3 words where a question has 4"},
      {"a\tb\n\nc\n", "q.txt: line 3: 1 words where a pair has 2"},
      {"a\tb\nc\t/\n", "q.txt: line 2: no word but \"/\" to pair with"},
      {"one two three four five\n", "q.txt: line 1: 5 words, where"},
      {"", "q.txt: no questions"},
      {": family\n", "q.txt: no questions"},
      {"a\tb\n", "q.txt: no questions"},
  };
  for (const BadCase& c : cases) {
    EXPECT_THAT(
        Read("q.txt", c.bytes),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(c.message)));
  }
}

TEST_F(AnalogySetTest, SaysWhatIsWrongWithThePath) {
  EXPECT_THAT(ReadAnalogySet(folder_.File("none.txt")),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("none.txt")));
  EXPECT_THAT(ReadAnalogySet(folder_.path()),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("a folder without a .txt file")));
}

TEST(KindOfSectionTest, FollowsTheNamesOfTheThreeSets) {
  for (const char* name :
       {"gram1-adjective-to-adverb", "I05 [verb_inf - 3pSg]",
        "D10 [verb+ment_irreg]", "JJ_JJR", "NN_NNPOS", "VB_VBD"}) {
    EXPECT_EQ(KindOfSection(name), SectionKind::kSyntactic) << name;
  }
  for (const char* name : {"capital-world", "family", "E10 [male - female]",
                           "L03 [hyponyms - misc]", "Demography", "In", ""}) {
    EXPECT_EQ(KindOfSection(name), SectionKind::kSemantic) << name;
  }
}

}  // namespace
}  // namespace lexprobe
