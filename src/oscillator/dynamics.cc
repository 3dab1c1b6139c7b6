#include "lexprobe/oscillator/dynamics.h"

#include <cmath>

#include "lexprobe/base/status_macros.h"
#include "oscillator/option_checks.h"

namespace lexprobe {
namespace {

constexpr double kTwoPi = 6.283185307179586476925286766559;

// e^(-g t) times C and S of ExactFlow, put together so that neither factor
// overflows when strongly damped.
struct Propagator {
  double cosine;
  double sine;
};

Propagator PropagatorOf(double decay, double square, double time) {
  if (square < 0) {
    const double frequency = std::sqrt(-square);
    const double envelope = std::exp(-decay * time);
    return {envelope * std::cos(frequency * time),
            envelope * std::sin(frequency * time) / frequency};
  }
  if (square == 0) {
    const double envelope = std::exp(-decay * time);
    return {envelope, envelope * time};
  }
  const double rate = std::sqrt(square);
  const double slow = std::exp((rate - decay) * time);
  const double fast = std::exp((-rate - decay) * time);
  return {(slow + fast) / 2, (slow - fast) / (2 * rate)};
}

}  // namespace

absl::Status Validate(const Oscillator& oscillator) {
  LEXPROBE_RETURN_IF_ERROR(CheckAbove("mass", oscillator.mass));
  LEXPROBE_RETURN_IF_ERROR(CheckAbove("stiffness", oscillator.stiffness));
  return CheckAtLeast("damping", oscillator.damping, 0);
}

double AngularFrequency(const Oscillator& oscillator) {
  return std::sqrt(oscillator.stiffness / oscillator.mass);
}

double Period(const Oscillator& oscillator) {
  return kTwoPi / AngularFrequency(oscillator);
}

double Energy(const Oscillator& oscillator, PhasePoint point) {
  return point.p * point.p / (2 * oscillator.mass) +
         oscillator.stiffness * point.x * point.x / 2;
}

PhasePoint EnergyGradient(const Oscillator& oscillator, PhasePoint point) {
  return {oscillator.stiffness * point.x, point.p / oscillator.mass};
}

PhasePoint TimeDerivative(const Oscillator& oscillator, PhasePoint point) {
  const double velocity = point.p / oscillator.mass;
  return {velocity,
          -oscillator.stiffness * point.x - oscillator.damping * velocity};
}

PhasePoint ExactFlow(const Oscillator& oscillator, PhasePoint start,
                     double time) {
  const double decay = oscillator.damping / (2 * oscillator.mass);
  const double square = decay * decay - oscillator.stiffness / oscillator.mass;
  const Propagator propagator = PropagatorOf(decay, square, time);
  const PhasePoint slope = TimeDerivative(oscillator, start);
  return {propagator.cosine * start.x +
              propagator.sine * (slope.x + decay * start.x),
          propagator.cosine * start.p +
              propagator.sine * (slope.p + decay * start.p)};
}

double Amplitude(const Oscillator& oscillator, PhasePoint point) {
  return std::hypot(point.x,
                    point.p / (oscillator.mass * AngularFrequency(oscillator)));
}

PhasePoint PointAt(const Oscillator& oscillator, double amplitude,
                   double phase) {
  return {amplitude * std::cos(phase), -oscillator.mass *
                                           AngularFrequency(oscillator) *
                                           amplitude * std::sin(phase)};
}

}  // namespace lexprobe
