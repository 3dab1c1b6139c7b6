// Repair makes valid text and leaves valid text alone; decoding goes forward
// without a gap; composing twice is composing once.

#include <cstddef>
#include <cstdint>
#include <string>

#include "lexprobe/base/check.h"
#include "lexprobe/text/utf8.h"

namespace lexprobe {
namespace {

void CheckDecoding(absl::string_view text) {
  const size_t valid_prefix = ValidUtf8Prefix(text);
  for (size_t i = 0; i < text.size();) {
    const DecodedCharacter character = DecodeUtf8(text.substr(i));
    LEXPROBE_CHECK(character.length >= 1 && character.length <= 4);
    LEXPROBE_CHECK(i + character.length <= text.size());
    LEXPROBE_CHECK(character.valid || i >= valid_prefix);
    LEXPROBE_CHECK(!character.valid || i != valid_prefix);
    if (character.valid) {
      std::string again;
      AppendUtf8(character.code_point, &again);
      LEXPROBE_CHECK(again == text.substr(i, character.length));
    }
    i += character.length;
  }
}

void CheckRepair(absl::string_view text) {
  std::string repaired;
  const int64_t replaced = ReplaceInvalidUtf8(text, &repaired);
  LEXPROBE_CHECK(IsValidUtf8(repaired));
  LEXPROBE_CHECK((replaced == 0) == IsValidUtf8(text));
  LEXPROBE_CHECK(replaced > 0 || repaired == text);
  std::string composed;
  ComposeNfc(repaired, &composed);
  std::string twice;
  ComposeNfc(composed, &twice);
  LEXPROBE_CHECK(composed == twice);
}

}  // namespace
}  // namespace lexprobe

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  lexprobe::CheckDecoding(text);
  lexprobe::CheckRepair(text);
  return 0;
}
