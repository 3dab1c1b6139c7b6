#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

constexpr size_t kBufferBytes = size_t{1} << 16;
constexpr size_t kLongestStem = 200;  // leaves room in NAME_MAX, 255

// What `path` points to in the end, so that a symbolic link stays one and its
// target is what gets replaced.
std::string Resolve(const std::string& path) {
  char* resolved = realpath(path.c_str(), nullptr);
  if (resolved == nullptr) return path;
  std::string result(resolved);
  free(resolved);
  return result;
}

// Of a descriptor that this process has, whatever file that is of.
bool NamesDescriptor(absl::string_view path) {
  return absl::StartsWith(path, "/dev/std") ||
         absl::StartsWith(path, "/dev/fd/") || absl::StartsWith(path, "/proc/");
}

absl::string_view FolderOf(absl::string_view path) {
  const size_t slash = path.rfind('/');
  if (slash == absl::string_view::npos) return ".";
  return path.substr(0, slash == 0 ? 1 : slash);
}

absl::string_view StemOf(absl::string_view path) {
  const size_t slash = path.rfind('/');
  if (slash != absl::string_view::npos) path.remove_prefix(slash + 1);
  return path.substr(0, kLongestStem);
}

// Makes a new file beside `path` with the permissions `path` would get, and
// puts its name into `*name`. The descriptor, or -1 with errno set.
int OpenTemporary(absl::string_view path, std::string* name) {
  static std::atomic<uint64_t> counter{0};
  int descriptor;
  do {
    *name = JoinPath(FolderOf(path),
                     absl::StrCat(".", StemOf(path), ".", getpid(), ".",
                                  counter.fetch_add(1), ".tmp"));
    descriptor =
        open(name->c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  } while (descriptor < 0 && errno == EEXIST);
  return descriptor;
}

// Syncs the folder, so that the new name survives a power cut. Some file
// systems cannot; the file is whole either way.
void SyncFolder(absl::string_view path) {
  const int descriptor = open(std::string(FolderOf(path)).c_str(),
                              O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);
  close(descriptor);
}

absl::Status WriteDescriptor(int descriptor, absl::string_view bytes,
                             absl::string_view place) {
  while (!bytes.empty()) {
    const ssize_t count = write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return StatusFromErrno(errno, place);
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return absl::OkStatus();
}

}  // namespace

AtomicFile::AtomicFile(std::string path, std::string temporary, int descriptor)
    : path_(std::move(path)),
      temporary_(std::move(temporary)),
      descriptor_(descriptor) {}

absl::StatusOr<std::unique_ptr<AtomicFile>> AtomicFile::Create(
    absl::string_view path) {
  std::string name(path);
  struct stat info;
  const bool exists = stat(name.c_str(), &info) == 0;
  if (exists && S_ISDIR(info.st_mode)) return StatusFromErrno(EISDIR, name);
  std::string temporary;
  int descriptor;
  if (exists && (!S_ISREG(info.st_mode) || NamesDescriptor(name))) {
    descriptor = open(name.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  } else {
    if (exists) name = Resolve(name);
    descriptor = OpenTemporary(name, &temporary);
    // Only the owner may: where this fails, the new file's own mode stands.
    if (exists && descriptor >= 0) (void)!fchmod(descriptor, info.st_mode);
  }
  if (descriptor < 0) return StatusFromErrno(errno, path);
  return std::unique_ptr<AtomicFile>(
      new AtomicFile(std::move(name), std::move(temporary), descriptor));
}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) close(descriptor_);
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

absl::Status AtomicFile::Write(absl::string_view bytes) {
  LEXPROBE_RETURN_IF_ERROR(status_);
  if (buffer_.size() + bytes.size() < kBufferBytes) {
    buffer_.append(bytes.data(), bytes.size());
    return absl::OkStatus();
  }
  LEXPROBE_RETURN_IF_ERROR(Flush());
  if (bytes.size() < kBufferBytes) {
    buffer_.assign(bytes.data(), bytes.size());
    return absl::OkStatus();
  }
  status_ = WriteDescriptor(descriptor_, bytes, path_);
  return status_;
}

absl::Status AtomicFile::Flush() {
  if (status_.ok()) status_ = WriteDescriptor(descriptor_, buffer_, path_);
  buffer_.clear();
  return status_;
}

absl::Status AtomicFile::Close() {
  if (closed_) return status_;
  closed_ = true;
  Flush().IgnoreError();  // kept in status_
  const bool direct = temporary_.empty();
  if (status_.ok() && !direct && fsync(descriptor_) != 0) {
    status_ = StatusFromErrno(errno, path_);
  }
  if (close(std::exchange(descriptor_, -1)) != 0 && status_.ok()) {
    status_ = StatusFromErrno(errno, path_);
  }
  if (direct) return status_;
  if (status_.ok() && rename(temporary_.c_str(), path_.c_str()) != 0) {
    status_ = StatusFromErrno(errno, path_);
  }
  if (status_.ok()) {
    SyncFolder(path_);
  } else {
    unlink(temporary_.c_str());
  }
  temporary_.clear();
  return status_;
}

absl::Status WriteFile(absl::string_view path, absl::string_view bytes) {
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<AtomicFile> file,
                            AtomicFile::Create(path));
  LEXPROBE_RETURN_IF_ERROR(file->Write(bytes));
  return file->Close();
}

}  // namespace lexprobe
