// Text taken for a config file is entries, or InvalidArgument with its line.

#include <cstddef>
#include <cstdint>

#include "absl/strings/match.h"
#include "cli/option_config.h"
#include "lexprobe/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const auto entries = lexprobe::cli::ParseConfig(text);
  if (!entries.ok()) {
    LEXPROBE_CHECK(absl::IsInvalidArgument(entries.status()));
    LEXPROBE_CHECK(absl::StartsWith(entries.status().message(), "line "));
    return 0;
  }
  int last = 0;
  for (const lexprobe::cli::ConfigEntry& entry : *entries) {
    LEXPROBE_CHECK(!entry.option.empty() && entry.line > last);
    last = entry.line;
  }
  return 0;
}
