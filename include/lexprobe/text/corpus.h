// Corpus: files of text as a stream of blocks of about a megabyte, cut where
// lines end. Memory does not grow with the files. Plain and gzip by content,
// joined members, several files, globs, folders, standard input.
//
// Not thread-safe, save bytes_read(): several threads that take blocks lock.

#ifndef LEXPROBE_TEXT_CORPUS_H_
#define LEXPROBE_TEXT_CORPUS_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/file.h"
#include "lexprobe/text/corpus_part.h"
#include "lexprobe/text/tokenizer_options.h"

namespace lexprobe {

enum class NewlineMode {
  kSentence,  // "sentence": a line ends its sentence
  kSpace,     // "space": only an empty line does; for hard-wrapped text
};

// InvalidArgument: `newline is "x", must be "sentence" or "space"`.
absl::StatusOr<NewlineMode> ParseNewlineMode(absl::string_view name);
absl::string_view NameOf(NewlineMode mode);

struct CorpusOptions {
  // Changes the result.
  // Files, folders, globs, "-"; at least one.
  std::vector<std::string> paths = {};
  CorpusPart part = {};  // one of the parts of these files
  NewlineMode newline = NewlineMode::kSentence;
  TokenizerOptions tokenizer = {};
  // A line or paragraph longer than this is cut, at white space if there is
  // any; what is shorter never is. 64 bytes to 1 GiB.
  int64_t block_bytes = int64_t{1} << 20;
};

// InvalidArgument, naming the option, the value and what is allowed.
absl::Status Validate(const CorpusOptions& options);

// Some whole lines of one file.
struct TextBlock {
  absl::string_view bytes() const {
    return absl::string_view(buffer).substr(0, size);
  }

  std::string buffer;      // begins with the bytes of the block
  size_t size = 0;         // how many they are
  int64_t number = 0;      // of the block in the corpus, from 0
  std::string file;        // its name, and where in it the part begins
  int64_t first_line = 1;  // the line that bytes() begin in, from 1
  int64_t lines = 0;       // how many end in bytes()
};

class Corpus {
 public:
  // Expands the paths; reads nothing yet. Errors: those of Validate and
  // ExpandPaths (expand_paths.h).
  static absl::StatusOr<std::unique_ptr<Corpus>> Open(CorpusOptions options);

  // Refills `*block`, whose memory is used again; false at the end. The blocks
  // depend on the files and options only. Errors, naming the file: those of
  // reading it; InvalidArgument for UTF-16 and for compressed or other files
  // that are known not to be text. After an error the corpus is of no use.
  absl::StatusOr<bool> NextBlock(TextBlock* block);

  const CorpusOptions& options() const { return options_; }
  const std::vector<std::string>& files() const { return files_; }

  // Bytes of the part as they are on disk, compressed if they are; what
  // standard input and pipes hold is not known and not counted.
  int64_t total_bytes() const { return total_bytes_; }
  // How many of them were read so far. Any thread may ask.
  int64_t bytes_read() const { return bytes_read_.load(); }

 private:
  explicit Corpus(CorpusOptions options);
  absl::Status OpenNextFile();
  absl::StatusOr<std::unique_ptr<ByteSource>> OpenPiece(const FilePiece& piece);
  // Counts a block; true if it is in the piece.
  bool IsMine();
  // Reads until the buffer holds a block or the file ends.
  absl::Status Fill();
  // Where the block in the buffer ends.
  size_t EndOfBlock() const;
  void Cut(TextBlock* block);

  const CorpusOptions options_;
  std::vector<std::string> files_;
  int64_t total_bytes_ = 0;
  std::atomic<int64_t> bytes_read_ = 0;

  std::vector<FilePiece> pieces_;
  size_t opened_pieces_ = 0;
  int64_t shared_blocks_ = 0;           // of files whose blocks are shared out
  std::unique_ptr<ByteSource> source_;  // null between files
  std::string file_;                    // its name, for messages
  bool source_ended_ = false;
  std::string buffer_;
  size_t buffered_ = 0;  // bytes of buffer_ that were read and not yet given
  int64_t blocks_ = 0;
  int64_t line_ = 1;  // that the buffer begins in
};

}  // namespace lexprobe

#endif  // LEXPROBE_TEXT_CORPUS_H_
