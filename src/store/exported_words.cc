#include "store/exported_words.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"
#include "store/json_text.h"

namespace lexprobe {
namespace {

constexpr absl::string_view kSpaceMark = "\xe2\x96\x81";    // U+2581
constexpr absl::string_view kReplacement = "\xef\xbf\xbd";  // U+FFFD

// The bytes that `rule` forbids; none for kUtf8.
absl::string_view ForbiddenBytes(WordRule rule) {
  switch (rule) {
    case WordRule::kNoWhiteSpace:
      return absl::string_view(" \t\n\v\f\r\0", 7);
    case WordRule::kNoTabOrNewline:
      return absl::string_view("\t\n\r\0", 4);
    case WordRule::kNoNewline:
      return absl::string_view("\n\r\0", 3);
    case WordRule::kUtf8:
      return "";
  }
  return "";
}

bool CanCarry(WordRule rule, absl::string_view word) {
  if (rule == WordRule::kUtf8) return IsUtf8(word);
  return word.find_first_of(ForbiddenBytes(rule)) == absl::string_view::npos;
}

std::string Escaped(WordRule rule, absl::string_view word) {
  std::string escaped;
  while (!word.empty()) {
    size_t length = 1;
    absl::string_view mark;
    if (rule == WordRule::kUtf8) {
      length = Utf8Length(word);
      if (length == 0) mark = kReplacement;
    } else if (ForbiddenBytes(rule).find(word[0]) != absl::string_view::npos) {
      mark = kSpaceMark;
    }
    absl::StrAppend(&escaped, mark.empty() ? word.substr(0, length) : mark);
    word.remove_prefix(mark.empty() ? length : 1);
  }
  return escaped;
}

std::string Quoted(absl::string_view word) {
  return absl::StrCat("\"", absl::Utf8SafeCHexEscape(word), "\"");
}

}  // namespace

absl::StatusOr<ExportedWords> ExportedWords::Of(const EmbeddingTable& table,
                                                WordRule rule,
                                                const WriteOptions& options) {
  ExportedWords words(table);
  for (int64_t row = 0; row < table.rows(); ++row) {
    const absl::string_view word = table.WordOf(row);
    if (CanCarry(rule, word)) continue;
    if (options.on_bad_word != "escape") {
      return absl::InvalidArgumentError(absl::StrCat(
          "row ", row, ": the word ", Quoted(word), " cannot stand in ",
          options.format, "; it can be escaped"));
    }
    LEXPROBE_RETURN_IF_ERROR(words.Escape(row, Escaped(rule, word)));
  }
  return words;
}

absl::Status ExportedWords::Escape(int64_t row, std::string escaped) {
  std::optional<int64_t> twin = table_->RowOf(escaped);
  const auto [place, is_new] = rows_.try_emplace(escaped, row);
  if (!is_new) twin = place->second;
  if (twin.has_value()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "row ", row, ": the word ", Quoted(table_->WordOf(row)),
        " would be escaped to ", Quoted(escaped), ", as row ", *twin, " is"));
  }
  escaped_[row] = std::move(escaped);
  return absl::OkStatus();
}

absl::string_view ExportedWords::At(int64_t row) const {
  if (escaped_.empty()) return table_->WordOf(row);
  const auto place = escaped_.find(row);
  return place == escaped_.end() ? table_->WordOf(row) : place->second;
}

}  // namespace lexprobe
