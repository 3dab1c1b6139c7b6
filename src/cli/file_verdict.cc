#include "cli/file_verdict.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/model_argument.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/section_file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/store/formats.h"
#include "nlohmann/json.hpp"

namespace lexprobe::cli {
namespace {

constexpr char kOurExtension[] = ".lexprobe";
constexpr size_t kKindPosition = 12;

struct Kind {
  uint32_t tag;
  const char* name;
};

constexpr Kind kKinds[] = {{SectionTag("EMBD"), "embeddings"},
                           {SectionTag("NETW"), "network"},
                           {SectionTag("CKPT"), "checkpoint"},
                           {SectionTag("OSCL"), "oscillator"}};

// The name of a kind, or nullptr.
const char* NameOf(uint32_t tag) {
  for (const Kind& kind : kKinds) {
    if (kind.tag == tag) return kind.name;
  }
  return nullptr;
}

absl::Status UnknownKind(uint32_t tag) {
  std::string letters;
  PutUint32(tag, &letters);
  return absl::UnimplementedError(absl::StrCat(
      "a file of kind \"", absl::CHexEscape(letters),
      "\", which this program does not know; a newer one wrote it, or these "
      "four letters are damaged"));
}

// Every section and its checksum; of embeddings also what they say.
absl::Status VerifySections(absl::string_view bytes, FileVerdict* verdict) {
  BinaryReader reader(bytes);
  LEXPROBE_RETURN_IF_ERROR(reader.GetBytes(kKindPosition).status());
  LEXPROBE_ASSIGN_OR_RETURN(const uint32_t tag, reader.GetUint32());
  const char* const name = NameOf(tag);
  if (name != nullptr) verdict->kind = name;
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<Section> sections,
                            ReadSections(tag, bytes));
  if (name == nullptr) return UnknownKind(tag);
  verdict->checked =
      absl::StrCat(sections.size(), " sections, ", bytes.size(), " bytes");
  if (tag != SectionTag("EMBD")) return absl::OkStatus();
  LEXPROBE_ASSIGN_OR_RETURN(
      const EmbeddingTable table,
      ReadEmbeddings(verdict->path, {.format = "native"}, nullptr));
  absl::StrAppend(&verdict->checked, ", ", table.rows(), " words");
  return absl::OkStatus();
}

absl::Status VerifyJson(FileVerdict* verdict) {
  verdict->kind = "JSON";
  LEXPROBE_ASSIGN_OR_RETURN(const std::string text, ReadFile(verdict->path));
  if (!nlohmann::json::accept(text)) {
    return absl::DataLossError(absl::StrCat(verdict->path, ": no JSON"));
  }
  verdict->checked =
      absl::StrCat("well-formed, ", text.size(), " bytes; has no checksum");
  return absl::OkStatus();
}

absl::Status VerifyForeign(const std::string& format, FileVerdict* verdict) {
  ReadNotes notes;
  const absl::StatusOr<EmbeddingTable> table =
      ReadEmbeddings(verdict->path, {.format = format}, &notes);
  verdict->kind = notes.format.empty() ? "unknown" : notes.format;
  LEXPROBE_RETURN_IF_ERROR(table.status());
  const int64_t odd = notes.duplicate_words + notes.dropped_rows;
  verdict->checked = absl::StrCat(
      table->rows(), " words read",
      odd == 0 ? "" : absl::StrCat(", ", odd, " rows dropped"),
      notes.format == "native" ? "" : "; the format has no checksum");
  return absl::OkStatus();
}

absl::Status Verify(const std::string& format, FileVerdict* verdict) {
  if (absl::EndsWith(verdict->path, ".json")) return VerifyJson(verdict);
  if (!format.empty() && format != "native") {
    return VerifyForeign(format, verdict);
  }
  LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<MappedFile> file,
                            MappedFile::Open(verdict->path));
  const bool ours = absl::EndsWith(verdict->path, kOurExtension) ||
                    LooksLikeSectionFile(file->bytes());
  if (!ours) return VerifyForeign(format, verdict);
  return VerifySections(file->bytes(), verdict);
}

}  // namespace

FileVerdict VerifyFile(const std::string& path, const std::string& format) {
  FileVerdict verdict;
  verdict.path = path;
  verdict.kind = "unknown";
  verdict.status = Verify(format, &verdict);
  if (!verdict.status.ok() &&
      !absl::StartsWith(verdict.status.message(), path)) {
    verdict.status = Annotate(verdict.status, path);
  }
  return verdict;
}

absl::StatusOr<std::vector<std::string>> FilesToVerify(
    const std::string& folder) {
  std::error_code error;
  std::vector<std::string> paths;
  for (std::filesystem::directory_iterator entry(folder, error), end;
       !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (absl::EndsWith(name, kOurExtension) || name == kRunFile) {
      LEXPROBE_ASSIGN_OR_RETURN(std::string path, PathInModel(folder, name));
      paths.push_back(std::move(path));
    }
  }
  if (error) return StatusFromErrno(error.value(), folder);
  if (paths.empty()) {
    return absl::NotFoundError(absl::StrCat(
        folder, ": no file in this folder ends in ", kOurExtension));
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace lexprobe::cli
