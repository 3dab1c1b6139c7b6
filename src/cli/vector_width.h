// The vector instructions that Highway picks on this processor.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_VECTOR_WIDTH_H_
#define LEXPROBE_CLI_VECTOR_WIDTH_H_

namespace lexprobe::cli {

struct VectorWidth {
  const char* name;  // "AVX2"
  int bits;          // 256
};

VectorWidth WidestVectors();

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_VECTOR_WIDTH_H_
