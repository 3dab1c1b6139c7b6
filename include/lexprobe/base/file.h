// Bytes in and out: interfaces, plain files, files replaced as a whole, and
// read-only maps. Every failure is a Status that names the file.
//
// Errors: NotFound (no such file or folder), InvalidArgument (a folder where
// a file is meant), PermissionDenied, ResourceExhausted (disk full, quota,
// file size limit), Internal (any other failure of the system).

#ifndef LEXPROBE_BASE_FILE_H_
#define LEXPROBE_BASE_FILE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace lexprobe {

// A stream of bytes to read. Not thread-safe.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Reads up to out.size() bytes; gives how many. 0 is the end, and only the
  // end (for a non-empty `out`). After an error the source is of no use.
  virtual absl::StatusOr<size_t> Read(absl::Span<char> out) = 0;

  // What to call it in messages: the path, or "standard input".
  virtual absl::string_view name() const = 0;
};

// A stream of bytes to write. Not thread-safe.
class ByteSink {
 public:
  // Without Close() the bytes are thrown away (AtomicFile) or incomplete.
  virtual ~ByteSink() = default;

  // The first failure wins: later calls give the same status.
  virtual absl::Status Write(absl::string_view bytes) = 0;

  // Finishes; must be called once, and its status looked at: a full disk may
  // show only here.
  virtual absl::Status Close() = 0;

  virtual absl::string_view name() const = 0;
};

// Opens `path` for reading, from its first byte.
absl::StatusOr<std::unique_ptr<ByteSource>> OpenFile(absl::string_view path);

// Standard input. Not closed when the source goes.
std::unique_ptr<ByteSource> OpenStandardInput();

// Bytes already in memory; `bytes` must outlive the source.
std::unique_ptr<ByteSource> SourceOf(absl::string_view bytes,
                                     absl::string_view name);

// All of `source`, refused with ResourceExhausted beyond `limit` bytes.
absl::StatusOr<std::string> ReadAll(ByteSource& source, size_t limit);

// All of the file at `path`, refused beyond `limit` bytes.
absl::StatusOr<std::string> ReadFile(absl::string_view path,
                                     size_t limit = size_t{1} << 30);

// A file that appears whole or not at all: bytes go to a temporary file in
// the same folder; Close() syncs it and renames it over `path`. If anything
// fails, or Close() is never called, `path` is as it was and the temporary
// file is gone. Devices and pipes (/dev/stdout) are written directly.
class AtomicFile : public ByteSink {
 public:
  static absl::StatusOr<std::unique_ptr<AtomicFile>> Create(
      absl::string_view path);
  ~AtomicFile() override;
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  absl::Status Write(absl::string_view bytes) override;
  absl::Status Close() override;
  absl::string_view name() const override { return path_; }

 private:
  AtomicFile(std::string path, std::string temporary, int descriptor);
  absl::Status Flush();

  std::string path_;
  std::string temporary_;  // empty: written directly
  int descriptor_;
  std::string buffer_;
  absl::Status status_;
  bool closed_ = false;
};

// Writes `bytes` to `path` through an AtomicFile.
absl::Status WriteFile(absl::string_view path, absl::string_view bytes);

// A whole file mapped into memory, read-only. Thread-safe.
class MappedFile {
 public:
  static absl::StatusOr<std::unique_ptr<MappedFile>> Open(
      absl::string_view path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  absl::string_view bytes() const { return {data_, size_}; }
  const std::string& path() const { return path_; }

  // Gives back the memory of the pages that lie wholly before `end`; they are
  // read from disk again if they are used again.
  void Forget(size_t end) const;

 private:
  MappedFile(std::string path, const char* data, size_t size)
      : path_(std::move(path)), data_(data), size_(size) {}

  std::string path_;
  const char* data_;
  size_t size_;
};

// Makes the folder and its parents; OK if it is there already.
absl::Status MakeFolder(absl::string_view path);

bool IsFolder(absl::string_view path);
bool FileExists(absl::string_view path);

// "folder/name", with one slash between.
std::string JoinPath(absl::string_view folder, absl::string_view name);

// The Status for the system error number `error`: code as above, message
// "place: text of the error".
absl::Status StatusFromErrno(int error, absl::string_view place);

}  // namespace lexprobe

#endif  // LEXPROBE_BASE_FILE_H_
