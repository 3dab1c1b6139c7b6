// HypothesisRun as JSON. Keys are what --json promises; they are only added
// to.

#include <cmath>

#include "absl/strings/str_format.h"
#include "lexprobe/stats/hypothesis_run.h"
#include "nlohmann/json.hpp"

namespace lexprobe {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kBins = 50;

// JSON has neither NaN nor infinity.
Json NumberOrNull(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json ToJson(const Interval& interval) {
  return {{"low", NumberOrNull(interval.low)},
          {"high", NumberOrNull(interval.high)},
          {"level", interval.level},
          {"method", std::string(NameOf(interval.method))},
          {"resamples", interval.resamples}};
}

Json ToJson(const Measure& measure) {
  Json json = {{"name", measure.name},
               {"about", measure.about},
               {"value", NumberOrNull(measure.value)}};
  if (measure.interval) json["interval"] = ToJson(*measure.interval);
  if (measure.p) json["p"] = *measure.p;
  if (!measure.note.empty()) json["note"] = measure.note;
  return json;
}

Json ToJson(const Criterion& criterion) {
  static constexpr const char* kSides[] = {"at least", "at most", "within"};
  return {{"name", criterion.name},
          {"side", kSides[static_cast<size_t>(criterion.side)]},
          {"bound", criterion.bound},
          {"value", NumberOrNull(criterion.value)},
          {"interval", ToJson(criterion.interval)},
          {"met", criterion.IsMet()},
          {"excluded", criterion.IsExcluded()}};
}

Json ToJson(const NullDistribution& null) {
  const Histogram histogram = HistogramOf(null, kBins);
  return {{"statistic", null.statistic},
          {"observed", NumberOrNull(null.observed)},
          {"permutations", null.values.size()},
          {"exact", null.exact},
          {"histogram",
           {{"low", NumberOrNull(histogram.low)},
            {"high", NumberOrNull(histogram.high)},
            {"counts", histogram.counts}}}};
}

Json ToJson(const EvidenceTable& table) {
  return {{"title", table.title},
          {"about", table.about},
          {"header", table.header},
          {"rows", table.rows}};
}

Json ToJson(const DroppedItem& dropped) {
  return {{"item", dropped.item}, {"reason", dropped.reason}};
}

Json ToJson(const TestedHypothesis& tested);

template <typename T>
Json ToJsonArray(const std::vector<T>& items) {
  Json array = Json::array();
  for (const T& item : items) array.push_back(ToJson(item));
  return array;
}

Json ToJson(const TestedHypothesis& tested) {
  const auto& [hypothesis, result, verdict] = tested;
  return {{"name", hypothesis.name},
          {"statement", hypothesis.statement},
          {"kind", std::string(hypothesis.kind())},
          {"place", hypothesis.Place()},
          {"alpha", hypothesis.alpha},
          {"verdict", std::string(NameOf(verdict.decision))},
          {"reason", verdict.reason},
          {"would_change", verdict.would_change},
          {"p", result.p},
          {"corrected_p", verdict.corrected_p},
          {"smallest_p", result.smallest_p},
          {"p_of", result.p_of},
          {"exact", result.exact},
          {"permutations", result.permutations},
          {"method", result.method},
          {"unit", result.unit},
          {"units", result.units},
          {"units_given", result.units_given},
          {"dropped", ToJsonArray(result.dropped)},
          {"criteria", ToJsonArray(result.criteria)},
          {"measures", ToJsonArray(result.measures)},
          {"nulls", ToJsonArray(result.nulls)},
          {"tables", ToJsonArray(result.tables)}};
}

}  // namespace

std::string ToJson(const HypothesisRun& run) {
  const Json json = {
      {"model", run.subject.model},
      {"checksum", absl::StrFormat("%016x", run.subject.checksum)},
      {"words", run.subject.words},
      {"vocabulary_cut", run.subject.vocabulary_cut},
      {"dim", run.subject.dim},
      {"seed", run.options.seed},
      {"permutations", run.options.permutations},
      {"resamples", run.options.resamples},
      {"correction", std::string(NameOf(run.correction))},
      {"hypotheses", ToJsonArray(run.tested)}};
  // Names come from files: what is not UTF-8 is replaced, not thrown on.
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace lexprobe
