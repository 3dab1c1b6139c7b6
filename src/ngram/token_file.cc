#include "lexprobe/ngram/token_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

constexpr size_t kBufferTokens = size_t{1} << 16;

// A file without a name, or with one that is taken away at once.
int OpenNameless(const std::string& folder) {
  const int descriptor =
      open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) {
    return descriptor;
  }
  std::string path = JoinPath(folder, ".tokens-XXXXXX");
  const int named = mkostemp(path.data(), O_CLOEXEC);
  if (named >= 0) unlink(path.c_str());
  return named;
}

}  // namespace

absl::StatusOr<std::unique_ptr<TokenFile>> TokenFile::Create(
    absl::string_view folder) {
  std::string path(folder);
  const int descriptor = OpenNameless(path);
  if (descriptor < 0) {
    return StatusFromErrno(errno,
                           absl::StrCat(folder, ": making a temporary file"));
  }
  return std::unique_ptr<TokenFile>(new TokenFile(std::move(path), descriptor));
}

TokenFile::~TokenFile() { close(descriptor_); }

absl::Status TokenFile::Append(absl::Span<const int32_t> tokens) {
  size_ += static_cast<int64_t>(tokens.size());
  if (buffer_.size() + tokens.size() >= kBufferTokens) {
    LEXPROBE_RETURN_IF_ERROR(Flush());
    return Write(tokens);
  }
  buffer_.insert(buffer_.end(), tokens.begin(), tokens.end());
  return absl::OkStatus();
}

absl::Status TokenFile::Flush() {
  LEXPROBE_RETURN_IF_ERROR(Write(buffer_));
  buffer_.clear();
  return absl::OkStatus();
}

absl::Status TokenFile::Write(absl::Span<const int32_t> tokens) {
  const char* bytes = reinterpret_cast<const char*>(tokens.data());
  size_t left = tokens.size() * sizeof(int32_t);
  while (left > 0) {
    const ssize_t written = write(descriptor_, bytes, left);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      return StatusFromErrno(errno,
                             absl::StrCat(folder_, ": writing the token file"));
    }
    bytes += written;
    left -= static_cast<size_t>(written);
  }
  return absl::OkStatus();
}

absl::Status TokenFile::Read(int64_t begin, absl::Span<int32_t> out) const {
  char* bytes = reinterpret_cast<char*>(out.data());
  size_t left = out.size() * sizeof(int32_t);
  off_t offset = begin * static_cast<off_t>(sizeof(int32_t));
  while (left > 0) {
    const ssize_t got = pread(descriptor_, bytes, left, offset);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      return StatusFromErrno(got < 0 ? errno : EIO,
                             absl::StrCat(folder_, ": reading the token file"));
    }
    bytes += got;
    left -= static_cast<size_t>(got);
    offset += got;
  }
  return absl::OkStatus();
}

}  // namespace lexprobe
