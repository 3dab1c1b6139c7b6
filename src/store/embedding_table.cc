#include "lexprobe/store/embedding_table.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/check.h"
#include "lexprobe/base/status_macros.h"
#include "nlohmann/json.hpp"
#include "store/table_storage.h"
#include "store/word_order.h"
#include "xxhash.h"

namespace lexprobe {
namespace {

constexpr int kLargestDim = 65536;

std::string Quoted(absl::string_view word) {
  return absl::StrCat("\"", absl::Utf8SafeCHexEscape(word), "\"");
}

absl::Status CheckSizes(const EmbeddingTableParts& parts) {
  if (parts.dim < 1 || parts.dim > kLargestDim) {
    return absl::InvalidArgumentError(absl::StrCat(
        "dimension ", parts.dim, "; allowed are 1 to ", kLargestDim));
  }
  const size_t rows = parts.words.size();
  if (rows > std::numeric_limits<uint32_t>::max()) {
    return absl::InvalidArgumentError(
        absl::StrCat(rows, " words; allowed are up to 2^32 - 1"));
  }
  const size_t numbers = rows * static_cast<size_t>(parts.dim);
  if (parts.matrix.size() != numbers) {
    return absl::InvalidArgumentError(
        absl::StrCat(parts.matrix.size(), " numbers where ", rows, " rows of ",
                     parts.dim, " make ", numbers));
  }
  if (!parts.counts.empty() && parts.counts.size() != rows) {
    return absl::InvalidArgumentError(
        absl::StrCat(parts.counts.size(), " counts for ", rows, " words"));
  }
  return absl::OkStatus();
}

absl::Status CheckMetadata(const std::string& json) {
  const auto parsed = nlohmann::json::parse(json, nullptr, false);
  if (parsed.is_object()) return absl::OkStatus();
  return absl::InvalidArgumentError("the metadata are no JSON object");
}

bool AllFinite(absl::Span<const float> numbers) {
  constexpr uint32_t kExponent = 0x7f800000;
  bool finite = true;
  for (const float number : numbers) {
    finite &= (std::bit_cast<uint32_t>(number) & kExponent) != kExponent;
  }
  return finite;
}

absl::Status CheckRows(const EmbeddingTableParts& parts) {
  const size_t dim = static_cast<size_t>(parts.dim);
  for (size_t row = 0; row < parts.words.size(); ++row) {
    if (parts.words[row].empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat("row ", row, ": an empty word"));
    }
    if (!AllFinite(absl::MakeSpan(parts.matrix).subspan(row * dim, dim))) {
      return absl::InvalidArgumentError(
          absl::StrCat("row ", row, ": the vector of ",
                       Quoted(parts.words[row]), " is not finite"));
    }
    if (!parts.counts.empty() && parts.counts[row] < 0) {
      return absl::InvalidArgumentError(
          absl::StrCat("row ", row, ": the count of ", Quoted(parts.words[row]),
                       " is ", parts.counts[row]));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckRepeats(const JoinedWords& words,
                          absl::Span<const uint32_t> order) {
  const std::optional<size_t> place = FirstDisorder(words, order);
  if (!place.has_value()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "row ", order[*place], ": word ", Quoted(words.At(order[*place])),
      " repeats row ", order[*place - 1]));
}

}  // namespace

absl::StatusOr<EmbeddingTable> EmbeddingTable::FromParts(
    EmbeddingTableParts parts) {
  LEXPROBE_RETURN_IF_ERROR(CheckSizes(parts));
  LEXPROBE_RETURN_IF_ERROR(CheckMetadata(parts.metadata_json));
  LEXPROBE_RETURN_IF_ERROR(CheckRows(parts));
  auto owned = std::make_shared<Owned>();
  owned->word_ends.reserve(parts.words.size());
  for (const std::string& word : parts.words) {
    owned->word_bytes += word;
    owned->word_ends.push_back(owned->word_bytes.size());
  }
  const JoinedWords words{owned->word_bytes, owned->word_ends};
  owned->rows_by_word = SortedByWord(words);
  LEXPROBE_RETURN_IF_ERROR(CheckRepeats(words, owned->rows_by_word));
  owned->counts = std::move(parts.counts);
  owned->matrix = std::move(parts.matrix);

  EmbeddingTable table;
  table.dim_ = parts.dim;
  table.word_bytes_ = owned->word_bytes;
  table.word_ends_ = owned->word_ends;
  table.rows_by_word_ = owned->rows_by_word;
  table.counts_ = owned->counts;
  table.matrix_ = owned->matrix;
  table.metadata_json_ = std::move(parts.metadata_json);
  table.owned_ = std::move(owned);
  return table;
}

absl::string_view EmbeddingTable::WordOf(int64_t row) const {
  LEXPROBE_DCHECK(row >= 0 && row < rows());
  return JoinedWords{word_bytes_, word_ends_}.At(static_cast<size_t>(row));
}

absl::Span<const float> EmbeddingTable::VectorOf(int64_t row) const {
  LEXPROBE_DCHECK(row >= 0 && row < rows());
  const size_t dim = static_cast<size_t>(dim_);
  return {matrix_.data() + static_cast<size_t>(row) * dim, dim};
}

int64_t EmbeddingTable::CountOf(int64_t row) const {
  LEXPROBE_DCHECK(row >= 0 && row < rows());
  return counts_.empty() ? 0 : counts_[static_cast<size_t>(row)];
}

std::optional<int64_t> EmbeddingTable::RowOf(absl::string_view word) const {
  const auto place =
      std::lower_bound(rows_by_word_.begin(), rows_by_word_.end(), word,
                       [this](uint32_t row, absl::string_view wanted) {
                         return WordOf(row) < wanted;
                       });
  if (place == rows_by_word_.end() || WordOf(*place) != word) {
    return std::nullopt;
  }
  return *place;
}

uint64_t EmbeddingTable::Checksum() const {
  const uint64_t shape[] = {word_ends_.size(), static_cast<uint64_t>(dim_)};
  XXH3_state_t* const state = XXH3_createState();
  LEXPROBE_CHECK(state != nullptr);
  XXH3_64bits_reset(state);
  XXH3_64bits_update(state, shape, sizeof(shape));
  XXH3_64bits_update(state, word_ends_.data(),
                     word_ends_.size() * sizeof(uint64_t));
  XXH3_64bits_update(state, word_bytes_.data(), word_bytes_.size());
  XXH3_64bits_update(state, matrix_.data(), matrix_.size() * sizeof(float));
  const uint64_t checksum = XXH3_64bits_digest(state);
  XXH3_freeState(state);
  return checksum;
}

}  // namespace lexprobe
