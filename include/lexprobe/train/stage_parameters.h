// StageParameters: what a training stage changes, and how a gradient changes
// it: row-wise Adagrad for the embeddings, RMSprop for all else.
//
// Apply may run on several threads at once. With different parts of one
// partition they touch different numbers; with overlapping parts, and while
// gradients are computed, it is Hogwild's deliberate race (stage_worker.h).

#ifndef LEXPROBE_TRAIN_STAGE_PARAMETERS_H_
#define LEXPROBE_TRAIN_STAGE_PARAMETERS_H_

#include <cstddef>
#include <vector>

#include "absl/types/span.h"
#include "lexprobe/vocab/word_id.h"

namespace lexprobe {

// The gradient of one batch, as views into a worker's memory.
struct StepGradient {
  double rate_share = 0;  // of the peak learning rates
  // Rows of the embedding; ids may repeat, those below 0 are left out.
  absl::Span<const WordId> row_ids;
  absl::Span<const float> rows;  // row i begins at i * row_stride
  int row_stride = 0;
  std::vector<absl::Span<const float>> dense;  // as the parameters' arrays
};

// One of `count` parts: rows with id % count == index, and a stretch of each
// dense array.
struct Partition {
  int index = 0;
  int count = 1;
};

class StageParameters {
 public:
  static constexpr float kRmsDecay = 0.999f;

  struct Dense {
    absl::Span<float> values;
    std::vector<float> squares;  // RMSprop's
  };

  // `embedding` is V x dim. With `train_rows` false rows are never touched.
  // What it is given must outlive it.
  StageParameters(absl::Span<float> embedding, int dim, double row_rate,
                  double dense_rate, bool train_rows);

  void AddDense(absl::Span<float> values);

  // Takes one step along `gradient`, as far as `part` goes. All parts of a
  // partition together give the same bits as the whole, whatever their number.
  // REQUIRES: the gradient has the parameters' shape
  void Apply(const StepGradient& gradient, Partition part = {});

  int dim() const { return dim_; }
  double row_rate() const { return row_rate_; }  // at their peak
  double dense_rate() const { return dense_rate_; }
  bool train_rows() const { return !accumulators_.empty(); }
  absl::Span<float> embedding() const { return embedding_; }
  std::vector<float>& accumulators() { return accumulators_; }  // one a row
  std::vector<Dense>& dense() { return dense_; }
  const std::vector<Dense>& dense() const { return dense_; }

 private:
  absl::Span<float> embedding_;
  int dim_;
  double row_rate_;
  double dense_rate_;
  std::vector<float> accumulators_;
  std::vector<Dense> dense_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TRAIN_STAGE_PARAMETERS_H_
