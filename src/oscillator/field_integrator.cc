#include "oscillator/field_integrator.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/types/span.h"

namespace lexprobe {
namespace {

// to + factor * by
Points Sum(const Points& to, const std::vector<double>& factor,
           const Points& by) {
  Points sum(to.size());
  for (size_t i = 0; i < to.size(); ++i) sum[i] = to[i] + factor[i / 2] * by[i];
  return sum;
}

// How many of the longest steps allowed a time takes, and which points take
// most of them: those come first, so that the others can be left behind when
// they have arrived.
struct Schedule {
  std::vector<double> steps;  // of each point
  std::vector<size_t> order;  // of the points that move

  Schedule(const std::vector<double>& times, double longest) {
    for (size_t i = 0; i < times.size(); ++i) {
      steps.push_back(std::ceil(times[i] / longest));
      if (steps[i] > 0) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return steps[a] > steps[b]; });
  }
};

}  // namespace

FieldIntegrator::FieldIntegrator(Network network,
                                 const IntegrationOptions& options)
    : network_(std::move(network)), options_(options) {}

Points FieldIntegrator::Field(const Points& points) const {
  Points field(points.size());
  if (network_.options().kind == NetworkKind::kDerivative) {
    network_.Evaluate(points, absl::MakeSpan(field));
    return field;
  }
  network_.Gradient(points, absl::MakeSpan(field));
  for (size_t i = 0; i < field.size(); i += 2) {
    std::swap(field[i], field[i + 1]);
    field[i + 1] = -field[i + 1];
  }
  return field;
}

Points FieldIntegrator::Step(const Points& points,
                             const std::vector<double>& step) const {
  return options_.integrator == Integrator::kLeapfrog
             ? StepLeapfrog(points, step)
             : StepRungeKutta(points, step);
}

Points FieldIntegrator::StepRungeKutta(const Points& points,
                                       const std::vector<double>& step) const {
  std::vector<double> half(step);
  for (double& each : half) each /= 2;
  const Points k1 = Field(points);
  const Points k2 = Field(Sum(points, half, k1));
  const Points k3 = Field(Sum(points, half, k2));
  const Points k4 = Field(Sum(points, step, k3));
  Points next(points.size());
  for (size_t i = 0; i < points.size(); ++i) {
    next[i] =
        points[i] + step[i / 2] / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
  }
  return next;
}

// Iterates on one coordinate (0: x, 1: p) of each point,
//   point = from + step/2 (before + field(point)),
// until nothing is gained; each round gains a factor of about the step times
// the field's change along the coordinate.
Points FieldIntegrator::Solve(const Points& from,
                              const std::vector<double>& step,
                              size_t coordinate, const Points& before) const {
  constexpr int kRounds = 8;
  constexpr double kNothing = 1e-12;
  Points points = from;
  for (int i = 0; i < kRounds; ++i) {
    const Points field = Field(points);
    double gain = 0;
    for (size_t j = coordinate; j < points.size(); j += 2) {
      const double next = from[j] + step[j / 2] / 2 * (before[j] + field[j]);
      gain = std::max(gain, std::abs(next - points[j]));
      points[j] = next;
    }
    if (gain < kNothing) break;
  }
  return points;
}

Points FieldIntegrator::StepLeapfrog(const Points& points,
                                     const std::vector<double>& step) const {
  const size_t count = points.size();
  const Points still(count, 0.0);
  // (x, p at half the step)
  const Points middle = Solve(points, step, 1, still);
  const Points before = Field(middle);
  // (x at the step, p at half of it)
  Points next = Solve(middle, step, 0, before);
  const Points field = Field(next);
  for (size_t j = 1; j < count; j += 2) next[j] += step[j / 2] / 2 * field[j];
  return next;
}

Points FieldIntegrator::Advance(Points points,
                                const std::vector<double>& times) const {
  const Schedule schedule(times, options_.step);
  Points moving;
  std::vector<double> step;
  for (const size_t i : schedule.order) {
    moving.insert(moving.end(), {points[2 * i], points[2 * i + 1]});
    step.push_back(times[i] / schedule.steps[i]);
  }
  for (double done = 1; !step.empty(); ++done) {
    moving = Step(moving, step);
    while (!step.empty()) {
      const size_t last = schedule.order[step.size() - 1];
      if (schedule.steps[last] > done) break;
      points[2 * last] = moving[moving.size() - 2];
      points[2 * last + 1] = moving.back();
      moving.resize(moving.size() - 2);
      step.pop_back();
    }
  }
  return points;
}

}  // namespace lexprobe
