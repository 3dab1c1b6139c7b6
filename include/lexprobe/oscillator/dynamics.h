// The one-dimensional harmonic oscillator, with or without damping, solved
// exactly: dx/dt = p/m, dp/dt = -k x - (c/m) p.
//
// Scaled coordinates are (x, p/(m w)) with w = sqrt(k/m): in them an undamped
// trajectory is a circle about the origin, and its radius, a length, is the
// amplitude.
//
// Thread-safe: values and pure functions.

#ifndef LEXPROBE_OSCILLATOR_DYNAMICS_H_
#define LEXPROBE_OSCILLATOR_DYNAMICS_H_

#include "absl/status/status.h"

namespace lexprobe {

struct Oscillator {
  double mass = 1;       // above 0
  double stiffness = 1;  // k, above 0
  double damping = 0;    // c, at least 0
};

// A point of phase space.
struct PhasePoint {
  double x = 0;
  double p = 0;
};

// InvalidArgument naming the field, its value and what is allowed.
absl::Status Validate(const Oscillator& oscillator);

// w = sqrt(k/m), of the undamped motion.
double AngularFrequency(const Oscillator& oscillator);

// 2 pi sqrt(m/k), of the undamped motion.
double Period(const Oscillator& oscillator);

// H(x, p) = p^2/(2m) + k x^2/2.
double Energy(const Oscillator& oscillator, PhasePoint point);

// (dH/dx, dH/dp) = (k x, p/m), in the two members.
PhasePoint EnergyGradient(const Oscillator& oscillator, PhasePoint point);

// (dx/dt, dp/dt) at `point`.
PhasePoint TimeDerivative(const Oscillator& oscillator, PhasePoint point);

// Where the trajectory through `start` is after `time`, which may be
// negative: exp(A t) start with A = ((0, 1/m), (-k, -c/m)). With g = c/(2m),
// (A + g I)^2 = (g^2 - w^2) I, so that exp(A t) = e^(-g t) (C I + S (A + g I))
// where C, S are cos, sin/|.| below critical damping, 1, t at it, and cosh,
// sinh/|.| above it.
PhasePoint ExactFlow(const Oscillator& oscillator, PhasePoint start,
                     double time);

// Radius in scaled coordinates: sqrt(x^2 + (p/(m w))^2).
double Amplitude(const Oscillator& oscillator, PhasePoint point);

// The point with this amplitude, `phase` radians along its trajectory from
// the positive x axis.
PhasePoint PointAt(const Oscillator& oscillator, double amplitude,
                   double phase);

}  // namespace lexprobe

#endif  // LEXPROBE_OSCILLATOR_DYNAMICS_H_
