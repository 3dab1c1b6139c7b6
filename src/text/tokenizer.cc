#include "lexprobe/text/tokenizer.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "lexprobe/text/utf8.h"
#include "text/cleaner.h"
#include "text/word_splitter.h"

namespace lexprobe {
namespace {

bool IsSpace(char c) {
  return c == '\0' || absl::ascii_isspace(static_cast<unsigned char>(c));
}

// Cuts sentences that are too long; few texts have one.
void CutLongSentences(std::vector<size_t>* ends) {
  std::vector<size_t> cut;
  size_t begin = 0;
  for (const size_t end : *ends) {
    for (; end - begin > Tokenizer::kMaxSentenceTokens;
         begin += Tokenizer::kMaxSentenceTokens) {
      cut.push_back(begin + Tokenizer::kMaxSentenceTokens);
    }
    cut.push_back(end);
    begin = end;
  }
  *ends = std::move(cut);
}

bool HoldsLongSentence(const std::vector<size_t>& ends) {
  size_t begin = 0;
  for (const size_t end : ends) {
    if (end - begin > Tokenizer::kMaxSentenceTokens) return true;
    begin = end;
  }
  return false;
}

}  // namespace

struct Tokenizer::Parts {
  explicit Parts(const TokenizerOptions& options)
      : cleaner(options), splitter(options) {}

  Cleaner cleaner;
  WordSplitter splitter;
  std::string repaired;  // for pretokenized text
};

Tokenizer::Tokenizer(const TokenizerOptions& options)
    : options_(options), parts_(std::make_unique<Parts>(options)) {}
Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

TextDamage Tokenizer::Tokenize(absl::string_view piece, Tokens* tokens) {
  TextDamage damage;
  if (options_.pretokenized) {
    SplitAtSpaces(Repair(piece, &damage), tokens);
  } else {
    parts_->splitter.Split(parts_->cleaner.Clean(piece, &damage), tokens);
  }
  if (HoldsLongSentence(tokens->sentence_ends)) {
    CutLongSentences(&tokens->sentence_ends);
  }
  return damage;
}

absl::string_view Tokenizer::Repair(absl::string_view piece,
                                    TextDamage* damage) {
  damage->nul_bytes = std::count(piece.begin(), piece.end(), '\0');
  const size_t valid = ValidUtf8Prefix(piece);
  std::string& repaired = parts_->repaired;
  if (valid == piece.size()) {
    repaired.assign(piece.data(), piece.size());
  } else {
    damage->first_invalid_offset = valid;
    damage->invalid_utf8 = ReplaceInvalidUtf8(piece, &repaired);
  }
  const size_t size = repaired.size();
  repaired.append(Tokens::kReadable, ' ');
  return absl::string_view(repaired).substr(0, size);
}

void Tokenizer::SplitAtSpaces(absl::string_view text, Tokens* tokens) {
  tokens->Clear();
  size_t i = 0;
  while (true) {
    while (i < text.size() && IsSpace(text[i])) ++i;
    if (i == text.size()) break;
    const size_t begin = i;
    while (i < text.size() && !IsSpace(text[i])) ++i;
    tokens->words.push_back(text.substr(begin, i - begin));
  }
  if (!tokens->words.empty()) {
    tokens->sentence_ends.push_back(tokens->words.size());
  }
}

}  // namespace lexprobe
