// The first byte chooses the options, the rest is text. Tokens are never
// empty, hold no white space, are valid UTF-8, and the sentences cover them.

#include <cstddef>
#include <cstdint>
#include <map>

#include "lexprobe/base/check.h"
#include "lexprobe/text/tokenizer.h"
#include "lexprobe/text/utf8.h"

namespace lexprobe {
namespace {

TokenizerOptions OptionsFrom(uint8_t bits) {
  TokenizerOptions options;
  if ((bits & 1) != 0) options.letter_case = CaseMode::kKeep;
  if ((bits & 2) != 0) options.numbers = NumberMode::kDigits;
  if ((bits & 4) != 0) options.numbers = NumberMode::kKeep;
  if ((bits & 8) != 0) options.punctuation = PunctuationMode::kDrop;
  if ((bits & 16) != 0) options.hyphens = HyphenMode::kSplit;
  options.sentence_boundaries = (bits & 32) == 0;
  options.pretokenized = (bits & 64) != 0;
  return options;
}

void CheckTokens(const Tokens& tokens) {
  for (const absl::string_view word : tokens.words) {
    LEXPROBE_CHECK(!word.empty());
    LEXPROBE_CHECK(IsValidUtf8(word));
    LEXPROBE_CHECK(word.find_first_of(" \t\n\v\f\r") ==
                   absl::string_view::npos);
  }
  size_t last = 0;
  for (const size_t end : tokens.sentence_ends) {
    LEXPROBE_CHECK(end > last && end - last <= Tokenizer::kMaxSentenceTokens);
    last = end;
  }
  LEXPROBE_CHECK(last == tokens.words.size());
}

}  // namespace
}  // namespace lexprobe

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  // Kept, since making one takes longer than using it.
  static std::map<uint8_t, lexprobe::Tokenizer> tokenizers;
  lexprobe::Tokenizer& tokenizer =
      tokenizers.try_emplace(data[0] & 127, lexprobe::OptionsFrom(data[0]))
          .first->second;
  const absl::string_view text(reinterpret_cast<const char*>(data) + 1,
                               size - 1);
  lexprobe::Tokens tokens;
  const lexprobe::TextDamage damage = tokenizer.Tokenize(text, &tokens);
  LEXPROBE_CHECK((damage.invalid_utf8 == 0) == lexprobe::IsValidUtf8(text));
  lexprobe::CheckTokens(tokens);
  return 0;
}
