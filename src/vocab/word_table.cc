#include "lexprobe/vocab/word_table.h"

#include <limits>
#include <utility>

#include "lexprobe/base/check.h"
#include "xxhash.h"

namespace lexprobe {
namespace {

constexpr size_t kFirstCapacity = size_t{1} << 12;

}  // namespace

WordTable::WordTable()
    : slots_(kFirstCapacity), mask_(kFirstCapacity - 1), ends_(1, 0) {}

WordTable::Key WordTable::KeyOfLong(absl::string_view word) {
  return {XXH3_64bits(word.data(), word.size()), uint64_t{0xff} << 56};
}

uint32_t WordTable::Add(absl::string_view word, int64_t count) {
  if (word.size() > kShort) return Add(Prepare(word), word, count);
  char copy[kReadable] = {};
  word.copy(copy, kReadable);
  const absl::string_view readable(copy, word.size());
  return Add(Prepare(readable), readable, count);
}

uint32_t WordTable::Insert(size_t slot, const Prepared& prepared,
                           absl::string_view word, int64_t count) {
  LEXPROBE_CHECK(size() < std::numeric_limits<uint32_t>::max() - 1);
  const uint32_t number = size();
  slots_[slot] = {prepared.key, count, number + 1};
  slot_of_.push_back(static_cast<uint64_t>(slot));
  bytes_.append(word.data(), word.size());
  ends_.push_back(bytes_.size());
  if (ends_.size() > slots_.size() / 2) Grow();
  return number;
}

void WordTable::Grow() {
  const auto old = std::exchange(slots_, decltype(slots_)(slots_.size() * 2));
  mask_ = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.number_plus_one == 0) continue;
    size_t i = HashOf(slot.key) & mask_;
    while (slots_[i].number_plus_one != 0) i = (i + 1) & mask_;
    slots_[i] = slot;
    slot_of_[slot.number_plus_one - 1] = i;
  }
}

}  // namespace lexprobe
