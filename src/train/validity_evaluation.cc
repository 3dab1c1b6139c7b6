#include "lexprobe/train/validity_evaluation.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "lexprobe/model/score_ngrams.h"
#include "nlohmann/json.hpp"

namespace lexprobe {
namespace {

constexpr int kBins = 10;

double Sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

// Calls `take` with the start of each run of `order` known words.
template <typename Take>
void ForEachNGram(absl::Span<const WordId> held_out, size_t order, Take take) {
  size_t run = 0;
  for (size_t i = 0; i < held_out.size(); ++i) {
    run = held_out[i] > kUnknownWord ? run + 1 : 0;
    if (run >= order) take(i + 1 - order);
  }
}

// Starts of the runs of `order` known words; at most `limit`, evenly spread.
// Memory does not grow with the text.
std::vector<size_t> NGramStarts(absl::Span<const WordId> held_out, size_t order,
                                int64_t limit) {
  size_t count = 0, seen = 0;
  ForEachNGram(held_out, order, [&](size_t) { ++count; });
  const size_t most = std::min(count, static_cast<size_t>(limit));
  std::vector<size_t> starts;
  ForEachNGram(held_out, order, [&](size_t start) {
    if (starts.size() < most && seen++ == starts.size() * count / most) {
      starts.push_back(start);
    }
  });
  return starts;
}

absl::Span<const float> Half(absl::Span<const float> scores, bool second) {
  const size_t middle = scores.size() / 2;
  return second ? scores.subspan(middle) : scores.subspan(0, middle);
}

// One step of Newton's method on the likelihood of `targets`; true when it
// hardly moved.
struct LogisticFit {
  double scale = 1, offset = 0;
  double g_scale = 0, g_offset = 0;
  double h_ss = 1e-9, h_so = 0, h_oo = 1e-9;

  void Add(double score, double target) {
    const double p = Sigmoid(scale * score + offset);
    const double weight = p * (1 - p);
    g_scale += (p - target) * score;
    g_offset += p - target;
    h_ss += weight * score * score;
    h_so += weight * score;
    h_oo += weight;
  }

