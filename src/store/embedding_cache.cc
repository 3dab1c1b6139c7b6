#include "lexprobe/store/embedding_cache.h"

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/section_file.h"
#include "lexprobe/base/status_macros.h"
#include "store/words_file.h"
#include "xxhash.h"

namespace lexprobe {
namespace {

// Length and time of last change; empty if there is no such file.
std::string StateOf(const std::string& path) {
  struct stat facts;
  if (stat(path.c_str(), &facts) != 0) return "";
  return absl::StrCat(facts.st_size, " ", facts.st_mtim.tv_sec, " ",
                      facts.st_mtim.tv_nsec);
}

std::string CopyPath(const std::string& path, absl::string_view folder,
                     absl::string_view format) {
  std::error_code error;
  const std::filesystem::path absolute =
      std::filesystem::absolute(path, error).lexically_normal();
  const std::string identity =
      absl::StrCat(absolute.string(), "\n", format, "\n", StateOf(path), "\n",
                   StateOf(WordsPathOf(path)));
  const uint64_t digest = XXH3_64bits(identity.data(), identity.size());
  return JoinPath(
      folder, absl::StrCat(absolute.filename().string(), "-",
                           absl::Hex(digest, absl::kZeroPad16), ".lexprobe"));
}

absl::StatusOr<bool> IsNativeFile(absl::string_view path) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<ByteSource> file,
                            OpenFile(path));
  std::string start(8, '\0');
  LEXPROBE_ASSIGN_OR_RETURN(const size_t got,
                            file->Read(absl::MakeSpan(start)));
  return LooksLikeSectionFile(absl::string_view(start).substr(0, got));
}

absl::Status Convert(absl::string_view path, ReadOptions options,
                     const std::string& copy, ReadNotes* notes) {
  options.max_rows = 0;
  LEXPROBE_ASSIGN_OR_RETURN(const EmbeddingTable table,
                            ReadEmbeddings(path, options, notes));
  const std::filesystem::path folder =
      std::filesystem::path(copy).parent_path();
  LEXPROBE_RETURN_IF_ERROR(MakeFolder(folder.string()));
  return WriteEmbeddings(table, copy, {.format = "native"});
}

}  // namespace

absl::StatusOr<EmbeddingTable> ReadEmbeddingsThroughCache(
    absl::string_view path, absl::string_view folder,
    const ReadOptions& options, ReadNotes* notes) {
  if (path == "-") return ReadEmbeddings(path, options, notes);
  LEXPROBE_ASSIGN_OR_RETURN(const bool native, IsNativeFile(path));
  if (native) return ReadEmbeddings(path, options, notes);
  const std::string copy = CopyPath(std::string(path), folder, options.format);
  ReadOptions copy_options = options;
  copy_options.format = "native";
  if (FileExists(copy)) {
    absl::StatusOr<EmbeddingTable> table =
        ReadEmbeddings(copy, copy_options, notes);
    if (table.ok()) return table;
  }
  LEXPROBE_RETURN_IF_ERROR(Convert(path, options, copy, notes));
  return ReadEmbeddings(copy, copy_options, nullptr);
}

}  // namespace lexprobe
