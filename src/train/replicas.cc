#include "train/replicas.h"

#include "absl/strings/str_cat.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/model/align_embeddings.h"

namespace lexprobe {
namespace {

constexpr uint64_t kMostReplicas = 100;  // as Validate(TrainOptions) has it

}  // namespace

void Replicas::Add(absl::Span<float> embedding) {
  ++count_;
  if (count_ == 1) {
    mean_.assign(embedding.begin(), embedding.end());
    return;
  }
  RotateOnto(mean_, dim_, embedding);
  for (size_t i = 0; i < mean_.size(); ++i) {
    mean_[i] += (embedding[i] - mean_[i]) / static_cast<float>(count_);
  }
}

std::string Replicas::State() const {
  std::string state;
  if (count_ == 0) return state;
  PutUint64(static_cast<uint64_t>(count_), &state);
  PutFloats(mean_, &state);
  return state;
}

absl::Status Replicas::RestoreState(absl::string_view state, size_t size) {
  if (state.empty()) return absl::OkStatus();
  BinaryReader in(state);
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t count, in.GetUint64());
  if (count == 0 || count > kMostReplicas) {
    return absl::DataLossError(absl::StrCat(count, " replicas, where 1 to ",
                                            kMostReplicas, " can be"));
  }
  mean_.resize(size);
  LEXPROBE_RETURN_IF_ERROR(in.GetFloats(absl::MakeSpan(mean_)));
  count_ = static_cast<int>(count);
  return absl::OkStatus();
}

std::string NameOfReplica(int number) {
  return number == 1 ? "embedding" : absl::StrCat("embedding ", number);
}

}  // namespace lexprobe
