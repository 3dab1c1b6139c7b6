#include "lexprobe/train/stages.h"

#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

absl::Status RestoreArray(BinaryReader& in, std::vector<float>& array) {
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t size, in.GetUint64());
  if (size != array.size()) {
    return absl::FailedPreconditionError(
        absl::StrCat("the checkpoint has an array of ", size,
                     " numbers where this run has ", array.size()));
  }
  return in.GetFloats(absl::MakeSpan(array));
}

}  // namespace

void Stage::SaveState(std::string* out) const {
  for (const std::vector<float>* array : const_cast<Stage*>(this)->Arrays()) {
    PutUint64(array->size(), out);
    PutFloats(*array, out);
  }
  PutUint64(workers_.size(), out);
  for (const auto& worker : workers_) worker->SaveState(out);
}

absl::Status Stage::RestoreState(BinaryReader& in) {
  for (std::vector<float>* array : Arrays()) {
    LEXPROBE_RETURN_IF_ERROR(RestoreArray(in, *array));
  }
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t workers, in.GetUint64());
  if (workers != workers_.size()) {
    return absl::FailedPreconditionError(
        absl::StrCat("the checkpoint was made with ", workers,
                     " workers; this run has ", workers_.size()));
  }
  for (const auto& worker : workers_) {
    LEXPROBE_RETURN_IF_ERROR(worker->RestoreState(in));
  }
  return absl::OkStatus();
}

}  // namespace lexprobe
