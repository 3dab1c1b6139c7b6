#include "lexprobe/text/tokenizer.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"
#include "lexprobe/text/utf8.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

// The tokens with spaces between them, sentences with " | " between them.
std::string Tokenized(absl::string_view text, TokenizerOptions options = {}) {
  Tokenizer tokenizer(options);
  Tokens tokens;
  tokenizer.Tokenize(text, &tokens);
  std::vector<std::string> sentences;
  for (size_t i = 0; i < tokens.sentences(); ++i) {
    sentences.push_back(absl::StrJoin(tokens.sentence(i), " "));
  }
  return absl::StrJoin(sentences, " | ");
}

struct Case {
  std::string text;
  std::string expected;
};

void ExpectAll(const std::vector<Case>& cases, TokenizerOptions options = {}) {
  for (const Case& test : cases) {
    EXPECT_EQ(Tokenized(test.text, options), test.expected) << test.text;
  }
}

TEST(TokenizerTest, TakesWordsApartFromMarks) {
  ExpectAll({
      {"", ""},
      {"   ", ""},
      {"word", "word"},
      {"The cat, the dog.", "the cat , the dog ."},
      {"(a; b: c)", "( a ; b : c )"},
      {"50% of $5 & more @home #1",
       "<number> % of $ <number> & more @ home # "
       "<number>"},
      {"a/b a+b=c", "a / b a + b = c"},
      // a run of the same mark is one, other than marks is not
      {"what!!! ***** ?!?", "what ! * ? ! ?"},
      {"tab\there\vand\fthere", "tab here and there"},
  });
}

TEST(TokenizerTest, KeepsApostrophesInsideWords) {
  ExpectAll({
      {"don't can't o'clock rock'n'roll", "don't can't o'clock rock'n'roll"},
      {"don’t o’clock l’homme", "don't o'clock l'homme"},
      // possessives and contracted verbs with 's
      {"the dog's tail, it's", "the dog 's tail , it 's"},
      {"THE DOG’S", "the dog 's"},
      {"the 1990's", "the <number> 's"},
      {"his's", "his 's"},
      // quotes are no apostrophes
      {"'tis the dogs' 'yes'", "' tis the dogs ' ' yes '"},
      // text that was tokenised before comes out the same
      {"the dog 's tail , we 'll go", "the dog 's tail , we 'll go"},
      {"do n't", "do n't"},
      {"'s", "'s"},
      {"'save", "' save"},
  });
}

TEST(TokenizerTest, TurnsTypographicQuotesIntoAscii) {
  ExpectAll({
      {"“Yes,” he said", "\" yes , \" he said"},
      {"„Ja“ «oui» ‹non› 「はい」", "\" ja \" \" oui \" ' non ' 「 はい 」"},
      {"‘Yes’ ‚nein‘", "' yes ' ' nein '"},
      {"``Yes,'' he said", "\" yes , \" he said"},
      {"5′ 6″", "<number> ' <number> \""},
  });
}

TEST(TokenizerTest, MakesEveryDashTheSameAndNoHyphen) {
  ExpectAll({
      {"word—another", "word - another"},
      {"word – another", "word - another"},
      {"word -- another", "word - another"},
      {"word--another", "word - another"},
      {"word - another", "word - another"},
      {"1990–95 1990-95", "<number> - <number> <number> - <number>"},
      {"London–Paris", "london - paris"},
      {"−5", "- <number>"},
      {"well-known to‐day mother-in-law", "well-known to-day mother-in-law"},
      {"-ing co-", "- ing co -"},
      {"soft\u00adhyphen", "softhyphen"},
  });
}

TEST(TokenizerTest, SplitsHyphenatedWordsIfAsked) {
  ExpectAll(
      {
          {"well-known mother-in-law", "well known mother in law"},
          {"covid-19 20-year-old", "covid <number> <number> year old"},
          {"1990-95 a--b a - b -ing", "<number> - <number> a - b a - b - ing"},
      },
      {.hyphens = HyphenMode::kSplit});
}

TEST(TokenizerTest, TakesUnderscoresAtTheEdgeForEmphasis) {
  ExpectAll({
      {"_very_ much __so__", "very much so"},
      {"new_york snake_case_1", "new_york snake_case_1"},
      {"____", ""},
  });
}

TEST(TokenizerTest, MapsNumbersToOneToken) {
  ExpectAll({
      {"1 12 1984", "<number> <number> <number>"},
      {"1,000.5 3.14 1.000.000,5", "<number> <number> <number>"},
      {"10:30 1/2 192.168.0.1", "<number> <number> <number>"},
      {"1, 2. 3", "<number> , <number> . | <number>"},
      {"3.5mm 10km", "<number> mm 10km"},
      // words that hold digits are words
      {"mp3 4th 1930s b-52 20-year-old 2x4",
       "mp3 4th 1930s b-52 20-year-old "
       "2x4"},
      {"1_000", "1_000"},
      // digits of other scripts: Arabic, Devanagari, full width, mathematical
      {"٣ १२ ４２ 𝟗", "<number> <number> <number> <number>"},
      // fractions and raised digits are letters of a word
      {"m² ½", "m² ½"},
  });
}

