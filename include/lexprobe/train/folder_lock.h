// FolderLock: one training at a time in a model folder. The lock is the
// system's (flock): it goes with the process, however that ends.

#ifndef LEXPROBE_TRAIN_FOLDER_LOCK_H_
#define LEXPROBE_TRAIN_FOLDER_LOCK_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lexprobe {

class FolderLock {
 public:
  // FailedPrecondition, naming the process, if another one holds it.
  static absl::StatusOr<std::unique_ptr<FolderLock>> Acquire(
      absl::string_view folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_FOLDER_LOCK_H_
