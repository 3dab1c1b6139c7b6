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

uint64_t WordTable::HashOfLong(absl::string_view word) {
  return XXH3_64bits(word.data(), word.size());
}

uint32_t WordTable::Insert(size_t slot, const Key& key,
                           absl::string_view word) {
  LEXPROBE_CHECK(size() < std::numeric_limits<uint32_t>::max() - 1);
  const uint32_t number = size();
  slots_[slot] = {key, number + 1};
  bytes_.append(word.data(), word.size());
  ends_.push_back(bytes_.size());
  if (ends_.size() > slots_.size() / 2) Grow();
  return number;
}

void WordTable::Grow() {
  const std::vector<Slot> old =
      std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
  mask_ = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.number_plus_one == 0) continue;
    size_t i = HashOf(slot.key) & mask_;
    while (slots_[i].number_plus_one != 0) i = (i + 1) & mask_;
    slots_[i] = slot;
  }
}

}  // namespace lexprobe
