// t-SNE: places in the plane in which points that are near each other stay
// together (van der Maaten & Hinton 2008, "Visualizing data using t-SNE"), in
// time n log n (van der Maaten 2014, "Accelerating t-SNE using tree-based
// algorithms"). Private to report.
//
// Memory: some 40 x perplexity bytes a point. Equal input gives equal places
// on any number of threads.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_REPORT_TSNE_H_
#define LEXPROBE_REPORT_TSNE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "absl/types/span.h"

namespace lexprobe {

// A symmetric matrix of affinities p_ij that sum to 1; those of row i stand at
// starts[i] to starts[i + 1] - 1, by rising column, none on the diagonal.
struct Affinities {
  std::vector<size_t> starts;
  std::vector<int32_t> columns;
  std::vector<double> values;

  size_t points() const { return starts.size() - 1; }
};

// Of points with their nearest others and the squared distances to them: rows
// of `width`, one after another. p_j|i is exp(-beta_i d_ij^2) / sum, with
// beta_i such that its perplexity, 2 to the power of its entropy, is the one
// asked for; p_ij = (p_j|i + p_i|j) / 2n (2008, equations 1 and 4; 2014,
// equation 5). A row whose others are all equally far is uniform.
// REQUIRES: width >= 1, 1 <= perplexity <= width
Affinities AffinitiesOf(absl::Span<const int32_t> neighbors,
                        absl::Span<const double> squared_distances,
                        size_t width, double perplexity, int threads);

// The gradient, by the places, of the Kullback-Leibler divergence of
// q_ij = (1 + |y_i - y_j|^2)^-1 / Z from exaggeration p_ij (2014, equation 8),
// with its second sum as of PlaneTree.
// REQUIRES: places.size() == 2 * affinities.points()
std::vector<double> TsneGradient(const Affinities& affinities,
                                 absl::Span<const double> places,
                                 double exaggeration, double theta,
                                 int threads);

// That divergence, without exaggeration.
double TsneDivergence(const Affinities& affinities,
                      absl::Span<const double> places, double theta,
                      int threads);

struct TsneOptions {
  int iterations = 1000;
  double theta = 0.5;
  uint64_t seed = 1;  // of what keeps points apart that begin at one place
  int threads = 1;
  // Called after each iteration with the number that are done.
  std::function<void(int done)> progress = nullptr;
};

// Places that begin at `start` (scaled down; the principal components keep the
// map alike from one model to the next: Kobak & Linderman 2021) and go down
// the gradient: momentum and gains as in 2008, affinities times 12 for the
// first quarter, a rate of n / 48 or 50 (Belkina et al. 2019, for a gradient
// with the factor 4).
// REQUIRES: start.size() == 2 * affinities.points()
std::vector<double> TsnePlaces(const Affinities& affinities,
                               absl::Span<const float> start,
                               const TsneOptions& options);

}  // namespace lexprobe

#endif  // LEXPROBE_REPORT_TSNE_H_
