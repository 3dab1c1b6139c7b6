#include "lexprobe/oscillator/figure.h"

#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lexprobe/oscillator/trajectory.h"
#include "oscillator/chart_parts.h"
#include "oscillator/energy_charts.h"

namespace lexprobe {
namespace {

constexpr int kMoments = 400;  // of a curve over the training range

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
  chart.x.title = "position x";
  chart.y.title = "momentum p / (m \xcf\x89)";
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
    chart.lines.push_back({.label = first ? "start" : "",
                           .x = {start.x},
                           .y = {start.p / unit},
                           .width = 0,
                           .dot_radius = 3.5});
  }
  chart.lines.insert(chart.lines.end(), modelled.begin(), modelled.end());
  return chart;
}

// Values within the ring, with room for a model that leaves it.
AxisRange RoomFor(double size) { return {-1.5 * size, 1.5 * size}; }

Chart CoordinateChart(const OscillatorSubject& subject, std::string name,
                      double PhasePoint::*member, double size) {
  const std::vector<double> times =
      TimesOf(ShownRange(subject), kMoments * 3 / 2);
  const PhasePoint start = ShownStarts(subject).front();
  Chart chart;
  chart.title = absl::StrCat("The ", name, ", from the outermost start");
  chart.x = TimeAxis(subject);
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
  figure.title = absl::StrFormat(
      "Harmonic oscillator, mass %g, stiffness %g: %s", subject.oscillator.mass,
      subject.oscillator.stiffness, subject.flow->Describe());
  figure.columns = 2;
  figure.chart_width = 470;
  figure.chart_height = 340;
  figure.charts.push_back(PhaseChart(subject));
  figure.charts.push_back(EnergyChart(subject, table));
  figure.charts.push_back(
      CoordinateChart(subject, "position x", &PhasePoint::x, size));
  figure.charts.push_back(
      CoordinateChart(subject, "momentum p", &PhasePoint::p, size * unit));
  figure.charts.push_back(EnergyErrorChart(subject, table));
  if (!history.empty()) figure.charts.push_back(LearningChart(history));
  return figure;
}

}  // namespace lexprobe
