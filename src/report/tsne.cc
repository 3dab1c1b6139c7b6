#include "report/tsne.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "lexprobe/base/check.h"
#include "lexprobe/base/random.h"
#include "lexprobe/probe/run_tasks.h"
#include "report/plane_tree.h"

namespace lexprobe {
namespace {

constexpr double kExaggeration = 12;
constexpr double kFirstMomentum = 0.5;  // while affinities are exaggerated
constexpr double kMomentum = 0.8;
constexpr double kLeastGain = 0.01;
constexpr double kLeastRate = 50;
constexpr double kStartDeviation = 1e-4;
constexpr double kStartNoise = 1e-6;
constexpr size_t kPointsPerTask = 512;

// Calls visit(i) once for each point, those near each other on one thread.
template <typename Visit>
void ForEachPoint(const PlaneTree& tree, int threads, const Visit& visit) {
  const std::vector<int32_t>& order = tree.order();
  const size_t tasks = (order.size() + kPointsPerTask - 1) / kPointsPerTask;
  RunTasks(tasks, threads, [&](size_t task) {
    const size_t first = task * kPointsPerTask;
    const size_t end = std::min(order.size(), first + kPointsPerTask);
    for (size_t at = first; at < end; ++at) {
      visit(static_cast<size_t>(order[at]));
    }
  });
}

// The repulsion on each point, and Z, summed in the order of the points.
struct Repulsions {
  std::vector<Repulsion> each;
  double z = 0;
};

Repulsions RepulsionsOf(absl::Span<const double> places, double theta,
                        int threads) {
  const PlaneTree tree(places);
  Repulsions repulsions;
  repulsions.each.resize(places.size() / 2);
  ForEachPoint(tree, threads, [&](size_t i) {
    repulsions.each[i] =
        tree.RepulsionOn(places[2 * i], places[2 * i + 1], theta);
  });
  for (const Repulsion& each : repulsions.each) repulsions.z += each.sum;
  return repulsions;
}

double SquareBetween(absl::Span<const double> places, size_t i, size_t j) {
  const double dx = places[2 * i] - places[2 * j];
  const double dy = places[2 * i + 1] - places[2 * j + 1];
  return dx * dx + dy * dy;
}

// `start` around 0 with a standard deviation of kStartDeviation along x, and a
// little noise: equal points would never part, nor a line become a plane.
std::vector<double> StartOf(absl::Span<const float> start, uint64_t seed) {
  std::vector<double> places(start.begin(), start.end());
  const double points = static_cast<double>(places.size()) / 2;
  double mean[2] = {0, 0};
  for (size_t i = 0; i < places.size(); ++i) mean[i % 2] += places[i] / points;
  double variance = 0;
  for (size_t i = 0; i < places.size(); ++i) {
    places[i] -= mean[i % 2];
    if (i % 2 == 0) variance += places[i] * places[i] / points;
  }
  const double scale =
      variance > 0 ? kStartDeviation / std::sqrt(variance) : 0.0;
  Random random = Random(seed).Fork("t-SNE");
  for (double& place : places) {
    place = place * scale + kStartNoise * random.Normal();
  }
  return places;
}

// One step down the gradient. A number that keeps its direction gains speed,
// one that turns loses some (Jacobs 1988, as in 2008).
class Descent {
 public:
  Descent(size_t numbers, double rate)
      : rate_(rate), steps_(numbers), gains_(numbers, 1.0) {}

  void Step(absl::Span<const double> gradient, double momentum,
            std::vector<double>* places) {
    for (size_t i = 0; i < gradient.size(); ++i) {
      const bool turns = (gradient[i] > 0) == (steps_[i] > 0);
      gains_[i] =
          std::max(kLeastGain, turns ? gains_[i] * 0.8 : gains_[i] + 0.2);
      steps_[i] = momentum * steps_[i] - rate_ * gains_[i] * gradient[i];
      (*places)[i] += steps_[i];
    }
  }

 private:
  const double rate_;
  std::vector<double> steps_;
  std::vector<double> gains_;
};

}  // namespace

std::vector<double> TsneGradient(const Affinities& affinities,
                                 absl::Span<const double> places,
                                 double exaggeration, double theta,
                                 int threads) {
  LEXPROBE_CHECK(places.size() == 2 * affinities.points());
  const Repulsions repulsions = RepulsionsOf(places, theta, threads);
  std::vector<double> gradient(places.size());
  const size_t tasks =
      (affinities.points() + kPointsPerTask - 1) / kPointsPerTask;
  RunTasks(tasks, threads, [&](size_t task) {
    const size_t first = task * kPointsPerTask;
    const size_t end = std::min(affinities.points(), first + kPointsPerTask);
    for (size_t i = first; i < end; ++i) {
      double x = 0;
      double y = 0;
      for (size_t at = affinities.starts[i]; at < affinities.starts[i + 1];
           ++at) {
        const auto j = static_cast<size_t>(affinities.columns[at]);
        const double pull =
            affinities.values[at] / (1 + SquareBetween(places, i, j));
        x += pull * (places[2 * i] - places[2 * j]);
        y += pull * (places[2 * i + 1] - places[2 * j + 1]);
      }
      const Repulsion& push = repulsions.each[i];
      gradient[2 * i] = 4 * (exaggeration * x - push.x / repulsions.z);
      gradient[2 * i + 1] = 4 * (exaggeration * y - push.y / repulsions.z);
    }
  });
  return gradient;
}

double TsneDivergence(const Affinities& affinities,
                      absl::Span<const double> places, double theta,
                      int threads) {
  LEXPROBE_CHECK(places.size() == 2 * affinities.points());
  const double z = RepulsionsOf(places, theta, threads).z;
  double divergence = 0;
  for (size_t i = 0; i < affinities.points(); ++i) {
    for (size_t at = affinities.starts[i]; at < affinities.starts[i + 1];
         ++at) {
      const double p = affinities.values[at];
      if (p <= 0) continue;
      const auto j = static_cast<size_t>(affinities.columns[at]);
      divergence += p * std::log(p * z * (1 + SquareBetween(places, i, j)));
    }
  }
  return divergence;
}

std::vector<double> TsnePlaces(const Affinities& affinities,
                               absl::Span<const float> start,
                               const TsneOptions& options) {
  std::vector<double> places = StartOf(start, options.seed);
  const double points = static_cast<double>(affinities.points());
  Descent descent(places.size(),
                  std::max(kLeastRate, points / (4 * kExaggeration)));
  for (int done = 0; done < options.iterations; ++done) {
    const bool early = done < options.iterations / 4;
    descent.Step(TsneGradient(affinities, places, early ? kExaggeration : 1,
                              options.theta, options.threads),
                 early ? kFirstMomentum : kMomentum, &places);
    if (options.progress) options.progress(done + 1);
  }
  return places;
}

}  // namespace lexprobe
