#include <string>
#include <vector>

#include "cli/commands.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"
#include "support/test_streams.h"

namespace lexprobe::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kVocabulary[] = "<unk>\t1\nthe\t3\ncat\t2\n.\t1\n";

absl::Status Vocab(const std::vector<std::string>& args, TestStreams& streams) {
  return RunVocab(args, streams.io());
}

TEST(VocabCommandTest, CountsAndWritesAFile) {
  const TemporaryFolder folder;
  const std::string corpus = folder.Write("text", "The cat, the CAT! The.");
  const std::string output = folder.File("words.tsv");
  for (const std::string threads : {"1", "3"}) {
    TestStreams streams;
    ASSERT_THAT(Vocab({"--corpus", corpus, "--min-count", "1", "--output",
                       output, "--threads", threads},
                      streams),
                IsOk());
    EXPECT_EQ(folder.Read("words.tsv"),
              "<unk>\t0\nthe\t3\ncat\t2\n!\t1\n,\t1\n.\t1\n");
    EXPECT_THAT(streams.out(), HasSubstr("the"));
    EXPECT_THAT(streams.err(),
                AllOf(HasSubstr("8 tokens in 2 sentences and 1 lines"),
                      HasSubstr("5 words, and 0 unknown tokens")));
  }
}

TEST(VocabCommandTest, WritesNothingElseToStandardOutputIfThatIsTheFile) {
  const TemporaryFolder folder;
  const std::string corpus = folder.Write("text", "a a b");
  TestStreams streams;
  ASSERT_THAT(
      Vocab({"--corpus", corpus, "--min-count", "2", "--output", "-"}, streams),
      IsOk());
  EXPECT_EQ(streams.out(), "<unk>\t1\na\t2\n");
}

TEST(VocabCommandTest, ReadsAndShowsTheMostFrequentWords) {
  const TemporaryFolder folder;
  TestStreams streams;
  ASSERT_THAT(
      Vocab({"--read", folder.Write("words", kVocabulary), "--top", "1"},
            streams),
      IsOk());
  EXPECT_THAT(streams.out(), AllOf(HasSubstr("the"), HasSubstr("<unk>"),
                                   HasSubstr("42.857"), Not(HasSubstr("cat"))));
}

TEST(VocabCommandTest, GivesJson) {
  const TemporaryFolder folder;
  TestStreams streams;
  ASSERT_THAT(Vocab({"--read", folder.Write("words", kVocabulary), "--json",
                     "--top", "0"},
                    streams),
              IsOk());
  const nlohmann::json json = nlohmann::json::parse(streams.out());
  EXPECT_EQ(json["words"], 3);
  EXPECT_EQ(json["total_count"], 7);
  EXPECT_EQ(json["unknown_count"], 1);
  EXPECT_EQ(json["top"].size(), 4U);
  EXPECT_EQ(json["top"][2]["word"], "cat");
  EXPECT_EQ(json["top"][2]["count"], 2);
  EXPECT_FALSE(json.contains("text"));
}

TEST(VocabCommandTest, TellsOfDamageInTheText) {
  const TemporaryFolder folder;
  const std::string corpus =
      folder.Write("text", std::string("fine\ncaf\xe9 \0x", 12));
  TestStreams streams;
  ASSERT_THAT(Vocab({"--corpus", corpus, "--json"}, streams), IsOk());
  EXPECT_THAT(streams.err(),
              AllOf(HasSubstr("replaced 1 invalid parts of UTF-8, the first "
                              "in " +
                              corpus + ": line 2"),
                    HasSubstr("took 1 NUL bytes for white space")));
  const nlohmann::json json = nlohmann::json::parse(streams.out());
  EXPECT_EQ(json["text"]["invalid_utf8"], 1);
  EXPECT_EQ(json["text"]["first_invalid_place"], corpus + ": line 2");
  EXPECT_EQ(json["text"]["tokens"], 3);
}

TEST(VocabCommandTest, NamesWhatIsWrong) {
  const struct {
    std::vector<std::string> args;
    std::string message;
  } kCases[] = {
      {{}, "nothing to do: --corpus counts words, --read reads a file"},
      {{"--corpus", "a", "--read", "b"},
       "--corpus and --read are given; one of them is enough"},
      {{"--read", "b", "--top", "-1"}, "--top is -1; it must be >= 0"},
      {{"--read", "b", "--threads", "0"},
       "--threads is 0; it must be from 1 to 256"},
      {{"--corpus", "a", "--min-count", "0"}, "min-count is 0, must be >= 1"},
      {{"--corpus", "a", "--json", "--output", "-"},
       "--json and --output - both mean standard output"},
  };
  for (const auto& test : kCases) {
    TestStreams streams;
    EXPECT_THAT(Vocab(test.args, streams),
                StatusIs(absl::StatusCode::kInvalidArgument, test.message));
    EXPECT_THAT(streams.out(), IsEmpty());
  }
  TestStreams streams;
  EXPECT_THAT(
      Vocab({"--read", "/no/such/file"}, streams),
      StatusIs(absl::StatusCode::kNotFound, HasSubstr("/no/such/file")));
}

}  // namespace
}  // namespace lexprobe::cli
