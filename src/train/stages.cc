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

std::vector<std::string> Stage::WorkerStates() const {
  std::vector<std::string> states;
  for (const auto& worker : workers_) states.push_back(worker->State());
  return states;
}

void Stage::SaveState(const std::vector<std::string>& workers,
                      std::string* out) const {
  for (const std::vector<float>* array : const_cast<Stage*>(this)->Arrays()) {
    PutUint64(array->size(), out);
    PutFloats(*array, out);
  }
  PutUint64(workers.size(), out);
  for (const std::string& worker : workers) PutString(worker, out);
}

absl::Status Stage::RestoreState(BinaryReader& in) {
  for (std::vector<float>* array : Arrays()) {
    LEXPROBE_RETURN_IF_ERROR(RestoreArray(in, *array));
  }
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t count, in.GetUint64());
  double done = 0;
  for (uint64_t i = 0; i < count; ++i) {
    LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view state, in.GetString());
    LEXPROBE_ASSIGN_OR_RETURN(const double share,
                              StageWorker::DoneShareOf(state));
    done += share;
    const auto own = static_cast<int64_t>(i) - first_worker_;
    if (count == static_cast<uint64_t>(total_workers_) && own >= 0 &&
        own < static_cast<int64_t>(workers_.size())) {
      LEXPROBE_RETURN_IF_ERROR(
          workers_[static_cast<size_t>(own)]->RestoreState(state));
    }
  }
  if (count == static_cast<uint64_t>(total_workers_)) return absl::OkStatus();
  if (count == 0) return absl::DataLossError("the checkpoint has no workers");
  for (const auto& worker : workers_) {
    worker->Skip(done / static_cast<double>(count));
  }
  return absl::OkStatus();
}

}  // namespace lexprobe
