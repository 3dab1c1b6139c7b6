#include "probe/panel_search.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>

#include "hwy/aligned_allocator.h"
#include "lexprobe/probe/run_tasks.h"
#include "probe/row_kernels.h"
#include "probe/top_rows.h"

namespace lexprobe {
namespace {

constexpr size_t kBlockRows = 64;
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();
// Panels that one thread works on together stay in its second-level cache.
constexpr size_t kPanelBytes = size_t{384} << 10;

// Squares outside of this have lost precision: such rows are always scored
// again.
constexpr float kSmallestSquare = 1e-28f;
constexpr float kLargestSquare = 1e28f;

// A bound on |computed - true| / (|x| |y|) for a dot product of `dim` floats,
// however it is summed (Higham 2002, Accuracy and Stability of Numerical
// Algorithms, 3.1: n u / (1 - n u), here with room for a few more roundings).
float DotError(size_t dim) { return static_cast<float>(dim + 16) * 0x1.0p-24f; }

// What the sieve needs of each row.
struct RowFacts {
  std::vector<float> scale;  // 1 / |x|; 0 for zeros; NaN: always hits
  std::vector<float> bias;   // -|x|^2, a little more; NaN: always hits
};

bool IsZero(const float* row, size_t dim) {
  return std::all_of(row, row + dim, [](float x) { return x == 0; });
}

class PanelSearch {
 public:
  explicit PanelSearch(const PanelSearchInput& input)
      : input_(input),
        kind_(input.targets[0].kind()),
        dim_(static_cast<size_t>(input.targets[0].dim())),
        terms_(static_cast<size_t>(input.targets[0].terms())),
        rows_(input.matrix.size() / dim_),
        panels_((input.targets.size() + kPanelWidth - 1) / kPanelWidth),
        dot_error_(DotError(dim_)) {}

  std::vector<std::vector<Neighbor>> Run(int threads);

 private:
  // The targets of one panel, column by column.
  struct Panel {
    hwy::AlignedFreeUniquePtr<float[]> vectors;  // terms x dim x kPanelWidth
    alignas(64) std::array<float, kPanelWidth> threshold;
    alignas(64) std::array<float, kPanelWidth> dot_base;
    alignas(64) std::array<float, kPanelWidth> square;
    size_t first_target;
    size_t size;
    std::vector<TopRows> tops;
  };
  // Some panels against some rows: the work of one task.
  struct Task {
    size_t first_panel, panels, first_row, end_row;
  };
  struct Scratch {
    std::array<hwy::AlignedFreeUniquePtr<float[]>, 3> dots;
    std::array<uint64_t, kBlockRows> hits;
  };

  void FindRowFacts(int threads);
  void FindRowFacts(size_t first_row, size_t end_row);
  std::vector<Task> Divide(int threads) const;
  std::vector<TopRows> Run(const Task& task) const;
  Panel Pack(size_t number) const;
  void Sieve(const RowBlock& block, size_t first_row, Panel& panel,
             Scratch& scratch) const;
  void Filter(const PanelFilter& filter, size_t count, uint64_t* hits) const;
  void ScoreHits(const RowBlock& block, size_t first_row, Panel& panel,
                 const uint64_t* hits) const;
  float ThresholdOf(const Panel& panel, size_t column) const;
  bool IsExcluded(size_t target, int64_t row) const;

