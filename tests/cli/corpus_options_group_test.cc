#include "cli/corpus_options_group.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"
#include "support/test_streams.h"

namespace lexprobe::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Parsed {
  CorpusOptions corpus;
  CorpusChoices choices;
  VocabularyOptions vocabulary;
};

absl::Status ParseInto(const std::vector<std::string>& args, Parsed* parsed) {
  TestStreams streams;
  po::options_description options;
  AddCorpusOptions(parsed->corpus, parsed->choices, options);
  AddVocabularyOptions(parsed->vocabulary, options);
  const CommandHelp help = {"vocab", "", "", ""};
  const absl::Status status =
      Parse(help, options, nullptr, args, streams.io()).status();
  return status.ok() ? parsed->choices.Resolve(&parsed->corpus) : status;
}

TEST(CorpusOptionsGroupTest, HasTheDefaultsOfTheStructs) {
  Parsed parsed;
  ASSERT_THAT(ParseInto({"--corpus", "file"}, &parsed), IsOk());
  const TokenizerOptions defaults;
  const TokenizerOptions& tokenizer = parsed.corpus.tokenizer;
  EXPECT_EQ(tokenizer.letter_case, defaults.letter_case);
  EXPECT_EQ(tokenizer.numbers, defaults.numbers);
  EXPECT_EQ(tokenizer.punctuation, defaults.punctuation);
  EXPECT_EQ(tokenizer.hyphens, defaults.hyphens);
  EXPECT_EQ(tokenizer.sentence_boundaries, defaults.sentence_boundaries);
  EXPECT_EQ(tokenizer.pretokenized, defaults.pretokenized);
  EXPECT_EQ(parsed.corpus.newline, CorpusOptions().newline);
  EXPECT_EQ(parsed.vocabulary.min_count, VocabularyOptions().min_count);
}

TEST(CorpusOptionsGroupTest, SetsEveryField) {
  Parsed parsed;
  ASSERT_THAT(
      ParseInto({"--corpus", "a", "b", "--case", "keep", "--numbers", "digits",
                 "--punctuation", "drop", "--hyphens", "split", "--newline",
                 "space", "--no-sentence-boundaries", "--pretokenized",
                 "--min-count", "2", "--max-vocabulary", "10"},
                &parsed),
      IsOk());
  const TokenizerOptions& tokenizer = parsed.corpus.tokenizer;
  EXPECT_THAT(parsed.corpus.paths, ElementsAre("a", "b"));
  EXPECT_EQ(tokenizer.letter_case, CaseMode::kKeep);
  EXPECT_EQ(tokenizer.numbers, NumberMode::kDigits);
  EXPECT_EQ(tokenizer.punctuation, PunctuationMode::kDrop);
  EXPECT_EQ(tokenizer.hyphens, HyphenMode::kSplit);
  EXPECT_FALSE(tokenizer.sentence_boundaries);
  EXPECT_TRUE(tokenizer.pretokenized);
  EXPECT_EQ(parsed.corpus.newline, NewlineMode::kSpace);
  EXPECT_EQ(parsed.vocabulary.min_count, 2);
  EXPECT_EQ(parsed.vocabulary.max_vocabulary, 10);
}

TEST(CorpusOptionsGroupTest, NamesAWrongChoiceAndAMissingCorpus) {
  Parsed parsed;
  EXPECT_THAT(ParseInto({"--corpus", "a", "--case", "lower"}, &parsed),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "case is \"lower\", must be \"fold\" or \"keep\""));
  Parsed none;
  EXPECT_THAT(ParseInto({}, &none), StatusIs(absl::StatusCode::kInvalidArgument,
                                             HasSubstr("--corpus is missing")));
}

}  // namespace
}  // namespace lexprobe::cli
