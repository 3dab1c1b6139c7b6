#include "lexprobe/vocab/vocabulary.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/check.h"
#include "lexprobe/base/status_macros.h"
#include "xxhash.h"

namespace lexprobe {
namespace {

absl::Status CheckEntry(const VocabularyEntry& entry) {
  if (entry.word.empty()) return absl::InvalidArgumentError("an empty word");
  for (const char c : entry.word) {
    if (absl::ascii_isspace(static_cast<unsigned char>(c))) {
      return absl::InvalidArgumentError(absl::StrCat(
          "word \"", absl::CEscape(entry.word), "\" holds ASCII white space"));
    }
  }
  if (entry.count < 0) {
    return absl::InvalidArgumentError(absl::StrCat(
        "word \"", entry.word, "\": count ", entry.count, ", must be >= 0"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Vocabulary> Vocabulary::FromEntries(
    std::vector<VocabularyEntry> entries) {
  if (entries.empty()) {
    return absl::InvalidArgumentError(
        "no entries, where the unknown word must come first");
  }
  if (entries.size() > std::numeric_limits<WordId>::max()) {
    return absl::InvalidArgumentError(
        absl::StrCat(entries.size(), " entries, at most ",
                     std::numeric_limits<WordId>::max(), " are allowed"));
  }
  int64_t room = std::numeric_limits<int64_t>::max();  // for more counts
  Vocabulary vocabulary;
  vocabulary.entries_ = std::move(entries);
  vocabulary.ids_.reserve(vocabulary.entries_.size());
  for (WordId id = 0; id < vocabulary.size(); ++id) {
    const VocabularyEntry& entry = vocabulary.entries_[static_cast<size_t>(id)];
    LEXPROBE_RETURN_IF_ERROR(
        Annotate(CheckEntry(entry), absl::StrCat("entry ", id)));
    if (entry.count > room) {
      return absl::InvalidArgumentError(
          absl::StrCat("entry ", id, ": the counts add up to more than ",
                       std::numeric_limits<int64_t>::max()));
    }
    room -= entry.count;
    const auto [found, is_new] = vocabulary.ids_.emplace(entry.word, id);
    if (!is_new) {
      return absl::InvalidArgumentError(
          absl::StrCat("entry ", id, ": word \"", entry.word,
                       "\" repeats entry ", found->second));
    }
  }
  return vocabulary;
}

WordId Vocabulary::IdOf(absl::string_view word) const {
  const auto found = ids_.find(word);
  return found == ids_.end() ? kUnknownWord : found->second;
}

uint64_t Vocabulary::Checksum() const {
  const std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> state(
      XXH3_createState(), XXH3_freeState);
  LEXPROBE_CHECK(state != nullptr);
  XXH3_64bits_reset(state.get());
  std::string bytes;
  for (const VocabularyEntry& entry : entries_) {
    bytes.clear();
    PutString(entry.word, &bytes);
    PutUint64(static_cast<uint64_t>(entry.count), &bytes);
    XXH3_64bits_update(state.get(), bytes.data(), bytes.size());
  }
  return XXH3_64bits_digest(state.get());
}

}  // namespace lexprobe
