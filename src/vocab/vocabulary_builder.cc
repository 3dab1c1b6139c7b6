#include "lexprobe/vocab/vocabulary_builder.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {

absl::Status Validate(const VocabularyOptions& options) {
  if (options.min_count < 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("min-count is ", options.min_count, ", must be >= 1"));
  }
  if (options.max_vocabulary < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("max-vocabulary is ", options.max_vocabulary,
                     ", must be >= 0 (0 is no limit)"));
  }
  return absl::OkStatus();
}

VocabularyBuilder::VocabularyBuilder() { Add(kUnknownWordText, 0); }

void VocabularyBuilder::AddAll(absl::Span<const absl::string_view> words,
                               std::vector<int32_t>* ids) {
  constexpr size_t kAtOnce = 64;
  WordTable::Prepared prepared[kAtOnce];
  const size_t before = ids->size();
  ids->resize(before + words.size());
  int32_t* id = ids->data() + before;
  while (!words.empty()) {
    const absl::Span<const absl::string_view> some =
        words.first(std::min(kAtOnce, words.size()));
    words.remove_prefix(some.size());
    for (size_t i = 0; i < some.size(); ++i) {
      prepared[i] = words_.Prepare(Bounded(some[i]));
    }
    for (size_t i = 0; i < some.size(); ++i) {
      *id++ =
          static_cast<int32_t>(words_.Add(prepared[i], Bounded(some[i]), 1));
    }
  }
}

std::vector<uint32_t> VocabularyBuilder::Merge(const VocabularyBuilder& other) {
  std::vector<uint32_t> ids(other.size());
  for (uint32_t id = 0; id < other.size(); ++id) {
    ids[id] = Add(other.WordOf(id), other.CountOf(id));
  }
  return ids;
}

std::string VocabularyBuilder::ToBytes() const {
  std::string bytes;
  PutUint64(size(), &bytes);
  for (uint32_t id = 0; id < size(); ++id) {
    PutString(WordOf(id), &bytes);
    PutUint64(static_cast<uint64_t>(CountOf(id)), &bytes);
  }
  return bytes;
}

absl::Status VocabularyBuilder::MergeBytes(absl::string_view bytes) {
  int64_t room = std::numeric_limits<int64_t>::max();  // for more counts
  for (uint32_t id = 0; id < size(); ++id) room -= CountOf(id);
  BinaryReader reader(bytes);
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t words, reader.GetUint64());
  for (uint64_t i = 0; i < words; ++i) {
    LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view word, reader.GetString());
    LEXPROBE_ASSIGN_OR_RETURN(const uint64_t count, reader.GetUint64());
    if (count > static_cast<uint64_t>(room)) {
      return absl::DataLossError(
          absl::StrCat("byte ", reader.position() - 8, ": a count of ", count,
                       ", at most ", room, " are left to count"));
    }
    room -= static_cast<int64_t>(count);
    Add(word, static_cast<int64_t>(count));
  }
  if (reader.remaining() > 0) {
    return absl::DataLossError(absl::StrCat("byte ", reader.position(), ": ",
                                            reader.remaining(),
                                            " bytes after the last word"));
  }
  return absl::OkStatus();
}

std::vector<uint32_t> VocabularyBuilder::KeptInOrder(
    const VocabularyOptions& options, const std::vector<bool>& always) const {
  std::vector<uint32_t> kept;
  for (uint32_t id = kUnknown + 1; id < size(); ++id) {
    if (always[id] || CountOf(id) >= options.min_count) kept.push_back(id);
  }
  std::sort(kept.begin(), kept.end(), [this](uint32_t a, uint32_t b) {
    if (CountOf(a) != CountOf(b)) return CountOf(a) > CountOf(b);
    return WordOf(a) < WordOf(b);
  });
  const size_t limit = static_cast<size_t>(options.max_vocabulary);
  if (limit == 0 || kept.size() <= limit) return kept;
  kept.erase(
      std::remove_if(kept.begin() + static_cast<int64_t>(limit), kept.end(),
                     [&](uint32_t id) { return !always[id]; }),
      kept.end());
  return kept;
}

absl::StatusOr<FrozenVocabulary> VocabularyBuilder::Freeze(
    const VocabularyOptions& options) {
  LEXPROBE_RETURN_IF_ERROR(Validate(options));
  std::vector<bool> always(size(), false);
  for (const std::string& word : options.keep) {
    const uint32_t id = Add(word, 0);
    always.resize(size(), false);
    always[id] = true;
  }
  const std::vector<uint32_t> kept = KeptInOrder(options, always);
  std::vector<WordId> ids(size(), kUnknownWord);
  std::vector<VocabularyEntry> entries;
  entries.reserve(kept.size() + 1);
  entries.push_back({kUnknownWordText, 0});
  for (const uint32_t id : kept) {
    ids[id] = static_cast<WordId>(entries.size());
    entries.push_back({std::string(WordOf(id)), CountOf(id)});
  }
  for (uint32_t id = 0; id < size(); ++id) {
    if (ids[id] == kUnknownWord) entries[kUnknownWord].count += CountOf(id);
  }
  LEXPROBE_ASSIGN_OR_RETURN(Vocabulary vocabulary,
                            Vocabulary::FromEntries(std::move(entries)));
  return FrozenVocabulary{std::move(vocabulary), std::move(ids)};
}

}  // namespace lexprobe
