#include "lexprobe/report/training_figure.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "lexprobe/base/status_macros.h"
#include "nlohmann/json.hpp"

namespace lexprobe {
namespace {

using Json = nlohmann::json;

constexpr ChartColor kStages[] = {ChartColor::kBlue, ChartColor::kVermilion,
                                  ChartColor::kGreen};
constexpr ChartColor kPairs[] = {ChartColor::kBlue,   ChartColor::kVermilion,
                                 ChartColor::kGreen,  ChartColor::kOrange,
                                 ChartColor::kPurple, ChartColor::kSky};

std::optional<double> NumberAt(const Json& json, const char* key) {
  if (!json.is_object() || !json.contains(key) || !json[key].is_number()) {
    return std::nullopt;
  }
  return json[key].get<double>();
}

// Of [{"words": ["dog", "dogs"], "cosine": 0.9}, ...].
std::vector<std::pair<std::string, double>> PairsOf(const Json& json) {
  std::vector<std::pair<std::string, double>> pairs;
  if (!json.is_array()) return pairs;
  for (const Json& one : json) {
    const std::optional<double> cosine = NumberAt(one, "cosine");
    if (!cosine || !one.contains("words") || one["words"].size() != 2 ||
        !one["words"][0].is_string() || !one["words"][1].is_string()) {
      continue;
    }
    pairs.emplace_back(absl::StrCat(one["words"][0].get<std::string>(), ", ",
                                    one["words"][1].get<std::string>()),
                       *cosine);
  }
  return pairs;
}

// Nothing for an event of another kind, such as "corpus".
std::optional<TrainingRecord> RecordOf(const Json& json) {
  const std::optional<double> epoch = NumberAt(json, "epoch");
  const std::optional<double> loss = NumberAt(json, "loss");
  if (!epoch || !loss || !json.contains("stage") ||
      !json["stage"].is_string()) {
    return std::nullopt;
  }
  TrainingRecord record{json["stage"].get<std::string>(), *epoch, *loss,
                        NumberAt(json, "auc"),
                        PairsOf(json.value("pairs", Json()))};
  if (json.contains("validity")) record.auc = NumberAt(json["validity"], "auc");
  return record;
}

absl::StatusOr<std::vector<Json>> ObjectsOf(absl::string_view text) {
  const Json whole = Json::parse(text.begin(), text.end(), nullptr,
                                 /*allow_exceptions=*/false);
  if (whole.is_object() && whole.contains("history") &&
      whole["history"].is_array()) {
    return whole["history"].get<std::vector<Json>>();
  }
  std::vector<Json> objects;
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    if (line.empty()) continue;
    objects.push_back(Json::parse(line.begin(), line.end(), nullptr,
                                  /*allow_exceptions=*/false));
    if (!objects.back().is_object()) {
      return absl::InvalidArgumentError(
          absl::StrCat("line ", number, " is not a JSON object"));
    }
  }
  return objects;
}

std::vector<std::string> StagesOf(const std::vector<TrainingRecord>& records) {
  std::vector<std::string> stages;
  for (const TrainingRecord& record : records) {
    if (std::find(stages.begin(), stages.end(), record.stage) == stages.end()) {
      stages.push_back(record.stage);
    }
  }
  return stages;
}

Chart EmptyChart(std::string title, std::string what) {
  Chart chart;
  chart.title = std::move(title);
  chart.x.title = "epoch";
  chart.y.title = std::move(what);
  return chart;
}

ChartLine LineOf(const std::vector<TrainingRecord>& records,
                 const std::string& stage, size_t number, bool auc) {
  ChartLine line;
  line.label = stage;
  line.color = kStages[number % std::size(kStages)];
  line.dashed = number > 0;
  for (const TrainingRecord& record : records) {
    if (record.stage != stage || (auc && !record.auc)) continue;
    line.x.push_back(record.epoch);
    line.y.push_back(auc ? *record.auc : record.loss);
  }
  line.dot_radius = line.x.size() < 50 ? 3 : 0;
  return line;
}

// A line for each pair, the stages one after the other.
Chart PairChart(const std::vector<TrainingRecord>& records) {
  Chart chart = EmptyChart("Watched pairs of words", "cosine");
  double before = 0, last = 0;
  std::string stage;
  for (const TrainingRecord& record : records) {
    if (record.stage != stage) before = last;
    stage = record.stage;
    last = before + record.epoch;
    for (size_t i = 0; i < record.pairs.size(); ++i) {
      if (i == chart.lines.size()) {
        chart.lines.emplace_back();
        chart.lines[i].label = record.pairs[i].first;
        chart.lines[i].color = kPairs[i % std::size(kPairs)];
        chart.lines[i].dashed = i >= std::size(kPairs);
        chart.lines[i].dot_radius = 3;
      }
      chart.lines[i].x.push_back(last);
      chart.lines[i].y.push_back(record.pairs[i].second);
    }
  }
  return chart;
}

}  // namespace

absl::StatusOr<std::vector<TrainingRecord>> TrainingRecordsOf(
    absl::string_view text) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<Json> objects, ObjectsOf(text));
  std::vector<TrainingRecord> records;
  for (const Json& object : objects) {
    std::optional<TrainingRecord> record = RecordOf(object);
    if (record) records.push_back(*std::move(record));
  }
  if (!records.empty()) return records;
  return absl::InvalidArgumentError(
      "no record of a training: neither run.json's history nor lines of "
      "train --log-json");
}

Figure TrainingFigure(const std::vector<TrainingRecord>& records) {
  Figure figure;
  Chart areas = EmptyChart("Telling valid N-grams from corrupted ones",
                           "AUC on held-out N-grams");
  const std::vector<std::string> stages = StagesOf(records);
  for (size_t i = 0; i < stages.size(); ++i) {
    figure.charts.push_back(
        EmptyChart(absl::StrCat("Loss, ", stages[i], " stage"), "loss"));
    figure.charts.back().lines.push_back(LineOf(records, stages[i], i, false));
    figure.charts.back().lines.back().label = "";
    ChartLine area = LineOf(records, stages[i], i, true);
    if (!area.x.empty()) areas.lines.push_back(std::move(area));
  }
  if (!areas.lines.empty()) figure.charts.push_back(std::move(areas));
  Chart pairs = PairChart(records);
  if (!pairs.lines.empty()) figure.charts.push_back(std::move(pairs));
  figure.columns = static_cast<int>(std::min<size_t>(3, figure.charts.size()));
  return figure;
}

}  // namespace lexprobe
