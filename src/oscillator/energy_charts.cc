#include "oscillator/energy_charts.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "lexprobe/oscillator/trajectory.h"
#include "oscillator/chart_parts.h"

namespace lexprobe {
namespace {

constexpr int kBandStarts = 128;
constexpr int kBandMoments = 150;
constexpr int kBins = 41;
constexpr double kTolerance = 0.05;  // of the energy, as a guide to the eye

double AtShare(const std::vector<double>& rising, double share) {
  const double last = static_cast<double>(rising.size() - 1);
  return rising[static_cast<size_t>(std::lround(share * last))];
}

// What the energy does within the training range, and the tolerance, fit in;
// beyond it a curve may leave the picture.
AxisRange EnergyRange(const EnergyTable& table, double end) {
  double size = 2 * kTolerance;
  for (size_t i = 0; i < table.times.size(); ++i) {
    if (table.times[i] > end) break;
    size = std::max({size, 1 - AtShare(table.shares[i], 0.05),
                     AtShare(table.shares[i], 0.95) - 1});
  }
  size = std::min(1.5 * size, 2.0);
  return {std::max(0.0, 1 - size), 1 + size};
}

ChartBand ToleranceBand(const EnergyTable& table) {
  return {.label = "5% either way",
          .x = {table.times.front(), table.times.back()},
          .low = {1 - kTolerance, 1 - kTolerance},
          .high = {1 + kTolerance, 1 + kTolerance},
          .color = ChartColor::kGreen};
}

// (E - E_0) / E_0 at all moments within the training range.
std::vector<double> DeltasWithin(const EnergyTable& table, double end) {
  std::vector<double> deltas;
  for (size_t i = 0; i < table.times.size(); ++i) {
    if (table.times[i] > end) break;
    for (const double share : table.shares[i]) deltas.push_back(share - 1);
  }
  return deltas;
}

// Nearly all of them fit in, and zero is in the middle.
double HistogramSize(std::vector<double> deltas) {
  for (double& delta : deltas) delta = std::abs(delta);
  std::sort(deltas.begin(), deltas.end());
  return std::max(AtShare(deltas, 0.99) * 1.1, 1e-6);
}

// How many of `deltas` fall into each of kBins equal parts of +-size.
std::vector<double> CountsOf(const std::vector<double>& deltas, double size) {
  std::vector<double> counts(kBins, 0.0);
  for (const double delta : deltas) {
    const double at = (delta + size) / (2 * size) * kBins;
    if (at >= 0 && at < kBins) counts[static_cast<size_t>(at)] += 1;
  }
  return counts;
}

}  // namespace

EnergyTable EnergyOverTime(const OscillatorSubject& subject, Random random) {
  EnergyTable table;
  table.times = TimesOf(ShownRange(subject), kBandMoments);
  table.shares.resize(table.times.size());
  std::vector<FlowQuestion> questions;
  for (int i = 0; i < kBandStarts; ++i) {
    const PhasePoint start =
        DrawStart(subject.oscillator, subject.taken.amplitude, random);
    for (const double time : table.times) questions.push_back({start, time});
  }
  const std::vector<PhasePoint> states = subject.flow->Flow(questions);
  for (size_t i = 0; i < states.size(); ++i) {
    table.shares[i % table.times.size()].push_back(
        Energy(subject.oscillator, states[i]) /
        Energy(subject.oscillator, questions[i].start));
  }
  for (std::vector<double>& row : table.shares) {
    std::sort(row.begin(), row.end());
  }
  return table;
}

Chart EnergyChart(const OscillatorSubject& subject, const EnergyTable& table) {
  Chart chart;
  chart.title = "Energy in shares of what it was at the start";
  chart.x = TimeAxis(subject);
  chart.y = {.title = "E(t) / E(0)",
             .range = EnergyRange(table, subject.taken.time.high)};
  ChartBand band{.label = "nine tenths of the starts", .x = table.times};
  ChartLine middle{.label = "median start",
                   .x = table.times,
                   .color = ChartColor::kVermilion,
                   .width = 1.8};
  for (const std::vector<double>& row : table.shares) {
    band.low.push_back(AtShare(row, 0.05));
    band.high.push_back(AtShare(row, 0.95));
    middle.y.push_back(AtShare(row, 0.5));
  }
  chart.bands = {std::move(band), ToleranceBand(table)};
  chart.lines.push_back(std::move(middle));
  chart.references.push_back(EndOfTraining(subject));
  return chart;
}

Chart EnergyErrorChart(const OscillatorSubject& subject,
                       const EnergyTable& table) {
  const std::vector<double> deltas =
      DeltasWithin(table, subject.taken.time.high);
  const double size = HistogramSize(deltas);
  Chart chart;
  chart.title = "Energy error, within the training range";
  chart.x = {.title = "(E - E(0)) / E(0)", .range = AxisRange{-size, size}};
  chart.y.title = "number of moments";
  chart.bars.push_back(
      {.label = "", .range = {-size, size}, .heights = CountsOf(deltas, size)});
  chart.references.push_back({.label = "conserved",
                              .axis = ChartReference::Axis::kX,
                              .value = 0,
                              .color = ChartColor::kInk});
  return chart;
}

}  // namespace lexprobe
