#include "text/word_splitter.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "text/abbreviations.h"
#include "text/character_table.h"

namespace lexprobe {
namespace {

// Classes of bytes, as bits; a space has none.
constexpr uint8_t kLetter = 1;  // ASCII letters, and all bytes above ASCII
constexpr uint8_t kDigit = 2;
constexpr uint8_t kJoiner = 4;    // may stand inside a word: ' - _
constexpr uint8_t kMark = 8;      // everything else that can be seen
constexpr uint8_t kEndMark = 16;  // kSentenceEndMark
constexpr uint8_t kWord = kLetter | kDigit;

constexpr std::array<uint8_t, 256> MakeClasses() {
  std::array<uint8_t, 256> classes = {};
  for (size_t c = '!'; c < 0x7f; ++c) classes[c] = kMark;
  for (size_t c = '0'; c <= '9'; ++c) classes[c] = kDigit;
  for (size_t c = 'a'; c <= 'z'; ++c) classes[c] = kLetter;
  for (size_t c = 'A'; c <= 'Z'; ++c) classes[c] = kLetter;
  for (size_t c = 0x80; c < 0x100; ++c) classes[c] = kLetter;
  for (const char c : {'\'', '-', '_'}) {
    classes[static_cast<size_t>(c)] = kJoiner;
  }
  classes[static_cast<size_t>(kSentenceEndMark)] = kEndMark;
  return classes;
}

constexpr std::array<uint8_t, 256> kClasses = MakeClasses();

// What may follow letters and belong to their word.
constexpr std::array<bool, 256> MakeMayGoOn() {
  std::array<bool, 256> result = {};
  for (size_t c = 0; c < 256; ++c) {
    result[c] = (kClasses[c] & (kJoiner | kDigit)) != 0;
  }
  result['.'] = true;
  return result;
}

constexpr std::array<bool, 256> kMayGoOn = MakeMayGoOn();

// Tokens that may not stand in the text as they are, with what may be read
// behind them.
constexpr char kEllipsis[Tokens::kReadable] = "...";
constexpr char kQuote[Tokens::kReadable] = "\"";
constexpr char kApostrophe[Tokens::kReadable] = "'";

uint8_t ClassOf(char c) { return kClasses[static_cast<unsigned char>(c)]; }

bool IsStop(char c) { return c == '.' || c == '!' || c == '?'; }
bool IsApostrophe(char c) { return c == '\'' || c == '`'; }
bool IsCloser(char c) { return c == '"' || c == ')' || c == ']' || c == '}'; }
bool IsNumberSeparator(char c) {
  return c == '.' || c == ',' || c == ':' || c == '/';
}
// What may stand between the end of a sentence and its next word.
bool IsOpenerOrDash(char c) {
  return IsApostrophe(c) || c == '"' || c == '(' || c == '[' || c == '{' ||
         c == '-';
}

// The pieces that the Penn Treebank cuts off, when they stand alone.
bool IsContraction(absl::string_view word) {
  return word == "s" || word == "re" || word == "ll" || word == "ve" ||
         word == "d" || word == "m" || word == "t";
}

// Bytes of the character that `lead` begins.
size_t LengthOf(char lead) {
  const unsigned char byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

}  // namespace

void WordSplitter::Split(const CleanText& clean, Tokens* tokens) {
  clean_ = clean;
  tokens_ = tokens;
  tokens->Clear();
  sentence_has_word_ = false;
  word_bits_.Mark(clean_.text, clean_.size + 1);  // and the space behind it
  size_t i = 0;
  while (i < clean_.size) {
    const uint8_t byte_class = ClassOf(clean_.text[i]);
    if ((byte_class & kWord) != 0) {
      i = TakeWord(i);
    } else if (byte_class == kEndMark) {
      if (options_.sentence_boundaries) EndSentence();
      ++i;
    } else if (byte_class != 0) {
      i = TakeMark(i);
    } else {
      ++i;
    }
  }
  FinishSentences();
}

// Most words are letters up to a space or a mark that does not belong to them.
size_t WordSplitter::TakeWord(size_t begin) {
  const char* text = clean_.text;
  while (true) {
    const size_t end = begin + word_bits_.LettersAt(begin);
    const unsigned char after = static_cast<unsigned char>(text[end]);
    if (end == begin || kMayGoOn[after]) return TakeUnusualWord(begin);
    sentence_has_word_ = true;
    tokens_->words.push_back(Text(begin, end));
    if (after != ' ' || (ClassOf(text[end + 1]) & kWord) == 0) return end;
    begin = end + 1;
  }
}

size_t WordSplitter::TakeUnusualWord(size_t begin) {
  const char* text = clean_.text;
  size_t i = begin;
  size_t joiner = begin;  // the last one, if not `begin`
  uint8_t classes = 0;
  uint8_t classes_before_joiner = 0;
  while (true) {
    uint8_t next;
    while (((next = ClassOf(text[i])) & kWord) != 0) {
      classes |= next;
      ++i;
    }
    if ((next & kJoiner) == 0) break;
    const uint8_t after = ClassOf(text[i + 1]) & kWord;
    if (after == 0) break;
    if (text[i] == '_') {
      classes |= kLetter;  // 1_000 is no number
    } else if (classes == kDigit && after == kDigit) {
      break;
    } else if (text[i] == '-' && options_.hyphens == HyphenMode::kSplit) {
      break;
    }
    joiner = i++;
    classes_before_joiner = classes;
  }
  if (joiner != begin && i == joiner + 2 && text[joiner] == '\'' &&
      absl::ascii_tolower(static_cast<unsigned char>(text[i - 1])) == 's') {
    AddWord(begin, joiner, classes_before_joiner);
    AddWord(joiner, i, kLetter);
    return i;
  }
  if (classes == kDigit) i = EndOfNumber(i);
  if (text[i] == '.' && classes == kLetter) {
    const size_t end = EndOfAcronym(begin, i);
    AddWord(begin, end, classes);
    return end == i ? TakePeriodOf(begin, i) : end;
  }
  AddWord(begin, i, classes);
  return EndsAtSplittingHyphen(i, classes) ? i + 1 : i;
}

// The hyphen that splits a word is no dash.
bool WordSplitter::EndsAtSplittingHyphen(size_t end, uint8_t classes) const {
  if (options_.hyphens == HyphenMode::kKeep || clean_.text[end] != '-') {
    return false;
  }
  const uint8_t after = ClassOf(clean_.text[end + 1]) & kWord;
  return after != 0 && (classes != kDigit || after != kDigit);
}

size_t WordSplitter::EndOfNumber(size_t end) const {
  const char* text = clean_.text;
  while (IsNumberSeparator(text[end]) && ClassOf(text[end + 1]) == kDigit) {
    ++end;
    while (ClassOf(text[end]) == kDigit) ++end;
  }
  return end;
}

// U.S., e.g., p.m.: single letters, each with a period, at least two.
// `end` if it is none.
size_t WordSplitter::EndOfAcronym(size_t begin, size_t end) const {
  const char* text = clean_.text;
  if (end - begin != LengthOf(text[begin])) return end;
  size_t i = end;
  while (text[i] == '.' && (ClassOf(text[i + 1]) & kLetter) != 0) {
    const size_t next = i + 1 + LengthOf(text[i + 1]);
    if ((ClassOf(text[next]) & kWord) != 0) break;
    i = next;
  }
  return i > end && text[i] == '.' ? i + 1 : i;
}

size_t WordSplitter::TakePeriodOf(size_t begin, size_t end) {
  return IsInitial(begin, end) || IsAbbreviated(begin, end) ? end + 1 : end;
}

bool WordSplitter::IsInitial(size_t begin, size_t end) const {
  const char* text = clean_.text;
  if (end - begin != LengthOf(text[begin])) return false;
  if (absl::ascii_tolower(static_cast<unsigned char>(text[begin])) == 'i') {
    return false;  // "so did I."
  }
  const char shadow = clean_.cases[begin];
  if (clean_.has_capitals &&
      !absl::ascii_isupper(static_cast<unsigned char>(shadow))) {
    return false;
  }
  const size_t next = SkipSpaces(end + 1);
  return next > end + 1 && (ClassOf(text[next]) & kLetter) != 0;
}

bool WordSplitter::IsAbbreviated(size_t begin, size_t end) const {
  if (end - begin > kLongestAbbreviation) return false;
  char word[kLongestAbbreviation];
  for (size_t i = begin; i < end; ++i) {
    word[i - begin] =
        absl::ascii_tolower(static_cast<unsigned char>(clean_.text[i]));
  }
  const size_t next = SkipSpaces(end + 1);
  if (next >= clean_.size) return false;
  const bool digit_follows = ClassOf(clean_.text[next]) == kDigit;
  if (next == end + 1 && !digit_follows) return false;
  return IsAbbreviation(absl::string_view(word, end - begin), digit_follows);
}

size_t WordSplitter::TakeMark(size_t i) {
  const char* text = clean_.text;
  const char mark = text[i];
  if (IsStop(mark)) return TakeStops(i);
  if (IsApostrophe(mark)) return TakeApostrophe(i);
  size_t end = i + 1;
  while (text[end] == mark) ++end;
  // At the edge of a word an underscore is emphasis.
  if (mark != '_') AddMark(Text(i, i + 1));
  return end;
}

size_t WordSplitter::TakeApostrophe(size_t i) {
  const char* text = clean_.text;
  if (IsApostrophe(text[i + 1])) {
    AddMark(kQuote);
    return i + 2;
  }
  size_t end = i + 1;
  while ((ClassOf(text[end]) & kLetter) != 0) ++end;
  const bool stands_alone =
      (i == 0 || ClassOf(text[i - 1]) == 0) && ClassOf(text[end]) == 0;
  if (stands_alone && IsContraction(Text(i + 1, end))) {
    AddWord(i, end, kLetter);
    return end;
  }
  AddMark(kApostrophe);
  return i + 1;
}

size_t WordSplitter::TakeStops(size_t i) {
  const char* text = clean_.text;
  size_t end = i;
  while (IsStop(text[end])) ++end;
  const bool ellipsis =
      end - i > 1 &&
      std::all_of(text + i, text + end, [](char c) { return c == '.'; });
  if (ellipsis) {
    AddMark(kEllipsis);
  } else {
    for (size_t j = i; j < end; ++j) {
      if (j == i || text[j] != text[j - 1]) AddMark(Text(j, j + 1));
    }
  }
  end = TakeClosers(end);
  const bool space_follows = (ClassOf(text[end]) & ~kEndMark) == 0;
  if (options_.sentence_boundaries && space_follows &&
      !SmallLetterFollows(end)) {
    EndSentence();
  }
  return end;
}

size_t WordSplitter::TakeClosers(size_t i) {
  while (true) {
    if (IsCloser(clean_.text[i])) {
      AddMark(Text(i, i + 1));
      ++i;
    } else if (IsApostrophe(clean_.text[i])) {
      i = TakeApostrophe(i);
    } else {
      return i;
    }
  }
}

bool WordSplitter::SmallLetterFollows(size_t i) const {
  if (!clean_.has_capitals) return false;
  while (i < clean_.size &&
         (ClassOf(clean_.text[i]) == 0 || IsOpenerOrDash(clean_.text[i]))) {
    ++i;
  }
  return i < clean_.size && (ClassOf(clean_.text[i]) & kLetter) != 0 &&
         absl::ascii_islower(static_cast<unsigned char>(clean_.cases[i]));
}

size_t WordSplitter::SkipSpaces(size_t i) const {
  while (i < clean_.size && ClassOf(clean_.text[i]) == 0) ++i;
  return i;
}

void WordSplitter::AddWord(size_t begin, size_t end, uint8_t classes) {
  sentence_has_word_ = true;
  if (options_.numbers == NumberMode::kDigits && (classes & kDigit) != 0) {
    for (size_t i = begin; i < end; ++i) {
      if (ClassOf(clean_.text[i]) == kDigit) clean_.text[i] = '0';
    }
  }
  if (options_.numbers == NumberMode::kClass && classes == kDigit) {
    tokens_->words.push_back(kNumberToken);
  } else {
    tokens_->words.push_back(Text(begin, end));
  }
}

void WordSplitter::AddMark(absl::string_view mark) {
  if (options_.punctuation == PunctuationMode::kKeep) {
    tokens_->words.push_back(mark);
  }
}

// Marks alone are no sentence: they wait for the next word.
void WordSplitter::EndSentence() {
  if (!sentence_has_word_) return;
  tokens_->sentence_ends.push_back(tokens_->words.size());
  sentence_has_word_ = false;
}

// The marks that are left over belong to the last sentence.
void WordSplitter::FinishSentences() {
  const size_t size = tokens_->words.size();
  std::vector<size_t>& ends = tokens_->sentence_ends;
  if (size == 0) return;
  if (!sentence_has_word_ && !ends.empty()) ends.pop_back();
  ends.push_back(size);
}

}  // namespace lexprobe
