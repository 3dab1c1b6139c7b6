#include "lexprobe/train/checkpoint.h"

#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/section_file.h"
#include "lexprobe/base/status_macros.h"
#include "train/network_sections.h"

namespace lexprobe {
namespace {

constexpr uint32_t kCheckpointKind = SectionTag("CKPT");
constexpr uint32_t kRunTag = SectionTag("RUN ");
constexpr uint32_t kStateTag = SectionTag("STAT");
constexpr uint32_t kBestTag = SectionTag("BEST");
constexpr uint32_t kReplicasTag = SectionTag("REPL");
constexpr uint32_t kMomentumTag = SectionTag("MOME");

std::string RunBytes(const Checkpoint& checkpoint) {
  std::string bytes;
  PutString(checkpoint.options_json, &bytes);
  PutUint64(checkpoint.vocabulary_checksum, &bytes);
  PutString(checkpoint.stage, &bytes);
  PutString(checkpoint.history_json, &bytes);
  return bytes;
}

absl::Status ReadRun(absl::string_view bytes, Checkpoint* checkpoint) {
  BinaryReader reader(bytes);
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view options,
                            reader.GetString());
  LEXPROBE_ASSIGN_OR_RETURN(checkpoint->vocabulary_checksum,
                            reader.GetUint64());
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view stage, reader.GetString());
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view history,
                            reader.GetString());
  checkpoint->options_json = std::string(options);
  checkpoint->stage = std::string(stage);
  checkpoint->history_json = std::string(history);
  return absl::OkStatus();
}

// Sections that are left out where they would be empty: tag and text, const or
// not as `checkpoint` is.
template <typename AnyCheckpoint>
auto OptionalSections(AnyCheckpoint& checkpoint) {
  return std::array{std::pair(kBestTag, &checkpoint.early_stopping),
                    std::pair(kReplicasTag, &checkpoint.replicas),
                    std::pair(kMomentumTag, &checkpoint.momentum)};
}

}  // namespace

absl::Status WriteCheckpoint(const Checkpoint& checkpoint,
                             absl::string_view path) {
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<AtomicFile> file,
                            AtomicFile::Create(path));
  std::vector<Section> sections = ArraySections(checkpoint.network);
  const std::string run = RunBytes(checkpoint);
  const std::string options = OptionsJson(checkpoint.network);
  sections.push_back({kRunTag, 0, run});
  sections.push_back({kOptionsTag, 0, options});
  sections.push_back({kStateTag, 0, checkpoint.stage_state});
  for (const auto& [tag, text] : OptionalSections(checkpoint)) {
    if (!text->empty()) sections.push_back({tag, 0, *text});
  }
  return WriteSections(kCheckpointKind, sections, *file);
}

absl::StatusOr<Checkpoint> ParseCheckpoint(absl::string_view bytes) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<Section> sections,
                            ReadSections(kCheckpointKind, bytes));
  Checkpoint checkpoint;
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view run,
                            FindSection(sections, kRunTag));
  LEXPROBE_RETURN_IF_ERROR(Annotate(ReadRun(run, &checkpoint), "section RUN"));
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view state,
                            FindSection(sections, kStateTag));
  checkpoint.stage_state = std::string(state);
  for (const Section& section : sections) {
    for (const auto& [tag, text] : OptionalSections(checkpoint)) {
      if (section.tag == tag) *text = std::string(section.bytes);
    }
  }
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view options,
                            FindSection(sections, kOptionsTag));
  LEXPROBE_RETURN_IF_ERROR(ParseOptionsJson(options, &checkpoint.network));
  LEXPROBE_RETURN_IF_ERROR(ReadArrays(sections, &checkpoint.network));
  return checkpoint;
}

absl::StatusOr<Checkpoint> ReadCheckpoint(absl::string_view path) {
  return ParseMapped(path, ParseCheckpoint);
}

}  // namespace lexprobe
