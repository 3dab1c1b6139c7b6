// For fuzzers: sections out of whatever bytes, and a container of them that
// has a path. Its checksums are right, so that what stands behind them is met.

#ifndef LEXPROBE_TESTS_SUPPORT_SECTION_BYTES_H_
#define LEXPROBE_TESTS_SUPPORT_SECTION_BYTES_H_

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/base/check.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/section_file.h"

namespace lexprobe {

// One section after another: a byte that chooses the tag, one for the flags,
// two for the length, the low one first, and the bytes.
inline std::vector<Section> SectionsIn(absl::string_view bytes,
                                       absl::Span<const uint32_t> tags) {
  std::vector<Section> sections;
  while (bytes.size() >= 4) {
    const auto byte = [&bytes](size_t i) {
      return static_cast<uint8_t>(bytes[i]);
    };
    const size_t length = byte(2) + size_t{256} * byte(3);
    sections.push_back(
        {tags[byte(0) % tags.size()], byte(1) % 2u, bytes.substr(4, length)});
    bytes.remove_prefix(std::min(bytes.size(), 4 + length));
  }
  return sections;
}

// A container of `kind` in memory.
class MemoryContainer : public ByteSink {
 public:
  MemoryContainer(uint32_t kind, const std::vector<Section>& sections)
      : descriptor_(memfd_create("fuzz", MFD_CLOEXEC)) {
    LEXPROBE_CHECK(descriptor_ >= 0);
    LEXPROBE_CHECK(WriteSections(kind, sections, *this).ok());
  }
  ~MemoryContainer() override { close(descriptor_); }

  absl::Status Write(absl::string_view bytes) override {
    LEXPROBE_CHECK(write(descriptor_, bytes.data(), bytes.size()) ==
                   static_cast<ssize_t>(bytes.size()));
    return absl::OkStatus();
  }
  absl::Status Close() override { return absl::OkStatus(); }
  absl::string_view name() const override { return "memory"; }

  std::string path() const {
    return absl::StrCat("/proc/self/fd/", descriptor_);
  }

 private:
  const int descriptor_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_SUPPORT_SECTION_BYTES_H_
