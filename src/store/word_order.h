// The order of words by their bytes, over words that are joined without
// separators: word i is the bytes from ends[i - 1] (0 for i = 0) to ends[i].
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_WORD_ORDER_H_
#define LEXPROBE_STORE_WORD_ORDER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace lexprobe {

struct JoinedWords {
  absl::string_view bytes;
  absl::Span<const uint64_t> ends;

  size_t size() const { return ends.size(); }
  // REQUIRES: i < size()
  absl::string_view At(size_t i) const {
    const uint64_t begin = i == 0 ? 0 : ends[i - 1];
    return absl::string_view(bytes.data() + begin, ends[i] - begin);
  }
};

// True if the ends rise, each word has a byte, and the last end is that of
// the bytes: then At() is safe.
bool EndsAreSound(const JoinedWords& words);

// The words' numbers in the order of their bytes, equal words by number.
// REQUIRES: EndsAreSound(words), words.size() < 2^32
std::vector<uint32_t> SortedByWord(const JoinedWords& words);

// The place in `order` where it is not a strictly rising order of all words,
// or nullopt. nullopt implies that it is a permutation and that no word is
// repeated.
// REQUIRES: EndsAreSound(words)
std::optional<size_t> FirstDisorder(const JoinedWords& words,
                                    absl::Span<const uint32_t> order);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_WORD_ORDER_H_
