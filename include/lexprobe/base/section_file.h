// The one container for the files that lexprobe writes for itself:
// embeddings, networks, checkpoints, token caches.
//
//   8 bytes   magic: 0x8c 'L' 'X' 'P' '\r' '\n' 0x1a '\n'
//   u32       container version (1)
//   u32       kind (four letters, for example "EMBD")
//   sections  each: u32 tag, u32 flags, u64 length, u64 XXH3-64 of the bytes,
//             u32 header checksum (low half of XXH3 of the 24 bytes before
//             it), u32 padding length, zero padding so that the bytes start
//             at a multiple of 64, the bytes
//   end       a section with tag "END " whose bytes are the u64 offset of its
//             own header
//
// A section with kOptionalSection that a reader does not know is skipped; any
// other unknown tag is for the reader of that kind to refuse (Unimplemented).
// Checksums protect from accident, not from an attacker. src/store/FORMAT.md
// gives the bytes and the reasons.

#ifndef LEXPROBE_BASE_SECTION_FILE_H_
#define LEXPROBE_BASE_SECTION_FILE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/file.h"

namespace lexprobe {

inline constexpr uint32_t kOptionalSection = 1;  // a bit of Section::flags

// Four letters as they stand in the file, for example SectionTag("EMBD").
constexpr uint32_t SectionTag(const char (&letters)[5]) {
  uint32_t tag = 0;
  for (int i = 3; i >= 0; --i) {
    tag = (tag << 8) | static_cast<unsigned char>(letters[i]);
  }
  return tag;
}

struct Section {
  uint32_t tag = 0;
  uint32_t flags = 0;
  absl::string_view bytes;  // in the mapped file or in the caller's memory
};

// True if `bytes` begin like one of our files.
bool LooksLikeSectionFile(absl::string_view bytes);

// Writes a container section by section. Not thread-safe.
class SectionWriter {
 public:
  // `sink` must outlive the writer.
  SectionWriter(uint32_t kind, ByteSink* sink);

  // The first failure of the sink wins: later calls give the same status.
  absl::Status Write(const Section& section);
  // Writes the end section and closes the sink.
  absl::Status Close();

 private:
  absl::Status Put(const Section& section);

  ByteSink* const sink_;
  absl::Status status_;
  uint64_t position_;
};

// Writes a container of `kind` with `sections` in order to `sink`, and closes
// it.
absl::Status WriteSections(uint32_t kind, const std::vector<Section>& sections,
                           ByteSink& sink);

// Takes a container apart section by section, with every check of
// ReadSections, whose errors it gives. Not thread-safe.
class SectionReader {
 public:
  static absl::StatusOr<SectionReader> Open(uint32_t kind,
                                            absl::string_view bytes);

  // Sets *section, a view into the bytes; false at the end.
  absl::StatusOr<bool> Next(Section* section);

 private:
  SectionReader(absl::string_view bytes, BinaryReader reader)
      : bytes_(bytes), reader_(reader) {}

  absl::string_view bytes_;
  BinaryReader reader_;
};

// Takes a whole container apart. Sections are views into `bytes`. All
// checksums are verified.
//
// InvalidArgument if it is no such file or another kind; Unimplemented if the
// container version is newer; DataLoss, naming section and byte, for anything
// damaged, cut short, or with bytes after the end.
absl::StatusOr<std::vector<Section>> ReadSections(uint32_t kind,
                                                  absl::string_view bytes);

}  // namespace lexprobe

#endif  // LEXPROBE_BASE_SECTION_FILE_H_
