// AffinitiesOf(), of report/tsne.h.

#include <algorithm>
#include <cmath>
#include <limits>

#include "lexprobe/base/check.h"
#include "lexprobe/probe/run_tasks.h"
#include "report/tsne.h"

namespace lexprobe {
namespace {

constexpr int kMostSteps = 200;
constexpr double kTolerance = 1e-5;  // of the entropy, in nats
constexpr size_t kRowsPerTask = 256;

// p[j] = exp(-beta (d_j - d_0)) / sum, whose entropy in nats it gives.
double Fill(absl::Span<const double> distances, double beta,
            absl::Span<double> p) {
  double sum = 0;
  double weighted = 0;
  for (size_t j = 0; j < p.size(); ++j) {
    const double beyond = distances[j] - distances[0];
    p[j] = std::exp(-beta * beyond);
    sum += p[j];
    weighted += beyond * p[j];
  }
  for (double& each : p) each /= sum;
  return std::log(sum) + beta * weighted / sum;
}

// Finds beta by halving: entropy falls while it rises.
void FillToEntropy(absl::Span<const double> distances, double wanted,
                   absl::Span<double> p) {
  double low = 0;
  double high = std::numeric_limits<double>::infinity();
  const double range = distances.back() - distances.front();
  double beta = range > 0 ? 1 / range : 1;
  for (int step = 0; step < kMostSteps; ++step) {
    const double entropy = Fill(distances, beta, p);
    if (std::abs(entropy - wanted) < kTolerance || range <= 0) return;
    (entropy > wanted ? low : high) = beta;
    beta = std::isinf(high) ? 2 * beta : (low + high) / 2;
  }
}

struct Entry {
  int32_t column = 0;
  double value = 0;
};

}  // namespace

Affinities AffinitiesOf(absl::Span<const int32_t> neighbors,
                        absl::Span<const double> squared_distances,
                        size_t width, double perplexity, int threads) {
  LEXPROBE_CHECK(width >= 1 && perplexity >= 1 &&
                 perplexity <= static_cast<double>(width) &&
                 neighbors.size() == squared_distances.size());
  const size_t points = neighbors.size() / width;
  std::vector<double> conditional(neighbors.size());
  RunTasks(
      (points + kRowsPerTask - 1) / kRowsPerTask, threads, [&](size_t task) {
        const size_t first = task * kRowsPerTask;
        const size_t end = std::min(points, first + kRowsPerTask);
        for (size_t i = first; i < end; ++i) {
          FillToEntropy(squared_distances.subspan(i * width, width),
                        std::log(perplexity),
                        absl::MakeSpan(conditional).subspan(i * width, width));
        }
      });
  // Each p_j|i goes to row i and to row j; two that meet are added up.
  std::vector<std::vector<Entry>> rows(points);
  const double share = 1 / (2 * static_cast<double>(points));
  for (size_t at = 0; at < neighbors.size(); ++at) {
    const auto i = static_cast<int32_t>(at / width);
    const int32_t j = neighbors[at];
    rows[static_cast<size_t>(i)].push_back({j, conditional[at] * share});
    rows[static_cast<size_t>(j)].push_back({i, conditional[at] * share});
  }
  Affinities affinities;
  affinities.starts.push_back(0);
  for (std::vector<Entry>& row : rows) {
    std::stable_sort(
        row.begin(), row.end(),
        [](const Entry& a, const Entry& b) { return a.column < b.column; });
    int32_t last = -1;
    for (const Entry& entry : row) {
      if (entry.column == last) {
        affinities.values.back() += entry.value;
        continue;
      }
      last = entry.column;
      affinities.columns.push_back(entry.column);
      affinities.values.push_back(entry.value);
    }
    affinities.starts.push_back(affinities.columns.size());
    row = {};
  }
  return affinities;
}

}  // namespace lexprobe