  const PanelSearchInput& input_;
  const ScoreKind kind_;
  const size_t dim_;
  const size_t terms_;
  const size_t rows_;
  const size_t panels_;
  const float dot_error_;
  RowFacts facts_;
};

void PanelSearch::FindRowFacts(size_t first_row, size_t end_row) {
  std::array<float, kBlockRows> squares;
  std::array<float, kBlockRows> dots;
  const std::vector<float> nothing(dim_);
  for (size_t begin = first_row; begin < end_row; begin += kBlockRows) {
    const RowBlock block = {input_.matrix.data() + begin * dim_,
                            std::min(kBlockRows, end_row - begin), dim_};
    DotsAndSquares(block, nothing.data(), dots.data(), squares.data());
    for (size_t i = 0; i < block.count; ++i) {
      const float square = squares[i];
      const bool normal = square >= kSmallestSquare && square <= kLargestSquare;
      float scale = normal ? 1.0f / std::sqrt(square) : kNan;
      if (!normal && kind_ != ScoreKind::kPairDirection &&
          IsZero(block.rows + i * dim_, dim_)) {
        scale = 0;
      }
      facts_.scale[begin + i] = scale;
      facts_.bias[begin + i] = -square * (1.0f - 8.0f * dot_error_) +
                               (std::isnan(scale) ? kNan : 0.0f);
    }
  }
}

void PanelSearch::FindRowFacts(int threads) {
  facts_.scale.resize(rows_);
  facts_.bias.resize(rows_);
  const size_t tasks = static_cast<size_t>(threads);
  RunTasks(tasks, threads, [&](size_t i) {
    FindRowFacts(rows_ * i / tasks, rows_ * (i + 1) / tasks);
  });
}

// Groups of panels that fit the cache, several for each thread; where there
// are too few panels for that, the rows are divided too.
std::vector<PanelSearch::Task> PanelSearch::Divide(int threads) const {
  const size_t wanted = threads == 1 ? 1 : static_cast<size_t>(threads) * 4;
  const size_t panel_bytes = terms_ * dim_ * kPanelWidth * sizeof(float);
  const size_t fitting = std::max<size_t>(1, kPanelBytes / panel_bytes);
  const size_t group =
      std::clamp<size_t>((panels_ + wanted - 1) / wanted, 1, fitting);
  const size_t groups = (panels_ + group - 1) / group;
  const size_t ranges = std::clamp<size_t>(
      wanted / groups, 1, std::max<size_t>(1, rows_ / (16 * kBlockRows)));
  std::vector<Task> tasks;
  for (size_t panel = 0; panel < panels_; panel += group) {
    for (size_t range = 0; range < ranges; ++range) {
      tasks.push_back({panel, std::min(group, panels_ - panel),
                       rows_ * range / ranges, rows_ * (range + 1) / ranges});
    }
  }
  return tasks;
}

PanelSearch::Panel PanelSearch::Pack(size_t number) const {
  Panel panel;
  panel.first_target = number * kPanelWidth;
  panel.size =
      std::min(kPanelWidth, input_.targets.size() - panel.first_target);
  panel.tops.assign(panel.size, TopRows(input_.top));
  panel.vectors = hwy::AllocateAligned<float>(terms_ * dim_ * kPanelWidth);
  std::fill_n(panel.vectors.get(), terms_ * dim_ * kPanelWidth, 0.0f);
  panel.threshold.fill(kInfinity);  // empty columns are never hit
  panel.dot_base.fill(0);
  panel.square.fill(0);
  for (size_t column = 0; column < panel.size; ++column) {
    const SearchTarget& target = input_.targets[panel.first_target + column];
    for (size_t term = 0; term < terms_; ++term) {
      const absl::Span<const float> vector =
          target.vector(static_cast<int>(term));
      float* const to =
          panel.vectors.get() + term * dim_ * kPanelWidth + column;
      for (size_t k = 0; k < dim_; ++k) to[k * kPanelWidth] = vector[k];
    }
    const absl::Span<const float> last =
        target.vector(static_cast<int>(terms_ - 1));
    DotsAndSquares({last.data(), 1, dim_}, target.vector(0).data(),
                   &panel.dot_base[column], &panel.square[column]);
    panel.threshold[column] = ThresholdOf(panel, column);
  }
  return panel;
}

// The least number that the filter of this kind must give a row for it to be
// looked at: the worst score in the list, less what rounding may hide.
float PanelSearch::ThresholdOf(const Panel& panel, size_t column) const {
  if (input_.top == 0) return kInfinity;
  const float worst = panel.tops[column].threshold();
  if (worst == -kInfinity) return -kInfinity;
  if (kind_ == ScoreKind::kCosMul) return worst * (1.0f - 1e-5f);
  if (kind_ == ScoreKind::kPairDirection) return worst - 1e-5f;
  if (kind_ == ScoreKind::kCosine) return worst;
  // -|x - q|^2 >= -worst^2, in the form 2 x . q - |x|^2 >= |q|^2 - worst^2.
  const double error = 8.0 * static_cast<double>(dot_error_);
  const double query_square = static_cast<double>(panel.square[column]);
  const double worst_square =
      static_cast<double>(worst) * static_cast<double>(worst);
  if (!(query_square <= static_cast<double>(kLargestSquare))) return -kInfinity;
  return static_cast<float>(query_square * (1.0 - error) -
                            worst_square * (1.0 + error));
}

std::vector<TopRows> PanelSearch::Run(const Task& task) const {
  std::vector<Panel> panels;
  for (size_t i = 0; i < task.panels; ++i) {
    panels.push_back(Pack(task.first_panel + i));
  }
  Scratch scratch;
  for (size_t term = 0; term < terms_; ++term) {
    scratch.dots[term] = hwy::AllocateAligned<float>(kBlockRows * kPanelWidth);
  }
  // Small blocks first, while nearly every row gets into a list.
  size_t count = 0;
  for (size_t row = task.first_row; row < task.end_row; row += count) {
    count = std::min({kBlockRows, task.end_row - row,
                      std::max<size_t>(8, row - task.first_row)});
    const RowBlock block = {input_.matrix.data() + row * dim_, count, dim_};
    for (Panel& panel : panels) Sieve(block, row, panel, scratch);
  }
  std::vector<TopRows> tops;
  for (Panel& panel : panels) {
    std::move(panel.tops.begin(), panel.tops.end(), std::back_inserter(tops));
  }
  return tops;
}

void PanelSearch::Sieve(const RowBlock& block, size_t first_row, Panel& panel,
                        Scratch& scratch) const {
  PanelFilter filter;
  for (size_t term = 0; term < terms_; ++term) {
    PanelDots(block, panel.vectors.get() + term * dim_ * kPanelWidth,
              scratch.dots[term].get());
    filter.dots[term] = scratch.dots[term].get();
  }
  filter.scale = facts_.scale.data() + first_row;
  filter.bias = facts_.bias.data() + first_row;
  filter.threshold = panel.threshold.data();
  filter.dot_base = panel.dot_base.data();
  filter.square = panel.square.data();
  filter.slack =
      dot_error_ * (kind_ == ScoreKind::kPairDirection ? 8.0f : 2.0f);
  Filter(filter, block.count, scratch.hits.data());
  ScoreHits(block, first_row, panel, scratch.hits.data());
}

void PanelSearch::Filter(const PanelFilter& filter, size_t count,
                         uint64_t* hits) const {
  switch (kind_) {
    case ScoreKind::kCosine:
      return FilterCosine(filter, count, hits);
    case ScoreKind::kEuclidean:
      return FilterEuclidean(filter, count, hits);
    case ScoreKind::kCosMul:
      return FilterCosMul(filter, count, hits);
    case ScoreKind::kPairDirection:
      return FilterPairDirection(filter, count, hits);
  }
}

void PanelSearch::ScoreHits(const RowBlock& block, size_t first_row,
                            Panel& panel, const uint64_t* hits) const {
  for (size_t i = 0; i < block.count; ++i) {
    for (uint64_t left = hits[i]; left != 0; left &= left - 1) {
      const size_t column = static_cast<size_t>(std::countr_zero(left));
      if (column >= panel.size) break;
      const size_t target = panel.first_target + column;
      const int64_t row = static_cast<int64_t>(first_row + i);
      if (IsExcluded(target, row)) continue;
      float score = 0;
      input_.targets[target].Score(
          absl::MakeConstSpan(block.rows + i * dim_, dim_),
          absl::MakeSpan(&score, 1));
      panel.tops[column].Push({row, score});
      panel.threshold[column] = ThresholdOf(panel, column);
    }
  }
}

bool PanelSearch::IsExcluded(size_t target, int64_t row) const {
  if (input_.excluded.empty()) return false;
  const std::vector<int64_t>& excluded = input_.excluded[target];
  return std::find(excluded.begin(), excluded.end(), row) != excluded.end();
}

std::vector<std::vector<Neighbor>> PanelSearch::Run(int threads) {
  FindRowFacts(threads);
  const std::vector<Task> tasks = Divide(threads);
  std::vector<std::vector<TopRows>> found(tasks.size());
  RunTasks(tasks.size(), threads, [&](size_t i) { found[i] = Run(tasks[i]); });
  std::vector<TopRows> tops(input_.targets.size(), TopRows(input_.top));
  for (size_t i = 0; i < tasks.size(); ++i) {
    for (size_t k = 0; k < found[i].size(); ++k) {
      tops[tasks[i].first_panel * kPanelWidth + k].Merge(found[i][k]);
    }
  }
  std::vector<std::vector<Neighbor>> answers;
  for (TopRows& top : tops) answers.push_back(top.Take());
  return answers;
}

}  // namespace

std::vector<std::vector<Neighbor>> SearchInPanels(const PanelSearchInput& input,
                                                  int threads) {
  return PanelSearch(input).Run(threads);
}

}  // namespace lexprobe
