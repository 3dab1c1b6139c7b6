// The sections that network.lexprobe and checkpoint.lexprobe share: the
// options and the arrays of a network.

#ifndef LEXPROBE_TRAIN_NETWORK_SECTIONS_H_
#define LEXPROBE_TRAIN_NETWORK_SECTIONS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/section_file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/train/network_file.h"

namespace lexprobe {

inline constexpr uint32_t kOptionsTag = SectionTag("OPTS");
inline constexpr uint32_t kEmbeddingTag = SectionTag("EMBD");
inline constexpr uint32_t kFirstWeightTag = SectionTag("W1  ");
inline constexpr uint32_t kFirstBiasTag = SectionTag("B1  ");
inline constexpr uint32_t kOutputWeightTag = SectionTag("W2  ");
inline constexpr uint32_t kOutputBiasTag = SectionTag("B2  ");

// The arrays of `network` as bytes, in sections whose views point into it.
std::vector<Section> ArraySections(const NetworkData& network);

// The options of the network as JSON, and back. DataLoss if it is not such.
std::string OptionsJson(const NetworkData& network);
absl::Status ParseOptionsJson(absl::string_view text, NetworkData* network);

// The one section with `tag`. DataLoss if there is none or more than one.
absl::StatusOr<absl::string_view> FindSection(
    const std::vector<Section>& sections, uint32_t tag);

// Fills the arrays from their sections; sizes follow from network->options
// and must agree: DataLoss, naming the section, otherwise.
absl::Status ReadArrays(const std::vector<Section>& sections,
                        NetworkData* network);

// Maps the file at `path` and hands its bytes to `parse`, whose errors get the
// path.
template <typename T>
absl::StatusOr<T> ParseMapped(absl::string_view path,
                              absl::StatusOr<T> (*parse)(absl::string_view)) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<MappedFile> file,
                            MappedFile::Open(path));
  absl::StatusOr<T> parsed = parse(file->bytes());
  if (!parsed.ok()) return Annotate(parsed.status(), path);
  return parsed;
}

// The four letters of a tag, for messages.
std::string TagName(uint32_t tag);

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_NETWORK_SECTIONS_H_
