#include "text/cleaner.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstring>

#include "absl/strings/ascii.h"
#include "lexprobe/text/utf8.h"
#include "text/byte_kernels.h"

namespace lexprobe {
namespace {

// Clean text is at most this many times as long: one invalid byte becomes the
// three of U+FFFD, and the worst that NFC does is a musical note of 4 bytes
// that becomes 12, with spaces around it.
constexpr size_t kGrowth = 4;
// Longer runs of combining marks are left as they are, as in the Stream-Safe
// Text Format of Unicode Annex 15.
constexpr size_t kLongestComposed = 128;
constexpr uint32_t kFinalSigma = 0x3c2;

bool IsAsciiCloser(char c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == '}';
}

bool IsLetter(uint32_t code_point) {
  const utf8proc_category_t category =
      utf8proc_category(static_cast<utf8proc_int32_t>(code_point));
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool StartsWithLetter(absl::string_view text) {
  return !text.empty() && IsLetter(DecodeUtf8(text).code_point);
}

bool IsVariationSelector(uint32_t code_point) {
  return code_point >= 0xfe00 && code_point <= 0xfe0f;
}

}  // namespace

Cleaner::Cleaner(const TokenizerOptions& options)
    : options_(options), table_(options) {}

void Cleaner::Reserve(size_t input_size) {
  const size_t size = kGrowth * input_size + 2 * CleanText::kPadding;
  if (text_.size() < size) {
    text_.resize(size);
    cases_.resize(size);
  }
}

CleanText Cleaner::Finish(size_t size, const char* cases, bool has_capitals) {
  std::memset(text_.data() + size, ' ', CleanText::kPadding);
  return {text_.data(), size, cases, has_capitals};
}

CleanText Cleaner::Clean(absl::string_view piece, TextDamage* damage) {
  Reserve(piece.size());
  const AsciiCopy copy =
      CopyAscii(piece.data(), piece.size(), IsFolding(), text_.data());
  if (copy.has_nul) {
    damage->nul_bytes =
        static_cast<int64_t>(CountBytes(piece.data(), piece.size(), '\0'));
  }
  if (copy.all_ascii) {
    return Finish(piece.size(), piece.data(), copy.has_capitals);
  }
  const size_t valid = ValidUtf8Prefix(piece);
  if (valid < piece.size()) {
    damage->invalid_utf8 = ReplaceInvalidUtf8(piece, &repaired_);
    damage->first_invalid_offset = valid;
    piece = repaired_;
    Reserve(piece.size());
  }
  const size_t size = CleanUnicode(piece);
  return Finish(size, cases_.data(), has_capitals_);
}

size_t Cleaner::CleanUnicode(absl::string_view text) {
  has_capitals_ = false;
  Pass pass;
  pass.rest = text;
  while (!pass.rest.empty()) {
    TakeAscii(pass);
    if (!pass.rest.empty()) TakeCharacter(pass);
  }
  PutPendingEnd(pass);
  return pass.written;
}

void Cleaner::TakeAscii(Pass& pass) {
  const size_t size = AsciiPrefix(pass.rest);
  if (size == 0) return;
  const char* in = pass.rest.data();
  size_t closers = 0;
  if (pass.end_pending) {
    while (closers < size && IsAsciiCloser(in[closers])) {
      text_[pass.written++] = in[closers++];
    }
    PutPendingEnd(pass);
  }
  in += closers;
  const size_t left = size - closers;
  char* out = text_.data() + pass.written;
  has_capitals_ |= CopyAscii(in, left, IsFolding(), out).has_capitals;
  std::copy_n(in, left, cases_.data() + pass.written);
  pass.written += left;
  pass.after_letter =
      absl::ascii_isalpha(static_cast<unsigned char>(pass.rest[size - 1]));
  pass.last_class = 0;
  pass.starter = pass.written - 1;
  pass.rest.remove_prefix(size);
}

void Cleaner::TakeCharacter(Pass& pass) {
  const DecodedCharacter character = DecodeUtf8(pass.rest);
  const CharacterEntry& entry = table_[character.code_point];
  pass.rest.remove_prefix(character.length);
  if (entry.kind != CharacterKind::kCloser) PutPendingEnd(pass);
  if (entry.kind == CharacterKind::kEmoji) {
    TakeEmoji(character.code_point, pass);
  } else if (entry.kind == CharacterKind::kCapitalSigma && pass.after_letter &&
             !StartsWithLetter(pass.rest)) {
    CharacterEntry final_sigma = table_[kFinalSigma];
    final_sigma.letter_case = LetterCase::kCapital;
    Put(final_sigma, pass);
  } else {
    Put(entry, pass);
  }
  pass.end_pending |= entry.kind == CharacterKind::kFullStop;
  if (entry.size > 0) pass.after_letter = IsLetter(character.code_point);
}

// Appends what stands for a character; a few bytes more may be overwritten,
// for which Reserve leaves room.
void Cleaner::Put(const CharacterEntry& entry, Pass& pass) {
  std::copy(entry.bytes.begin(), entry.bytes.end(),
            text_.begin() + static_cast<std::ptrdiff_t>(pass.written));
  char shadow = '\0';
  if (entry.letter_case == LetterCase::kCapital) shadow = 'A';
  if (entry.letter_case == LetterCase::kSmall) shadow = 'a';
  has_capitals_ |= entry.letter_case == LetterCase::kCapital;
  cases_[pass.written] = shadow;
  if (entry.size == 0) return;
  const bool compose =
      entry.may_change_in_nfc ||
      (entry.combining_class != 0 && entry.combining_class < pass.last_class);
  const size_t begin = pass.written;
  pass.written += entry.size;
  pass.last_class = entry.combining_class;
  if (compose) {
    ComposeEnd(pass);
  } else if (entry.combining_class == 0) {
    pass.starter = begin;
  }
}

// Composes what is written from the last starter on, which is all that the
// last character can change. Done here and not before folding, since a small
// letter may have a composed form where the capital has none, and since what
// vanished may have kept a letter and its mark apart.
void Cleaner::ComposeEnd(Pass& pass) {
  const size_t size = pass.written - pass.starter;
  if (size > kLongestComposed) return;
  ComposeNfc(absl::string_view(text_).substr(pass.starter, size), &composed_);
  composed_.copy(text_.data() + pass.starter, composed_.size());
  pass.written = pass.starter + composed_.size();
  absl::string_view rest = composed_;
  while (!rest.empty()) {
    const DecodedCharacter character = DecodeUtf8(rest);
    pass.last_class = CombiningClassOf(character.code_point);
    if (pass.last_class == 0) pass.starter = pass.written - rest.size();
    rest.remove_prefix(character.length);
  }
}

// An emoji and all that is joined to it: skin, hair, families, flags.
void Cleaner::TakeEmoji(uint32_t code_point, Pass& pass) {
  CharacterEntry part = table_[code_point];
  --part.size;  // the space after it
  Put(part, pass);
  int32_t state = 0;
  while (!pass.rest.empty()) {
    const DecodedCharacter next = DecodeUtf8(pass.rest);
    if (utf8proc_grapheme_break_stateful(
            static_cast<utf8proc_int32_t>(code_point),
            static_cast<utf8proc_int32_t>(next.code_point), &state)) {
      break;
    }
    code_point = next.code_point;
    if (!IsVariationSelector(code_point)) {
      pass.rest.copy(text_.data() + pass.written, next.length);
      pass.written += next.length;
    }
    pass.rest.remove_prefix(next.length);
  }
  ComposeEnd(pass);
  text_[pass.written++] = ' ';
}

void Cleaner::PutPendingEnd(Pass& pass) {
  if (!pass.end_pending) return;
  text_[pass.written++] = kSentenceEndMark;
  pass.end_pending = false;
}

}  // namespace lexprobe
