#include "train/neighbor_distillation.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include "lexprobe/model/vector_kernels.h"
#include "lexprobe/train/schedule.h"
#include "train/round_barrier.h"
#include "train/worker_threads.h"

namespace lexprobe {
namespace {

constexpr int kBlock = 128;  // words of a batch that one thread takes at a time
constexpr float kFirstDecay = 0.9f, kSecondDecay = 0.99f, kTiny = 1e-6f;

float LengthOf(absl::Span<const float> row) {
  return std::sqrt(Dot(row.data(), row.data(), static_cast<int>(row.size())));
}

// The first `count` rows of a table in random order, again and again.
class RandomRows {
 public:
  RandomRows(int64_t count, const Random& random)
      : random_(random),
        order_(static_cast<size_t>(count)),
        at_(order_.size()) {
    std::iota(order_.begin(), order_.end(), int64_t{0});
  }

  // As many, all different. REQUIRES: there are so many
  void Next(std::vector<int64_t>* rows) {
    if (at_ + rows->size() > order_.size()) {
      random_.Shuffle(order_);
      at_ = 0;
    }
    std::copy_n(order_.begin() + static_cast<std::ptrdiff_t>(at_), rows->size(),
                rows->begin());
    at_ += rows->size();
  }

 private:
  Random random_;
  std::vector<int64_t> order_;
  size_t at_;
};

class Distillation {
 public:
  Distillation(const DistillationOptions& options, absl::Span<const float> wide,
               int wide_dim, int dim, const Random& random,
               absl::Span<float> narrow)
      : options_(options),
        wide_(wide),
        wide_dim_(static_cast<size_t>(wide_dim)),
        dim_(static_cast<size_t>(dim)),
        narrow_(narrow),
        all_(words(), random.Fork("all words")),
        frequent_(std::min(options.frequent, words()),
                  random.Fork("frequent words")),
        first_moments_(narrow.size()),
        second_moments_(narrow.size()) {
    const auto batch = static_cast<size_t>(
        std::min<int64_t>(options.batch, std::min(options.frequent, words())));
    rows_.resize(batch);
    steps_ = std::llround(
        std::ceil(options.passes * static_cast<double>(words()) /
                  static_cast<double>(std::max<size_t>(1, batch))));
    wide_rows_.resize(batch * wide_dim_);
    narrow_rows_.resize(batch * dim_);
    lengths_.resize(batch);
    gradient_.resize(batch * dim_);
  }

  void Run(int threads, const std::function<bool(double)>& keep_going) {
    if (rows_.size() < 2) return;
    RememberLengths();
    RoundBarrier barrier(static_cast<uint32_t>(threads));
    RunThreads(
        static_cast<size_t>(threads),
        [&] {
          return keep_going(static_cast<double>(step_.load()) /
                            static_cast<double>(steps_));
        },
        [&](size_t thread, StopSign& sign) {
          Work(thread, static_cast<size_t>(threads), sign, barrier);
          return absl::OkStatus();
        })
        .IgnoreError();  // the bodies have none
    RestoreLengths();
  }

 private:
  int64_t words() const { return static_cast<int64_t>(narrow_.size() / dim_); }
  absl::Span<float> RowOf(int64_t word) {
    return narrow_.subspan(static_cast<size_t>(word) * dim_, dim_);
  }

  // So long that the mean square of all numbers is 1.
  void RememberLengths() {
    double squares = 0;
    for (int64_t word = 0; word < words(); ++word) {
      word_lengths_.push_back(LengthOf(RowOf(word)));
      squares += double{word_lengths_.back()} * double{word_lengths_.back()};
    }
    const double mean = squares / static_cast<double>(narrow_.size());
    if (!(mean > 0)) return;
    const float scale = static_cast<float>(1 / std::sqrt(mean));
    for (float& number : narrow_) number *= scale;
  }

  void RestoreLengths() {
    for (int64_t word = 0; word < words(); ++word) {
      const float length = LengthOf(RowOf(word));
      if (length == 0) continue;
      const float scale = word_lengths_[static_cast<size_t>(word)] / length;
      for (float& number : RowOf(word)) number *= scale;
    }
  }

