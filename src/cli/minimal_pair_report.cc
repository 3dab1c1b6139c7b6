#include "cli/minimal_pair_report.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/json_output.h"
#include "cli/terminal.h"
#include "cli/text_table.h"
#include "lexprobe/probe/binomial.h"

namespace lexprobe::cli {
namespace {

// Pairs of one group, or all.
struct Count {
  std::string group;
  int64_t pairs = 0;
  int64_t scored = 0;
  int64_t preferred = 0;

  void Add(const JudgedMinimalPair& judged) {
    ++pairs;
    scored += judged.difference.has_value() ? 1 : 0;
    preferred += judged.preferred() ? 1 : 0;
  }
  Interval95 interval() const { return WilsonInterval(preferred, scored); }
  double p() const { return SignTestP(preferred, scored); }
};

// Groups in the order of the file, then all together.
std::vector<Count> CountsOf(const std::vector<JudgedMinimalPair>& pairs) {
  std::vector<Count> counts;
  Count all{.group = "all"};
  for (const JudgedMinimalPair& judged : pairs) {
    all.Add(judged);
    if (judged.pair.group.empty()) continue;
    auto found = std::find_if(
        counts.begin(), counts.end(),
        [&](const Count& one) { return one.group == judged.pair.group; });
    if (found == counts.end()) {
      found = counts.insert(counts.end(), {.group = judged.pair.group});
    }
    found->Add(judged);
  }
  counts.push_back(all);
  return counts;
}

std::string ShareText(const Count& count) {
  if (count.scored == 0) return "";
  return absl::StrFormat("%.1f%%", 100 * static_cast<double>(count.preferred) /
                                       static_cast<double>(count.scored));
}

std::string IntervalText(const Interval95& interval) {
  return absl::StrFormat("%.1f to %.1f%%", 100 * interval.low,
                         100 * interval.high);
}

std::vector<const JudgedMinimalPair*> WorstFirst(
    const std::vector<JudgedMinimalPair>& pairs) {
  std::vector<const JudgedMinimalPair*> wrong;
  for (const JudgedMinimalPair& judged : pairs) {
    if (judged.difference.has_value() && !judged.preferred()) {
      wrong.push_back(&judged);
    }
  }
  std::stable_sort(wrong.begin(), wrong.end(),
                   [](const JudgedMinimalPair* a, const JudgedMinimalPair* b) {
                     return *a->difference < *b->difference;
                   });
  return wrong;
}

void PrintWorst(const std::vector<JudgedMinimalPair>& pairs, int worst,
                Streams& io) {
  const std::vector<const JudgedMinimalPair*> wrong = WorstFirst(pairs);
  const size_t shown =
      std::min(wrong.size(), static_cast<size_t>(std::max(0, worst)));
  if (shown == 0) return;
  io.out << "\nfarthest from what it should be:\n";
  TextTable table({"difference", "good", "bad"});
  for (size_t i = 0; i < shown; ++i) {
    table.AddRow({absl::StrFormat("%.2f", *wrong[i]->difference),
                  WithoutControls(wrong[i]->pair.good),
                  WithoutControls(wrong[i]->pair.bad)});
  }
  io.out << table.ToAligned();
}

Json ToJson(const Count& count) {
  const Interval95 interval = count.interval();
  return {{"group", count.group},
          {"pairs", count.pairs},
          {"scored", count.scored},
          {"preferred", count.preferred},
          {"interval", {interval.low, interval.high}},
          {"p", count.p()}};
}

}  // namespace

void PrintMinimalPairs(const std::vector<JudgedMinimalPair>& pairs, int worst,
                       Streams& io) {
  TextTable table({"group", "pairs", "scored", "good preferred", "share",
                   "95% interval", "p"});
  for (const Count& count : CountsOf(pairs)) {
    table.AddRow({WithoutControls(count.group), absl::StrCat(count.pairs),
                  absl::StrCat(count.scored), absl::StrCat(count.preferred),
                  ShareText(count), IntervalText(count.interval()),
                  absl::StrFormat("%.2g", count.p())});
  }
  io.out << table.ToAligned();
  PrintWorst(pairs, worst, io);
}

void PrintMinimalPairsAsJson(const std::vector<JudgedMinimalPair>& pairs,
                             Streams& io) {
  Json groups = Json::array(), all = Json::array();
  for (const Count& count : CountsOf(pairs)) groups.push_back(ToJson(count));
  for (const JudgedMinimalPair& judged : pairs) {
    all.push_back({{"group", judged.pair.group},
                   {"good", judged.pair.good},
                   {"bad", judged.pair.bad},
                   {"difference", JsonNumber(judged.difference)}});
  }
  PrintJsonLine({{"groups", std::move(groups)}, {"pairs", std::move(all)}}, io);
}

}  // namespace lexprobe::cli
