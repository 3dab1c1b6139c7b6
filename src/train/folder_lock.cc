#include "lexprobe/train/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/file.h"

namespace lexprobe {

absl::StatusOr<std::unique_ptr<FolderLock>> FolderLock::Acquire(
    absl::string_view folder) {
  const std::string path = JoinPath(folder, ".lock");
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) return StatusFromErrno(errno, path);
  std::unique_ptr<FolderLock> lock(new FolderLock(descriptor));
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    char owner[32] = {};
    const ssize_t size = pread(descriptor, owner, sizeof(owner) - 1, 0);
    return absl::FailedPreconditionError(
        absl::StrCat(folder, ": process ", size > 0 ? owner : "of another user",
                     " is training into this folder"));
  }
  const std::string self = absl::StrCat(getpid());
  if (ftruncate(descriptor, 0) != 0 ||
      pwrite(descriptor, self.data(), self.size(), 0) < 0) {
    return StatusFromErrno(errno, path);
  }
  return lock;
}

FolderLock::~FolderLock() { close(descriptor_); }

}  // namespace lexprobe
