// TokenFile: the corpus as numbers, on disk, so that memory does not grow
// with it.
//
// Tokens are 32-bit: a provisional word id (VocabularyBuilder), or
// kSentenceEnd. The file is a nameless temporary one: it is gone with the
// process, however that ends.
//
// Append from one thread; then Read from any number of threads.

#ifndef LEXPROBE_NGRAM_TOKEN_FILE_H_
#define LEXPROBE_NGRAM_TOKEN_FILE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace lexprobe {

// Stands where no N-gram may cross.
inline constexpr int32_t kSentenceEnd = -1;

class TokenFile {
 public:
  // A new, empty file in `folder`. NotFound or PermissionDenied if the
  // folder cannot be written to.
  static absl::StatusOr<std::unique_ptr<TokenFile>> Create(
      absl::string_view folder);
  ~TokenFile();
  TokenFile(const TokenFile&) = delete;
  TokenFile& operator=(const TokenFile&) = delete;

  // ResourceExhausted when the disk is full; the file is then of no use. So
  // with Flush.
  absl::Status Append(absl::Span<const int32_t> tokens);
  // Writes what is still in memory. Call it between the last Append and the
  // first Read.
  absl::Status Flush();

  // Tokens begin .. begin + out.size() - 1.
  // REQUIRES: begin >= 0, begin + out.size() <= size(), flushed
  absl::Status Read(int64_t begin, absl::Span<int32_t> out) const;

  // Number of tokens, sentence ends among them.
  int64_t size() const { return size_; }

 private:
  TokenFile(std::string folder, int descriptor)
      : folder_(std::move(folder)), descriptor_(descriptor) {}

  absl::Status Write(absl::Span<const int32_t> tokens);

  std::string folder_;  // for messages
  int descriptor_;
  std::vector<int32_t> buffer_;
  int64_t size_ = 0;
};

}  // namespace lexprobe

#endif  // LEXPROBE_NGRAM_TOKEN_FILE_H_
