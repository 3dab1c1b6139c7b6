#include "lexprobe/model/torch_status.h"

#include <c10/util/Exception.h>

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace lexprobe {

absl::Status StatusFromTorch(const std::exception& error) {
  const auto* torch = dynamic_cast<const c10::Error*>(&error);
  if (torch == nullptr) return absl::OkStatus();
  const std::string what = torch->what_without_backtrace();
  // Its allocator has no kind of exception of its own.
  if (absl::StrContains(what, "allocate memory")) {
    return absl::ResourceExhaustedError("not enough memory");
  }
  if (absl::StrContains(what, "CUDA out of memory")) {
    return absl::ResourceExhaustedError("not enough memory on the GPU");
  }
  return absl::InternalError(absl::StrCat("LibTorch: ", what));
}

}  // namespace lexprobe
