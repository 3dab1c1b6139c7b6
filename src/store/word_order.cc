#include "store/word_order.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace lexprobe {
namespace {

constexpr size_t kKeyBytes = sizeof(uint64_t);
// Words lie anywhere in memory in sorted order: ask for them this far ahead.
constexpr size_t kPrefetchDistance = 16;

static_assert(std::endian::native == std::endian::little,
              "keys are loaded as little-endian numbers");

// The first bytes of word `i` as a number that orders as they do; absent
// bytes count as zero, so that equal keys need a look at the whole words.
uint64_t KeyOf(const JoinedWords& words, size_t i) {
  const uint64_t begin = i == 0 ? 0 : words.ends[i - 1];
  const uint64_t length = words.ends[i] - begin;
  uint64_t key = 0;
  if (begin + kKeyBytes <= words.bytes.size()) {
    std::memcpy(&key, words.bytes.data() + begin, kKeyBytes);
    key = __builtin_bswap64(key);
    if (length < kKeyBytes) key &= ~(~uint64_t{0} >> (8 * length));
  } else {
    std::memcpy(&key, words.bytes.data() + begin,
                std::min<uint64_t>(length, kKeyBytes));
    key = __builtin_bswap64(key);
  }
  return key;
}

}  // namespace

bool EndsAreSound(const JoinedWords& words) {
  uint64_t previous = 0;
  bool sound = true;
  for (const uint64_t end : words.ends) {
    sound &= end > previous;
    previous = end;
  }
  return sound && previous == words.bytes.size();
}

std::vector<uint32_t> SortedByWord(const JoinedWords& words) {
  struct Entry {
    uint64_t key;
    uint32_t number;
  };
  std::vector<Entry> entries(words.size());
  for (size_t i = 0; i < words.size(); ++i) {
    entries[i] = {KeyOf(words, i), static_cast<uint32_t>(i)};
  }
  std::sort(entries.begin(), entries.end(),
            [&words](const Entry& a, const Entry& b) {
              if (a.key != b.key) return a.key < b.key;
              const int order = words.At(a.number).compare(words.At(b.number));
              return order != 0 ? order < 0 : a.number < b.number;
            });
  std::vector<uint32_t> order(words.size());
  std::transform(entries.begin(), entries.end(), order.begin(),
                 [](const Entry& entry) { return entry.number; });
  return order;
}

std::optional<size_t> FirstDisorder(const JoinedWords& words,
                                    absl::Span<const uint32_t> order) {
  const size_t size = words.size();
  if (order.size() != size) return std::min(order.size(), size);
  uint64_t previous_key = 0;
  for (size_t i = 0; i < size; ++i) {
    if (order[i] >= size) return i;
    if (i + kPrefetchDistance < size) {
      const uint32_t ahead = order[i + kPrefetchDistance];
      if (ahead < size) __builtin_prefetch(&words.ends[ahead]);
    }
    const uint64_t key = KeyOf(words, order[i]);
    const bool rises =
        i == 0 || key > previous_key ||
        (key == previous_key && words.At(order[i - 1]) < words.At(order[i]));
    if (!rises) return i;
    previous_key = key;
  }
  return std::nullopt;
}

}  // namespace lexprobe
