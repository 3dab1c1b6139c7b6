#include "lexprobe/oscillator/figure.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lexprobe/oscillator/trajectory.h"

namespace lexprobe {
namespace {

constexpr int kMoments = 400;  // of a curve over the training range
constexpr int kBandStarts = 128;
constexpr double kTolerance = 0.05;  // of the energy, as a guide to the eye

// Evenly spaced times.
std::vector<double> TimesOf(const Range& range, int count) {
  std::vector<double> times;
  for (int i = 0; i <= count; ++i) {
    times.push_back(range.low + (range.high - range.low) * i / count);
  }
  return times;
}

// The training range and half of it again.
Range ShownRange(const Range& training) {
  return {training.low, training.high + (training.high - training.low) / 2};
}

std::vector<PhasePoint> TrackOf(const FlowMap& flow, PhasePoint start,
                                const std::vector<double>& times) {
  std::vector<FlowQuestion> questions;
  for (const double time : times) questions.push_back({start, time});
  return flow.Flow(questions);
}

std::vector<double> ColumnOf(const std::vector<PhasePoint>& points,
                             double PhasePoint::*member, double unit = 1) {
  std::vector<double> values;
  for (const PhasePoint& point : points) values.push_back(point.*member / unit);
  return values;
}

// Starts that show the ring's inner, middle and outer part.
std::vector<PhasePoint> ShownStarts(const OscillatorSubject& subject) {
  const Range& ring = subject.taken.amplitude;
  std::vector<PhasePoint> starts;
  double phase = 0.3;
  for (const double share : {0.95, 0.55, 0.15}) {
    const double amplitude = ring.low + share * (ring.high - ring.low);
    starts.push_back(PointAt(subject.oscillator, amplitude, phase));
    phase += 2.1;
  }
  return starts;
}

ChartLine TrueLine(std::vector<double> x, std::vector<double> y,
                   std::string label) {
  return {.label = std::move(label),
          .x = std::move(x),
          .y = std::move(y),
          .color = ChartColor::kInk,
          .width = 1.2};
}

ChartLine ModelLine(std::vector<double> x, std::vector<double> y,
                    std::string label) {
  return {.label = std::move(label),
          .x = std::move(x),
          .y = std::move(y),
          .color = ChartColor::kVermilion,
          .width = 1.8,
          .dashed = true};
}

Chart PhaseChart(const OscillatorSubject& subject) {
  Chart chart;
  chart.title = "Phase space, within the training range";
  chart.equal_scales = true;
  chart.x.title = "x";
  chart.y.title = "p / (m \xcf\x89)";
  const double unit =
      subject.oscillator.mass * AngularFrequency(subject.oscillator);
  const std::vector<double> times = TimesOf(subject.taken.time, kMoments);
  const std::unique_ptr<FlowMap> exact = MakeExactFlow(subject.oscillator);
  std::vector<ChartLine> modelled;
  for (const PhasePoint& start : ShownStarts(subject)) {
    const bool first = modelled.empty();
    const std::vector<PhasePoint> truth = TrackOf(*exact, start, times);
    const std::vector<PhasePoint> model = TrackOf(*subject.flow, start, times);
    chart.lines.push_back(TrueLine(ColumnOf(truth, &PhasePoint::x),
                                   ColumnOf(truth, &PhasePoint::p, unit),
                                   first ? "exact" : ""));
    modelled.push_back(ModelLine(ColumnOf(model, &PhasePoint::x),
                                 ColumnOf(model, &PhasePoint::p, unit),
                                 first ? "model" : ""));
    chart.lines.push_back({.label = "",
                           .x = {start.x},
                           .y = {start.p / unit},
                           .width = 0,
                           .dot_radius = 3.5});
  }
  chart.lines.insert(chart.lines.end(), modelled.begin(), modelled.end());
  return chart;
}

ChartReference EndOfTraining(const OscillatorSubject& subject) {
  return {.label = "training ends",
          .axis = ChartReference::Axis::kX,
          .value = subject.taken.time.high,
          .color = ChartColor::kGreen};
}

// Values within the ring, with room for a model that leaves it.
AxisRange RoomFor(double size) { return {-1.5 * size, 1.5 * size}; }

Chart CoordinateChart(const OscillatorSubject& subject, std::string name,
                      double PhasePoint::*member, double size) {
  const std::vector<double> times =
      TimesOf(ShownRange(subject.taken.time), kMoments * 3 / 2);
  const PhasePoint start = ShownStarts(subject).front();
  Chart chart;
  chart.title = absl::StrCat(name, "(t), from the outermost start");
  chart.x = {.title = "t"};
  chart.y = {.title = std::move(name), .range = RoomFor(size)};
  chart.lines.push_back(TrueLine(
      times,
      ColumnOf(TrackOf(*MakeExactFlow(subject.oscillator), start, times),
               member),
      "exact"));
  chart.lines.push_back(ModelLine(
      times, ColumnOf(TrackOf(*subject.flow, start, times), member), "model"));
  chart.references.push_back(EndOfTraining(subject));
  return chart;
}

// E / E_0 of many starts at even times.
struct EnergyTable {
  std::vector<double> times;
  std::vector<std::vector<double>> shares;  // one row a time, rising
};

EnergyTable EnergyOverTime(const OscillatorSubject& subject, Random random) {
  EnergyTable table;
  table.times = TimesOf(ShownRange(subject.taken.time), 150);
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

Chart EnergyChart(const OscillatorSubject& subject, const EnergyTable& table) {
  Chart chart;
  chart.title = "Energy in shares of what it was at the start";
  chart.x = {.title = "t"};
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
  const std::vector<double> ends{table.times.front(), table.times.back()};
  chart.bands.push_back(std::move(band));
  chart.bands.push_back({.label = "5% either way",
                         .x = ends,
                         .low = {1 - kTolerance, 1 - kTolerance},
                         .high = {1 + kTolerance, 1 + kTolerance},
                         .color = ChartColor::kGreen});
  chart.lines.push_back(std::move(middle));
  chart.references.push_back(EndOfTraining(subject));
  return chart;
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

Chart DeltaChart(const OscillatorSubject& subject, const EnergyTable& table) {
  constexpr int kBins = 41;
  const std::vector<double> deltas =
      DeltasWithin(table, subject.taken.time.high);
  const double size = HistogramSize(deltas);
  std::vector<double> counts(kBins, 0.0);
  for (const double delta : deltas) {
    const double at = (delta + size) / (2 * size) * kBins;
    if (at >= 0 && at < kBins) counts[static_cast<size_t>(at)] += 1;
  }
  Chart chart;
  chart.title = "Energy error, within the training range";
  chart.x = {.title = "(E - E(0)) / E(0)", .range = AxisRange{-size, size}};
  chart.y.title = "moments";
  chart.bars.push_back(
      {.label = "", .range = {-size, size}, .heights = std::move(counts)});
  chart.references.push_back({.label = "conserved",
                              .axis = ChartReference::Axis::kX,
                              .value = 0,
                              .color = ChartColor::kInk});
  return chart;
}

Chart LearningChart(const std::vector<EpochRecord>& history) {
  Chart chart;
  chart.title = "Learning";
  chart.x.title = "epoch";
  chart.y = {.title = "error, in shares of the spread", .logarithmic = true};
  ChartLine training{.label = "training", .color = ChartColor::kBlue};
  ChartLine held_out{
      .label = "held out", .color = ChartColor::kVermilion, .dashed = true};
  for (size_t i = 0; i < history.size(); ++i) {
    const double epoch = static_cast<double>(i + 1);
    training.x.push_back(epoch);
    training.y.push_back(history[i].training_error);
    held_out.x.push_back(epoch);
    held_out.y.push_back(history[i].held_out_error);
  }
  chart.lines = {std::move(training), std::move(held_out)};
  return chart;
}

}  // namespace

Figure OscillatorFigure(const OscillatorSubject& subject,
                        const std::vector<EpochRecord>& history,
                        const Random& random) {
  const double size = subject.taken.amplitude.high;
  const double unit =
      subject.oscillator.mass * AngularFrequency(subject.oscillator);
  const EnergyTable table =
      EnergyOverTime(subject, random.Fork("figure starts"));
  Figure figure;
  figure.title =
      absl::StrCat("Harmonic oscillator: ", subject.flow->Describe());
  figure.columns = 2;
  figure.chart_width = 470;
  figure.chart_height = 340;
  figure.charts.push_back(PhaseChart(subject));
  figure.charts.push_back(EnergyChart(subject, table));
  figure.charts.push_back(CoordinateChart(subject, "x", &PhasePoint::x, size));
  figure.charts.push_back(
      CoordinateChart(subject, "p", &PhasePoint::p, size * unit));
  figure.charts.push_back(DeltaChart(subject, table));
  if (!history.empty()) figure.charts.push_back(LearningChart(history));
  return figure;
}

}  // namespace lexprobe
