// How a corpus is divided among processes. The rule:
//
// 1. All files, in the corpus's order, make one long row of bytes. Part p of n
//    has the bytes from total * p / n to total * (p + 1) / n of it.
// 2. A plain file is cut there, at the next start of a line (of a paragraph,
//    where an empty line ends a sentence).
// 3. A gzip file cannot be cut. If there are at least as many as parts, each
//    belongs to the part that has its middle byte; if there are fewer, every
//    part reads all of them and takes every n-th block of about a megabyte.
//
// So each line is in one part, and the parts depend on the files only.
//
// Thread-safe: no state.

#ifndef LEXPROBE_TEXT_CORPUS_PART_H_
#define LEXPROBE_TEXT_CORPUS_PART_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace lexprobe {

struct CorpusPart {
  int index = 0;  // 0 to count - 1
  int count = 1;  // 1 to 65536
};

absl::Status Validate(const CorpusPart& part);

// What a part has of one file.
struct FilePiece {
  std::string path;
  int64_t begin = 0;
  int64_t end = -1;   // -1: to the end of the file
  CorpusPart blocks;  // it has the blocks n with n % count == index
  int64_t bytes = 0;  // to be read from disk; 0 if nobody knows
};

// The pieces of `part`, in the order of `paths`. With `paragraphs` plain files
// are cut where a paragraph starts. InvalidArgument for standard input and
// other streams, which several processes cannot share; errors of reading.
absl::StatusOr<std::vector<FilePiece>> PiecesOf(
    absl::Span<const std::string> paths, const CorpusPart& part,
    bool paragraphs);

}  // namespace lexprobe

#endif  // LEXPROBE_TEXT_CORPUS_PART_H_