  bool Step() {
    const double determinant = h_ss * h_oo - h_so * h_so;
    if (!(determinant > 0)) return true;
    const double by_scale = (h_oo * g_scale - h_so * g_offset) / determinant;
    const double by_offset = (h_ss * g_offset - h_so * g_scale) / determinant;
    // Large steps are cut, or flat likelihoods would throw it far away.
    scale -= std::clamp(by_scale, -1.0, 1.0);
    offset -= std::clamp(by_offset, -2.0, 2.0);
    *this = LogisticFit{scale, offset};
    return std::abs(by_scale) + std::abs(by_offset) < 1e-9;
  }
};

void AddToBins(const Calibration& calibration, absl::Span<const float> scores,
               double is_valid, std::vector<ReliabilityBin>& bins) {
  for (const float score : scores) {
    const double p = calibration.ProbabilityOf(score);
    auto& bin = bins[static_cast<size_t>(std::min(kBins - 1, int(p * kBins)))];
    ++bin.count;
    bin.predicted += p;
    bin.observed += is_valid;
  }
}

// Turns sums into means; gives the expected calibration error.
double FinishBins(std::vector<ReliabilityBin>& bins) {
  double error = 0, total = 0;
  for (ReliabilityBin& bin : bins) {
    if (bin.count == 0) continue;
    error += std::abs(bin.predicted - bin.observed);
    total += static_cast<double>(bin.count);
    bin.predicted /= static_cast<double>(bin.count);
    bin.observed /= static_cast<double>(bin.count);
  }
  return total > 0 ? error / total : 0;
}

// sum over places of weight * word, for the N-gram around `centre`.
std::vector<float> ContextOf(int dim, const PositionalView& network,
                             absl::Span<const WordId> text, size_t centre) {
  const auto width = static_cast<size_t>(dim);
  const size_t margin = network.position_weights.size() / width / 2;
  std::vector<float> context(width, 0.0f);
  const auto add = [&](size_t at, size_t place) {
    if (text[at] < 0) return false;
    if (text[at] == kUnknownWord) return true;
    const float* word = &network.embedding[size_t(text[at]) * width];
    const float* weight = &network.position_weights[place * width];
    for (size_t d = 0; d < width; ++d) context[d] += weight[d] * word[d];
    return true;
  };
  for (size_t k = 1; k <= margin && k <= centre; ++k) {
    if (!add(centre - k, margin - k)) break;
  }
  for (size_t k = 1; k <= margin && centre + k < text.size(); ++k) {
    if (!add(centre + k, margin + k - 1)) break;
  }
  return context;
}

}  // namespace

double Calibration::ProbabilityOf(double logit) const {
  return Sigmoid(scale * logit + offset);
}

double AreaUnderCurve(absl::Span<const float> valid,
                      absl::Span<const float> corrupted) {
  if (valid.empty() || corrupted.empty()) return 0.5;
  std::vector<float> sorted(corrupted.begin(), corrupted.end());
  std::sort(sorted.begin(), sorted.end());
  double wins = 0;
  for (const float score : valid) {
    const auto [low, high] =
        std::equal_range(sorted.begin(), sorted.end(), score);
    wins += static_cast<double>(low - sorted.begin()) +
            static_cast<double>(high - low) / 2;
  }
  return wins / static_cast<double>(valid.size()) /
         static_cast<double>(corrupted.size());
}

Calibration FitCalibration(absl::Span<const float> valid,
                           absl::Span<const float> corrupted) {
  // Platt's targets keep the fit finite when the classes do not overlap.
  const double high = (static_cast<double>(valid.size()) + 1) /
                      (static_cast<double>(valid.size()) + 2);
  const double low = 1 / (static_cast<double>(corrupted.size()) + 2);
  LogisticFit fit;
  for (int iteration = 0; iteration < 100; ++iteration) {
    for (const float score : valid) fit.Add(score, high);
    for (const float score : corrupted) fit.Add(score, low);
    if (fit.Step()) break;
  }
  return {fit.scale, fit.offset};
}

ValidityReport ReportOn(absl::Span<const float> valid,
                        absl::Span<const float> corrupted) {
  ValidityReport report;
  report.ngrams = static_cast<int64_t>(valid.size());
  if (valid.empty()) return report;
  report.auc = AreaUnderCurve(valid, corrupted);
  double paired = 0;
  for (size_t i = 0; i < valid.size(); ++i) {
    paired += valid[i] > corrupted[i] ? 1 : valid[i] == corrupted[i] ? 0.5 : 0;
  }
  report.paired = paired / static_cast<double>(valid.size());
  report.calibration =
      FitCalibration(Half(valid, false), Half(corrupted, false));
  double right = 0;
  for (const float score : Half(valid, true)) {
    right += report.calibration.ProbabilityOf(score) > 0.5;
  }
  for (const float score : Half(corrupted, true)) {
    right += report.calibration.ProbabilityOf(score) <= 0.5;
  }
  report.accuracy = right / static_cast<double>(2 * Half(valid, true).size());
  report.reliability.resize(kBins);
  AddToBins(report.calibration, Half(valid, true), 1, report.reliability);
  AddToBins(report.calibration, Half(corrupted, true), 0, report.reliability);
  report.calibration_error = FinishBins(report.reliability);
  return report;
}

ValidityReport EvaluateValidity(const ModelOptions& options,
                                const NetworkView& network,
                                absl::Span<const WordId> held_out,
                                const Corruptor& corruptor, Random random,
                                int64_t limit) {
  const auto order = static_cast<size_t>(options.order);
  const std::vector<size_t> starts = NGramStarts(held_out, order, limit);
  std::vector<WordId> valid, corrupted;
  for (const size_t start : starts) {
    const auto ngram = held_out.subspan(start, order);
    const size_t position = random.Below(order);
    valid.insert(valid.end(), ngram.begin(), ngram.end());
    corrupted.insert(corrupted.end(), ngram.begin(), ngram.end());
    WordId& word = corrupted[corrupted.size() - order + position];
    word = corruptor.DrawOtherThan(word, random);
  }
  return ReportOn(ScoreNGrams(options, network, valid),
                  ScoreNGrams(options, network, corrupted));
}

ValidityReport EvaluatePositional(int dim, const PositionalView& network,
                                  absl::Span<const WordId> held_out,
                                  const Corruptor& corruptor, Random random,
                                  int64_t limit) {
  const std::vector<size_t> centres = NGramStarts(held_out, 1, limit);
  std::vector<float> valid, corrupted;
  const auto score = [&](const std::vector<float>& context, WordId word) {
    const float* row = &network.embedding[size_t(word) * size_t(dim)];
    float sum = 0;
    for (size_t d = 0; d < size_t(dim); ++d) sum += context[d] * row[d];
    return sum;
  };
  for (const size_t centre : centres) {
    const std::vector<float> context =
        ContextOf(dim, network, held_out, centre);
    const WordId word = held_out[centre];
    valid.push_back(score(context, word));
    corrupted.push_back(score(context, corruptor.DrawOtherThan(word, random)));
  }
  return ReportOn(valid, corrupted);
}

std::string ToJson(const ValidityReport& report) {
  nlohmann::ordered_json json = {
      {"ngrams", report.ngrams},
      {"auc", report.auc},
      {"paired", report.paired},
      {"accuracy", report.accuracy},
      {"calibration_scale", report.calibration.scale},
      {"calibration_offset", report.calibration.offset},
      {"calibration_error", report.calibration_error}};
  for (const ReliabilityBin& bin : report.reliability) {
    json["reliability"].push_back({{"count", bin.count},
                                   {"predicted", bin.predicted},
                                   {"observed", bin.observed}});
  }
  return json.dump();
}

}  // namespace lexprobe
