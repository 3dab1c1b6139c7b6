#include "store/table_builder.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace lexprobe {
namespace {

constexpr size_t kMostMessages = 10;

struct Content {
  bool finite = true;
  bool zero = true;
};

Content ContentOf(absl::Span<const float> vector) {
  constexpr uint32_t kExponent = 0x7f800000;
  bool finite = true;
  uint32_t magnitude = 0;
  for (const float number : vector) {
    const uint32_t bits = std::bit_cast<uint32_t>(number) & 0x7fffffff;
    finite &= bits < kExponent;
    magnitude |= bits;
  }
  return {finite, magnitude == 0};
}

bool HasSpace(absl::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) {
    return absl::ascii_isspace(static_cast<unsigned char>(c));
  });
}

std::string Quoted(absl::string_view word) {
  return absl::StrCat("\"", absl::Utf8SafeCHexEscape(word), "\"");
}

}  // namespace

TableBuilder::TableBuilder(int dim, absl::string_view path,
                           absl::string_view unit, const ReadOptions& options,
                           ReadNotes* notes)
    : path_(path), unit_(unit), max_rows_(options.max_rows), notes_(notes) {
  parts_.dim = dim;
}

void TableBuilder::Reserve(uint64_t claimed_rows, uint64_t most_rows) {
  size_t rows = std::min(claimed_rows, most_rows);
  if (max_rows_ > 0) rows = std::min(rows, static_cast<size_t>(max_rows_));
  parts_.words.reserve(rows);
  parts_.matrix.reserve(rows * static_cast<size_t>(parts_.dim));
  numbers_.reserve(rows);
}

void TableBuilder::Add(absl::string_view word, absl::Span<const float> vector,
                       int64_t number, std::optional<int64_t> count) {
  if (full_ || !IsWanted(word, vector, number)) return;
  parts_.words.emplace_back(word.data(), word.size());
  parts_.matrix.insert(parts_.matrix.end(), vector.begin(), vector.end());
  if (count.has_value()) parts_.counts.push_back(*count);
  full_ =
      max_rows_ > 0 && static_cast<int64_t>(parts_.words.size()) >= max_rows_;
}

void TableBuilder::Note(int64_t number, absl::string_view what) {
  if (notes_->messages.size() >= kMostMessages) return;
  notes_->messages.push_back(
      absl::StrCat(path_, ": ", unit_, " ", number, ": ", what));
}

absl::StatusOr<EmbeddingTable> TableBuilder::Finish(std::string metadata_json) {
  numbers_ = {};
  parts_.metadata_json = std::move(metadata_json);
  return EmbeddingTable::FromParts(std::move(parts_));
}

bool TableBuilder::IsWanted(absl::string_view word,
                            absl::Span<const float> vector, int64_t number) {
  const Content content = ContentOf(vector);
  if (word.empty()) {
    ++notes_->dropped_rows;
    Note(number, "no word; the row is dropped");
    return false;
  }
  if (!content.finite) {
    ++notes_->dropped_rows;
    Note(number, absl::StrCat("the vector of ", Quoted(word),
                              " is not finite; the row is dropped"));
    return false;
  }
  const auto [place, is_new] =
      numbers_.try_emplace(std::string(word.data(), word.size()), number);
  if (!is_new) {
    ++notes_->duplicate_words;
    Note(number, absl::StrCat("word ", Quoted(word), " repeats ", unit_, " ",
                              place->second, "; the first one is kept"));
    return false;
  }
  if (content.zero) {
    ++notes_->zero_rows;
    Note(number, absl::StrCat("the vector of ", Quoted(word), " is zero"));
  }
  if (HasSpace(word)) {
    ++notes_->words_with_spaces;
    Note(number, absl::StrCat("word ", Quoted(word), " has a space"));
  }
  return true;
}

}  // namespace lexprobe
