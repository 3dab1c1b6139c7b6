// WordId: the dense number of a word. A header of its own because everyone
// includes it.

#ifndef LEXPROBE_VOCAB_WORD_ID_H_
#define LEXPROBE_VOCAB_WORD_ID_H_

#include <cstdint>

namespace lexprobe {

using WordId = int32_t;
inline constexpr WordId kUnknownWord = 0;

}  // namespace lexprobe

#endif  // LEXPROBE_VOCAB_WORD_ID_H_