TEST(TokenizerTest, KeepsNumbersIfAsked) {
  ExpectAll({{"1,000.5 in 1984, ٣ mp3", "1,000.5 in 1984 , 3 mp3"}},
            {.numbers = NumberMode::kKeep});
}

TEST(TokenizerTest, MakesDigitsZeroIfAsked) {
  ExpectAll({{"1,000.5 in 1984, ٣ mp3 1930s", "0,000.0 in 0000 , 0 mp0 0000s"}},
            {.numbers = NumberMode::kDigits});
}

TEST(TokenizerTest, DropsMarksIfAsked) {
  ExpectAll(
      {
          {"“Yes,” he said—twice. Then… he left!",
           "yes he said twice | then he left"},
          {"§ 5 € « a » -- 中文。好", "<number> a 中 文 | 好"},
          {"don't dog's well-known u.s.", "don't dog 's well-known u.s."},
          {"... ! ?", ""},
          // an emoji is no mark
          {"yes 👍!", "yes 👍"},
      },
      {.punctuation = PunctuationMode::kDrop});
}

TEST(TokenizerTest, LowersLetterByLetter) {
  ExpectAll({
      {"Hello WORLD", "hello world"},
      {"ÉCOLE МОСКВА", "école москва"},
      // German: the two spellings do not meet
      {"Straße STRASSE GROẞ", "straße strasse groß"},
      // Turkish capital dotted i
      {"İstanbul", "istanbul"},
      // a sigma ends a word, but not alone and not before another letter
      {"ΟΔΟΣ ΣΟΦΟΣ, Σ σ ς ΣΑΣ", "οδος σοφος , σ σ ς σας"},
      {"ǅ Ａ Ⱥ", "ǆ ａ ⱥ"},
  });
}

TEST(TokenizerTest, KeepsCaseIfAsked) {
  ExpectAll({{"The DOG'S Tail. Mr. ΟΔΟΣ", "The DOG 'S Tail . | Mr ΟΔΟΣ"}},
            {.letter_case = CaseMode::kKeep});
}

TEST(TokenizerTest, Composes) {
  ExpectAll({
      {"cafe\u0301 CAFE\u0301", "café café"},
      {"\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국"},
      {"x\u0301y", "x\u0301y"},
      {"\u212bngstr\u00f6m", "ångström"},
      // small letters that have a composed form where the capitals have none
      {"J\u030c T\u0308 İ\u0301", "ǰ ẗ í"},
      // across what cannot be seen
      {"e\ufe0f\u0301 e\u200d\u0301", "é é"},
      // what has no composed form of its own
      {"\u0958 \ufb1d 豈", "\u0915\u093c \u05d9\u05b4 豈"},
      // marks in the wrong order
      {"a\u0301\u0323", "\u1ea1\u0301"},
  });
}

TEST(TokenizerTest, HandlesOtherScripts) {
  ExpectAll({
      // each Han character is a token; full stops end sentences
      {"我爱你。你好！“好”", "我 爱 你 。 | 你 好 ！ | \" 好 \""},
      {"他说：「好。」然后", "他 说 ： 「 好 。 」 | 然 后"},
      {"日本語のカタカナ", "日 本 語 のカタカナ"},
      {"한국어 단어", "한국어 단어"},
      {"यह हिन्दी है। वह", "यह हिन्दी है । | वह"},
      {"هل هذا؟ نعم", "هل هذا ؟ | نعم"},
      {"می\u200cخواهم", "میخواهم"},
      {"שָׁלוֹם", "שָׁלוֹם"},
      {"ภาษาไทย", "ภาษาไทย"},
  });
}

TEST(TokenizerTest, TakesAnEmojiWithAllThatIsJoinedToIt) {
  ExpectAll({
      {"good👍 day", "good 👍 day"},
      {"👍🏽👍", "👍🏽 👍"},
      {"👩\u200d👩\u200d👧x", "👩\u200d👩\u200d👧 x"},
      {"🇩🇪🇫🇷", "🇩🇪 🇫🇷"},
      {"❤\ufe0f", "❤"},
  });
}

TEST(TokenizerTest, DropsWhatCannotBeSeen) {
  ExpectAll({
      {"zero\u200dwidth\u2060join\ufeff", "zerowidthjoin"},
      {"zero\u200bwidth", "zero width"},
      {"no\u00a0break thin\u2009space", "no break thin space"},
      {"left\u200eto\u202aright", "lefttoright"},
      {std::string("a\x01"
                   "b\x7f"
                   "c\x1b[0m",
                   9),
       "a b c [ 0m"},
      {"next\u0085line para\u2029graph", "next line para | graph"},
  });
}