  // One thread's share of all steps.
  void Work(size_t thread, size_t threads, const StopSign& sign,
            RoundBarrier& barrier) {
    NeighborLoss loss(options_.loss);
    while (true) {
      barrier.Arrive([&] { Draw(sign.stopped()); });
      if (ended_) return;
      ForBlocks(thread, threads, [&](size_t begin, size_t end) {
        for (size_t i = begin; i < end; ++i) Gather(i);
      });
      barrier.Arrive([] {});
      ForBlocks(thread, threads, [&](size_t begin, size_t end) {
        loss.Gradient({wide_rows_, narrow_rows_, static_cast<int>(wide_dim_),
                       static_cast<int>(dim_)},
                      static_cast<int>(begin), static_cast<int>(end),
                      absl::MakeSpan(gradient_).subspan(begin * dim_));
        for (size_t i = begin; i < end; ++i) Move(i);
      });
    }
  }

  template <typename Action>
  void ForBlocks(size_t thread, size_t threads, Action action) {
    for (size_t begin = thread * kBlock; begin < rows_.size();
         begin += threads * kBlock) {
      action(begin, std::min(begin + kBlock, rows_.size()));
    }
  }

  // The next step's words and rate.
  void Draw(bool stopped) {
    const int64_t step = ended_ ? steps_ : next_++;
    step_.store(step);
    ended_ = stopped || step >= steps_;
    if (ended_) return;
    (step % 2 == 0 ? frequent_ : all_).Next(&rows_);
    rate_ = static_cast<float>(
        options_.rate *
        RateShare(static_cast<double>(step) / static_cast<double>(steps_),
                  options_.warm_up, options_.final_rate));
  }

  // Copies of unit length.
  void Gather(size_t i) {
    const auto word = static_cast<size_t>(rows_[i]);
    CopyUnit(wide_.subspan(word * wide_dim_, wide_dim_),
             &wide_rows_[i * wide_dim_]);
    lengths_[i] = CopyUnit(RowOf(rows_[i]), &narrow_rows_[i * dim_]);
  }

  // Gives the length.
  static float CopyUnit(absl::Span<const float> row, float* to) {
    const float length = LengthOf(row);
    std::fill_n(to, row.size(), 0.0f);
    if (length > 0) {
      AddScaled(1 / length, row.data(), to, static_cast<int>(row.size()));
    }
    return length;
  }

  void Move(size_t i) {
    if (lengths_[i] == 0) return;
    const absl::Span<float> row = RowOf(rows_[i]);
    const size_t at = static_cast<size_t>(rows_[i]) * dim_;
    for (size_t k = 0; k < dim_; ++k) {
      const float slope = gradient_[i * dim_ + k] / lengths_[i];
      float& first = first_moments_[at + k];
      float& second = second_moments_[at + k];
      first += (1 - kFirstDecay) * (slope - first);
      second += (1 - kSecondDecay) * (slope * slope - second);
      row[k] -= rate_ * first / (std::sqrt(second) + kTiny);
    }
  }

  const DistillationOptions& options_;
  const absl::Span<const float> wide_;
  const size_t wide_dim_, dim_;
  const absl::Span<float> narrow_;
  RandomRows all_, frequent_;
  std::vector<float> first_moments_, second_moments_;  // as narrow_
  std::vector<float> word_lengths_;                    // as they are to be
  int64_t steps_ = 0;
  int64_t next_ = 0;
  std::atomic<int64_t> step_{0};

  // Of one step.
  bool ended_ = false;
  float rate_ = 0;
  std::vector<int64_t> rows_;
  std::vector<float> wide_rows_, narrow_rows_, lengths_, gradient_;
};

}  // namespace

void DistilNeighbors(const DistillationOptions& options,
                     absl::Span<const float> wide, int wide_dim, int dim,
                     const Random& random, int threads,
                     const std::function<bool(double)>& keep_going,
                     absl::Span<float> narrow) {
  Distillation(options, wide, wide_dim, dim, random, narrow)
      .Run(threads, keep_going);
}

}  // namespace lexprobe
