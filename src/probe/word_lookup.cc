#include "lexprobe/probe/word_lookup.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lexprobe/text/utf8.h"
#include "nlohmann/json.hpp"

namespace lexprobe {
absl::string_view NameOf(CaseRule rule) {
  switch (rule) {
    case CaseRule::kAuto:
      return "auto";
    case CaseRule::kFold:
      return "fold";
    case CaseRule::kKeep:
      break;
  }
  return "keep";
}

absl::StatusOr<CaseRule> CaseRuleOf(absl::string_view name) {
  for (const CaseRule rule :
       {CaseRule::kAuto, CaseRule::kFold, CaseRule::kKeep}) {
    if (name == NameOf(rule)) return rule;
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "case is \"", name, "\", must be \"auto\", \"fold\" or \"keep\""));
}

std::string FoldedWord(absl::string_view word) {
  if (!IsValidUtf8(word)) return std::string(word);
  std::string lower;
  for (size_t at = 0; at < word.size();) {
    const DecodedCharacter character = DecodeUtf8(word.substr(at));
    AppendUtf8(LowerCase(character.code_point), &lower);
    at += character.length;
  }
  std::string folded;
  ComposeNfc(lower, &folded);
  return folded;
}

bool WordsAreFolded(const EmbeddingTable& table) {
  const nlohmann::json metadata = nlohmann::json::parse(
      table.metadata_json(), nullptr, /*allow_exceptions=*/false);
  if (!metadata.is_object()) return false;
  // Training tells what it did to the text under "corpus".
  const nlohmann::json& text =
      metadata.contains("corpus") && metadata["corpus"].is_object()
          ? metadata["corpus"]
          : metadata;
  const auto is = [&](const char* key, const nlohmann::json& value) {
    return text.contains(key) && text[key] == value;
  };
  return is("case", "fold") && !is("pretokenized", true);
}

WordLookup::WordLookup(const EmbeddingTable& table, int64_t limit,
                       CaseRule rule)
    : table_(&table),
      limit_(limit > 0 ? std::min(limit, table.rows()) : table.rows()),
      rule_(rule),
      table_is_folded_(WordsAreFolded(table)) {
  if (rule_ != CaseRule::kKeep && !table_is_folded_) IndexFolds();
}

void WordLookup::IndexFolds() {
  for (int64_t row = 0; row < limit_; ++row) {
    const auto [first, added] =
        first_row_.try_emplace(FoldedWord(table_->WordOf(row)), row);
    if (rule_ != CaseRule::kFold) continue;
    first_row_like_.push_back(first->second);
    if (!added) later_rows_like_[first->second].push_back(row);
  }
}

std::optional<int64_t> WordLookup::RowOf(absl::string_view word) const {
  if (rule_ == CaseRule::kKeep ||
      (rule_ == CaseRule::kAuto && !table_is_folded_)) {
    const std::optional<int64_t> row = table_->RowOf(word);
    if (row.has_value() && *row < limit_) return row;
    if (rule_ == CaseRule::kKeep) return std::nullopt;
  }
  const std::string folded = FoldedWord(word);
  if (table_is_folded_) {
    const std::optional<int64_t> row = table_->RowOf(folded);
    return row.has_value() && *row < limit_ ? row : std::nullopt;
  }
  const auto found = first_row_.find(folded);
  if (found == first_row_.end()) return std::nullopt;
  return found->second;
}

int64_t WordLookup::FirstRowLike(int64_t row) const {
  return first_row_like_.empty() ? row
                                 : first_row_like_[static_cast<size_t>(row)];
}

std::vector<int64_t> WordLookup::RowsLike(int64_t row) const {
  std::vector<int64_t> rows = {FirstRowLike(row)};
  const auto later = later_rows_like_.find(rows[0]);
  if (later != later_rows_like_.end()) {
    rows.insert(rows.end(), later->second.begin(), later->second.end());
  }
  return rows;
}

absl::string_view WordLookup::description() const {
  if (rule_ == CaseRule::kKeep) return "words as written";
  if (table_is_folded_) return "words folded, as the vocabulary's were";
  return rule_ == CaseRule::kFold ? "words folded"
                                  : "words as written, then folded";
}

}  // namespace lexprobe
