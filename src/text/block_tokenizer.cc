#include "text/block_tokenizer.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace lexprobe {

void BlockTokenizer::Start(const TextBlock* block) {
  block_ = block;
  rest_ = block->bytes();
  line_ = block->first_line;
  statistics_.bytes += static_cast<int64_t>(rest_.size());
  statistics_.lines += block->lines;
}

bool BlockTokenizer::Next(Tokens* tokens) {
  while (!rest_.empty()) {
    const int64_t line = line_;
    const absl::string_view piece =
        newline_ == NewlineMode::kSentence ? TakeLine() : TakeParagraph();
    const TextDamage damage = tokenizer_.Tokenize(piece, tokens);
    Note(damage, piece, line);
    statistics_.tokens += static_cast<int64_t>(tokens->words.size());
    statistics_.sentences += static_cast<int64_t>(tokens->sentences());
    if (!tokens->words.empty()) return true;
  }
  tokens->Clear();
  return false;
}

absl::string_view BlockTokenizer::TakeLine() {
  const size_t newline = rest_.find('\n');
  const absl::string_view line = rest_.substr(0, newline);
  rest_.remove_prefix(std::min(line.size() + 1, rest_.size()));
  ++line_;
  return line;
}

// Lines up to an empty one, with the newlines between them.
absl::string_view BlockTokenizer::TakeParagraph() {
  const absl::string_view start = rest_;
  size_t size = 0;
  while (!rest_.empty()) {
    const absl::string_view line = TakeLine();
    if (absl::StripAsciiWhitespace(line).empty()) break;
    size = start.size() - rest_.size();
  }
  return start.substr(0, size);
}

void BlockTokenizer::Note(const TextDamage& damage, absl::string_view piece,
                          int64_t line) {
  statistics_.nul_bytes += damage.nul_bytes;
  if (damage.invalid_utf8 > 0 && statistics_.invalid_utf8 == 0) {
    const absl::string_view before =
        piece.substr(0, damage.first_invalid_offset);
    line += std::count(before.begin(), before.end(), '\n');
    statistics_.first_invalid_place =
        absl::StrCat(block_->file, ": line ", line);
    statistics_.first_invalid_block = block_->number;
  }
  statistics_.invalid_utf8 += damage.invalid_utf8;
}

}  // namespace lexprobe
