#include "train/replicas.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/model/reduce_columns.h"
#include "train/mean_removal.h"

namespace lexprobe {
namespace {

constexpr uint64_t kMostReplicas = 100;  // as Validate(TrainOptions) has it

// Of what is joined, beside a replica. The shorter it is, the farther the
// validity stage takes it at the same rate (RECIPES.md, "Joining replicas").
constexpr float kLength = 0.7f;

}  // namespace

void Replicas::Add(absl::Span<const float> embedding) {
  const std::vector<double> mean = MeanOf(embedding, dim_);
  const size_t before = count_ == 0 ? 0 : static_cast<size_t>(WidthOf(count_));
  const size_t width = before + mean.size();
  const size_t rows = embedding.size() / mean.size();
  std::vector<float> wider(rows * width);
  for (size_t row = 0; row < rows; ++row) {
    float* const place = std::copy_n(columns_.data() + row * before, before,
                                     wider.data() + row * width);
    for (size_t i = 0; i < mean.size(); ++i) {
      place[i] = embedding[row * mean.size() + i] - static_cast<float>(mean[i]);
    }
  }
  columns_ = std::move(wider);
  const int kept = WidthOf(++count_);
  if (static_cast<size_t>(kept) == width) return;
  ReduceColumns(static_cast<int>(width), kept, &columns_);
}

std::vector<float> Replicas::Joined() const {
  std::vector<float> joined = columns_;
  ReduceColumns(WidthOf(count_), dim_, &joined);
  const float scale = kLength / std::sqrt(static_cast<float>(count_));
  for (float& value : joined) value *= scale;
  return joined;
}

std::string Replicas::State() const {
  std::string state;
  if (count_ == 0) return state;
  PutUint64(static_cast<uint64_t>(count_), &state);
  PutFloats(columns_, &state);
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
  const auto width = static_cast<size_t>(WidthOf(static_cast<int>(count)));
  columns_.resize(size / static_cast<size_t>(dim_) * width);
  LEXPROBE_RETURN_IF_ERROR(in.GetFloats(absl::MakeSpan(columns_)));
  count_ = static_cast<int>(count);
  return absl::OkStatus();
}

std::string NameOfReplica(int number) {
  return number == 1 ? "embedding" : absl::StrCat("embedding ", number);
}

}  // namespace lexprobe