TEST(TokenizerTest, EndsSentences) {
  ExpectAll({
      {"One. Two! Three? Four", "one . | two ! | three ? | four"},
      {"“Come!” He came. (Really.) Yes",
       "\" come ! \" | he came . | ( really . ) | yes"},
      {"He left...  Then he came", "he left ... | then he came"},
      {"He left… Then", "he left ... | then"},
      {"1984. 5 men", "<number> . | <number> men"},
      // not before a small letter
      {"“Come!” he said. Yes", "\" come ! \" he said . | yes"},
      {"Yahoo! is... what? — yes, he", "yahoo ! is ... what ? - yes , he"},
      {"Das ist gut. ähnlich", "das ist gut . ähnlich"},
      // unless there are no capitals at all
      {"he came. then he left. ok", "he came . | then he left . | ok"},
      // not without white space
      {"end.Next example.com", "end . next example . com"},
      // what is left over belongs to the last one
      {"He left. \"", "he left . \""},
      // marks alone are none
      {". . . Yes. ! Then", ". . . yes . | ! then"},
      {"...", "..."},
  });
}

TEST(TokenizerTest, SeesAbbreviationsAndInitials) {
  ExpectAll({
      {"Mr. and Mrs. Smith", "mr and mrs smith"},
      {"Dr. J. R. Smith came. He", "dr j r smith came . | he"},
      {"А. С. Пушкин", "а с пушкин"},
      {"So did I. He too", "so did i . | he too"},
      {"Vol. 2, No. 5, pp. 3", "vol <number> , no <number> , pp <number>"},
      {"He said no. Then p.25", "he said no . | then p <number>"},
      {"Jan. 5", "jan <number>"},
      {"in the U.S. Army, e.g. at 5 p.m. today",
       "in the u.s. army , e.g. at <number> p.m. today"},
      {"The U.S.A is", "the u.s.a is"},
      {"etc. The", "etc . | the"},
      {"Hello Mr.", "hello mr ."},
      {"Mr... Smith", "mr ... | smith"},
      {"plan B.", "plan b ."},
  });
}

TEST(TokenizerTest, LeavesSentencesWholeIfAsked) {
  ExpectAll({{"One. Two 。 Three", "one . two 。 three"}},
            {.sentence_boundaries = false});
}

TEST(TokenizerTest, SplitsPretokenizedTextAtWhiteSpaceOnly) {
  ExpectAll(
      {
          {"The cat's  tail.\tEnd. \u00a0x “y” 1,000",
           "The cat's tail. End. \u00a0x “y” 1,000"},
          {" \r\n", ""},
          {std::string("a\0b", 3), "a b"},
          {"caf\xe9 e\u0301", "caf\xef\xbf\xbd e\u0301"},
      },
      {.pretokenized = true});
}

TEST(TokenizerTest, ReplacesAndCountsInvalidUtf8) {
  for (const bool pretokenized : {false, true}) {
    Tokenizer tokenizer({.pretokenized = pretokenized});
    Tokens tokens;
    const TextDamage damage =
        tokenizer.Tokenize("caf\xe9 ok \xe2\x82 x\xffy", &tokens);
    EXPECT_EQ(damage.invalid_utf8, 3);
    EXPECT_EQ(damage.first_invalid_offset, 3U);
    EXPECT_EQ(damage.nul_bytes, 0);
    EXPECT_THAT(tokens.words, ElementsAre("caf\xef\xbf\xbd", "ok",
                                          "\xef\xbf\xbd", "x\xef\xbf\xbdy"));
    EXPECT_EQ(tokenizer.Tokenize("fine", &tokens).invalid_utf8, 0);
  }
}

TEST(TokenizerTest, CountsNulBytesAndTakesThemForWhiteSpace) {
  Tokenizer tokenizer({});
  Tokens tokens;
  const TextDamage damage =
      tokenizer.Tokenize(absl::string_view("a\0b\0\0é", 7), &tokens);
  EXPECT_EQ(damage.nul_bytes, 3);
  EXPECT_EQ(damage.invalid_utf8, 0);
  EXPECT_THAT(tokens.words, ElementsAre("a", "b", "é"));
}

TEST(TokenizerTest, CutsEndlessSentences) {
  std::string text;
  for (int i = 0; i < 2500; ++i) text += "word ";
  for (const bool pretokenized : {false, true}) {
    Tokenizer tokenizer({.pretokenized = pretokenized});
    Tokens tokens;
    tokenizer.Tokenize(text, &tokens);
    EXPECT_THAT(tokens.sentence_ends, ElementsAre(1000U, 2000U, 2500U));
    EXPECT_THAT(tokens.sentence(2), SizeIs(500));
    tokenizer.Tokenize(text.substr(0, 5000), &tokens);
    EXPECT_THAT(tokens.sentence_ends, ElementsAre(1000U));
  }
}

