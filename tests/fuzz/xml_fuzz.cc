// Escaped text can end neither an attribute nor an element, nor begin one.

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/match.h"
#include "lexprobe/base/check.h"
#include "lexprobe/report/svg_chart.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string escaped = lexprobe::EscapeXml(text);
  LEXPROBE_CHECK(escaped.find_first_of("<>\"'") == std::string::npos);
  for (size_t i = 0; i < escaped.size(); ++i) {
    const auto byte = static_cast<unsigned char>(escaped[i]);
    LEXPROBE_CHECK(byte >= 0x20 || byte == '\t' || byte == '\n' ||
                   byte == '\r');
    if (byte == '&') {
      LEXPROBE_CHECK(escaped.find(';', i) != std::string::npos);
    }
  }
  return 0;
}
