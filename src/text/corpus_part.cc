#include "lexprobe/text/corpus_part.h"

#include <sys/stat.h>

#include <algorithm>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/file_part.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

constexpr int kMaxParts = 65536;
constexpr size_t kChunk = size_t{1} << 16;

struct File {
  std::string path;
  int64_t size = 0;
  bool gzip = false;
};

absl::StatusOr<File> Look(const std::string& path) {
  struct stat info;
  if (path == "-" || stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) {
    return absl::InvalidArgumentError(absl::StrCat(
        path == "-" ? "standard input" : path,
        ": only files can be divided among processes, not a stream"));
  }
  LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<ByteSource> source,
                            OpenFile(path));
  char magic[2] = {};
  LEXPROBE_ASSIGN_OR_RETURN(const size_t count,
                            source->Read(absl::MakeSpan(magic)));
  return File{path, info.st_size,
              count == 2 && magic[0] == '\x1f' && magic[1] == '\x8b'};
}

// Finds the end of a line, or of the empty line after a paragraph.
class LineEnd {
 public:
  explicit LineEnd(bool paragraphs) : paragraphs_(paragraphs) {}

  // True when `byte` is the last one before a place to cut.
  bool At(char byte) {
    if (byte != '\n') {
      empty_ = empty_ && absl::ascii_isspace(static_cast<unsigned char>(byte));
      return false;
    }
    const bool found = !paragraphs_ || empty_;
    empty_ = true;
    return found;
  }

 private:
  const bool paragraphs_;
  bool empty_ = false;  // a line has started, and holds nothing so far
};

// The first place at or after `offset` where a line starts; the file's size
// if there is none.
absl::StatusOr<int64_t> CutAt(const File& file, int64_t offset,
                              bool paragraphs) {
  if (offset <= 0) return 0;
  if (offset >= file.size) return file.size;
  int64_t position = offset - 1;
  LEXPROBE_ASSIGN_OR_RETURN(const std::unique_ptr<ByteSource> source,
                            OpenFilePart(file.path, position, file.size));
  LineEnd line_end(paragraphs);
  std::string chunk(kChunk, '\0');
  while (true) {
    LEXPROBE_ASSIGN_OR_RETURN(const size_t count,
                              source->Read(absl::MakeSpan(chunk)));
    if (count == 0) return file.size;
    for (size_t i = 0; i < count; ++i, ++position) {
      if (line_end.At(chunk[i])) return position + 1;
    }
  }
}

std::vector<FilePiece> WholeFiles(absl::Span<const std::string> files) {
  std::vector<FilePiece> pieces;
  for (const std::string& path : files) {
    struct stat info;
    const bool regular =
        path != "-" && stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
    pieces.push_back({path, 0, -1, {}, regular ? int64_t{info.st_size} : 0});
  }
  return pieces;
}

}  // namespace

absl::Status Validate(const CorpusPart& part) {
  if (part.count < 1 || part.count > kMaxParts) {
    return absl::InvalidArgumentError(
        absl::StrCat("parts of the corpus are ", part.count,
                     "; must be from 1 to ", kMaxParts));
  }
  if (part.index >= 0 && part.index < part.count) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("part of the corpus is ", part.index, ", must be from 0 to ",
                   part.count - 1));
}

absl::StatusOr<std::vector<FilePiece>> PiecesOf(
    absl::Span<const std::string> paths, const CorpusPart& part,
    bool paragraphs) {
  if (part.count == 1) return WholeFiles(paths);
  std::vector<File> files;
  int64_t total = 0;
  int gzip_files = 0;
  for (const std::string& path : paths) {
    LEXPROBE_ASSIGN_OR_RETURN(files.emplace_back(), Look(path));
    total += files.back().size;
    gzip_files += files.back().gzip ? 1 : 0;
  }
  const int64_t begin = total / part.count * part.index +
                        total % part.count * part.index / part.count;
  const int64_t end = total / part.count * (part.index + 1) +
                      total % part.count * (part.index + 1) / part.count;
  std::vector<FilePiece> pieces;
  int64_t start = 0;  // of the file in the row of bytes
  for (const File& file : files) {
    const int64_t middle = start + file.size / 2;
    if (file.gzip && gzip_files < part.count) {
      pieces.push_back({file.path, 0, -1, part, file.size});
    } else if (file.gzip) {
      if (middle >= begin && middle < end) {
        pieces.push_back({file.path, 0, -1, {}, file.size});
      }
    } else if (start < end && start + file.size > begin) {
      LEXPROBE_ASSIGN_OR_RETURN(const int64_t from,
                                CutAt(file, begin - start, paragraphs));
      LEXPROBE_ASSIGN_OR_RETURN(const int64_t to,
                                CutAt(file, end - start, paragraphs));
      if (from < to) pieces.push_back({file.path, from, to, {}, to - from});
    }
    start += file.size;
  }
  return pieces;
}

}  // namespace lexprobe