// Not quadratic in time either, which shows as a test that never ends.
TEST(TokenizerTest, CopesWithAMillionOfAnything) {
  for (const std::string part :
       {"\u0301", "\u0323\u0301", ".", "'", "-", "a-", "a.", "! \"", "((", "1,",
        "a'", "\xff", "👍\u200d", "。」", "A. ", "mr. "}) {
    std::string text = "e";
    while (text.size() < 1'000'000) text += part;
    Tokenizer tokenizer({});
    Tokens tokens;
    tokenizer.Tokenize(text, &tokens);
    EXPECT_THAT(tokens.words, Not(IsEmpty()));
  }
}

TEST(TokenizerTest, ForgetsThePieceBefore) {
  Tokenizer tokenizer({});
  Tokens tokens;
  tokenizer.Tokenize("Ünited. Kingdom。 Of", &tokens);
  tokenizer.Tokenize("so.", &tokens);
  EXPECT_THAT(tokens.words, ElementsAre("so", "."));
  EXPECT_THAT(tokens.sentence_ends, ElementsAre(2U));
  tokenizer.Tokenize("", &tokens);
  EXPECT_THAT(tokens.words, IsEmpty());
  EXPECT_THAT(tokens.sentence_ends, IsEmpty());
}

// Pieces of characters that meet all branches, in any order.
std::string RandomText(Random& random) {
  const std::vector<std::string> parts = {
      "a",        "B",  "i",      "7", ".",       ",",      "'",  "’",
      "-",        "—",  "_",      "s", " ",       " ",      "?",  "!",
      "\"",       "”",  "…",      "é", "e\u0301", "Σ",      "中", "。",
      "」",       "👍",  "\u200d", "ß", "\u0301",  "\u0323", "ก",  "\xff",
      "\xe2\x82", "mr", "\n",     "`", ":",       "/",      "٣",  "\u2029",
      "Ⱥ",        "🇩",  "\ufe0f", "(", "؟"};
  std::string text;
  for (uint64_t n = random.Below(24); n > 0; --n) {
    text += parts[random.Below(parts.size())];
  }
  return text;
}

// All promises that hold for any text whatever.
void ExpectSoundTokens(const Tokens& tokens, const TokenizerOptions& options) {
  size_t last_end = 0;
  for (const size_t end : tokens.sentence_ends) {
    EXPECT_GT(end, last_end);
    last_end = end;
  }
  EXPECT_EQ(last_end, tokens.words.size());
  for (const absl::string_view word : tokens.words) {
    EXPECT_THAT(word, Not(IsEmpty()));
    EXPECT_TRUE(IsValidUtf8(word));
    // AddressSanitizer sees if so much may not be read.
    const std::string readable(word.data(), Tokens::kReadable);
    EXPECT_EQ(readable.substr(0, word.size()),
              word.substr(0, Tokens::kReadable));
    EXPECT_EQ(word.find_first_of(" \t\n\v\f\r\x01"), absl::string_view::npos);
    if (options.pretokenized) continue;
    std::string composed;
    ComposeNfc(word, &composed);
    EXPECT_EQ(composed, word);
  }
}

TEST(TokenizerTest, KeepsItsPromisesOnRandomText) {
  Random random(1);
  const std::vector<TokenizerOptions> all_options = {
      {},
      {.letter_case = CaseMode::kKeep, .numbers = NumberMode::kKeep},
      {.numbers = NumberMode::kDigits, .punctuation = PunctuationMode::kDrop},
      {.hyphens = HyphenMode::kSplit, .sentence_boundaries = false},
      {.pretokenized = true},
  };
  for (const TokenizerOptions& options : all_options) {
    Tokenizer tokenizer(options);
    Tokens tokens;
    for (int round = 0; round < 20'000; ++round) {
      const std::string text = RandomText(random);
      tokenizer.Tokenize(text, &tokens);
      ExpectSoundTokens(tokens, options);
      if (testing::Test::HasFailure()) FAIL() << text;
    }
  }
}

// Tokenised text, with spaces between its tokens, gives the same tokens.
TEST(TokenizerTest, LeavesItsOwnTokensAsTheyAre) {
  const std::string text =
      "“Well,” said Mr. Smith's dog—who wasn't well-known in the U.S.—“it's "
      "10:30!” Then he left… 我爱你。 Straße, café; 5% of it.";
  const TokenizerOptions options = {.numbers = NumberMode::kKeep,
                                    .sentence_boundaries = false};
  const std::string once = Tokenized(text, options);
  EXPECT_EQ(Tokenized(once, options), once);
}

}  // namespace
}  // namespace lexprobe
