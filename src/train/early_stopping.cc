#include "train/early_stopping.h"

#include <cstdint>
#include <vector>

#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/status_macros.h"
#include "train/network_copy.h"

namespace lexprobe {
void EarlyStopping::Judge(double auc) {
  if (patience_ == 0) return;
  ++worse_;
  if (auc <= best_auc_) return;
  worse_ = 0;
  best_auc_ = auc;
  best_ = CopyOf({}, network_);
}

bool EarlyStopping::UseBest() {
  return worse_ > 0 && best_auc_ > 0 && CopyInto(best_, network_).ok();
}

std::string EarlyStopping::State() const {
  std::string state;
  if (patience_ == 0) return state;
  PutUint64(static_cast<uint64_t>(worse_), &state);
  PutDouble(best_auc_, &state);
  for (const auto array : kNetworkArrays) PutFloats(best_.*array, &state);
  return state;
}

absl::Status EarlyStopping::RestoreState(absl::string_view state) {
  if (patience_ == 0 || state.empty()) return absl::OkStatus();
  BinaryReader in(state);
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t worse, in.GetUint64());
  LEXPROBE_ASSIGN_OR_RETURN(best_auc_, in.GetDouble());
  worse_ = static_cast<int>(worse);
  if (best_auc_ == 0) return absl::OkStatus();
  best_ = CopyOf({}, network_);
  for (const auto array : kNetworkArrays) {
    LEXPROBE_RETURN_IF_ERROR(in.GetFloats(absl::MakeSpan(best_.*array)));
  }
  return absl::OkStatus();
}

}  // namespace lexprobe
