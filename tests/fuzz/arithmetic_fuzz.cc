// What ParseArithmetic reads, FormatArithmetic writes so that it is read as
// the same again.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "lexprobe/base/check.h"
#include "lexprobe/probe/arithmetic.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const auto terms = lexprobe::ParseArithmetic(text);
  if (!terms.ok()) return 0;
  const auto again =
      lexprobe::ParseArithmetic(lexprobe::FormatArithmetic(*terms));
  LEXPROBE_CHECK(again.ok());
  LEXPROBE_CHECK(*again == *terms);
  return 0;
}
