#include "lexprobe/stats/verdict.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "stats/number_text.h"

namespace lexprobe {
namespace {

// "at least 0.6", for "PCS is ..." and "the file asks for ...".
std::string BoundText(const Criterion& criterion) {
  const std::string bound = NumberText(criterion.bound);
  switch (criterion.side) {
    case Criterion::Side::kAtLeast:
      return absl::StrCat("at least ", bound);
    case Criterion::Side::kAtMost:
      return absl::StrCat("at most ", bound);
    case Criterion::Side::kWithin:
      return absl::StrCat("within +-", bound);
  }
  return "";
}

// "below 0.6": what is not as asked.
std::string MissText(const Criterion& criterion) {
  const std::string bound = NumberText(criterion.bound);
  switch (criterion.side) {
    case Criterion::Side::kAtLeast:
      return absl::StrCat("below ", bound);
    case Criterion::Side::kAtMost:
      return absl::StrCat("above ", bound);
    case Criterion::Side::kWithin:
      return absl::StrCat("outside of +-", bound);
  }
  return "";
}

// "a, b" + word + "c".
std::string Listed(absl::Span<const std::string> items,
                   absl::string_view last) {
  if (items.empty()) return "";
  if (items.size() == 1) return items[0];
  return absl::StrCat(absl::StrJoin(items.first(items.size() - 1), ", "), last,
                      items.back());
}

// "PCS 0.671".
std::string ValueText(const Criterion& criterion) {
  return absl::StrCat(criterion.name, " ", NumberText(criterion.value));
}

std::string PText(double corrected_p) {
  return absl::StrCat("corrected p ", NumberText(corrected_p));
}

void Support(const JudgedTest& test, Verdict* verdict) {
  const std::string alpha = NumberText(test.alpha);
  std::vector<std::string> met;
  std::vector<std::string> undoing = {
      absl::StrCat("a corrected p above ", alpha)};
  for (const Criterion& criterion : test.result->criteria) {
    met.push_back(
        absl::StrCat(ValueText(criterion), " is ", BoundText(criterion)));
    undoing.push_back(absl::StrCat(criterion.name, " ", MissText(criterion)));
  }
  verdict->decision = Decision::kSupported;
  verdict->reason =
      absl::StrCat(PText(verdict->corrected_p), " is at most alpha ", alpha);
  if (!met.empty()) {
    absl::StrAppend(&verdict->reason, "; ", Listed(met, " and "),
                    ", as the file asks");
  }
  verdict->would_change =
      absl::StrCat(Listed(undoing, " or "), " would have withheld support");
}

void Refute(const JudgedTest& test, Verdict* verdict) {
  std::vector<std::string> reasons, changes;
  for (const Criterion& criterion : test.result->criteria) {
    if (!criterion.IsExcluded()) continue;
    reasons.push_back(absl::StrCat(
        "the ", LevelText(criterion.interval), " of ", criterion.name, ", ",
        RangeText(criterion.interval), ", holds nothing that is ",
        BoundText(criterion), ", as the file asks"));
    changes.push_back(absl::StrCat("an interval of ", criterion.name,
                                   " that holds a value ",
                                   BoundText(criterion)));
  }
  verdict->decision = Decision::kRefuted;
  verdict->reason = absl::StrJoin(reasons, "; ");
  verdict->would_change = absl::StrCat(Listed(changes, " and "),
                                       " would have made it inconclusive");
}

void LeaveOpen(const JudgedTest& test, Verdict* verdict) {
  std::vector<std::string> reasons, changes;
  if (!(verdict->corrected_p <= test.alpha)) {
    reasons.push_back(absl::StrCat(PText(verdict->corrected_p),
                                   " is above alpha ", NumberText(test.alpha)));
    changes.push_back(
        absl::StrCat("a corrected p of at most ", NumberText(test.alpha)));
  }
  for (const Criterion& criterion : test.result->criteria) {
    if (criterion.IsMet()) continue;
    reasons.push_back(absl::StrCat(
        ValueText(criterion), " is not ", BoundText(criterion),
        ", as the file asks, but its ", LevelText(criterion.interval), ", ",
        RangeText(criterion.interval), ", does not exclude it"));
    changes.push_back(
        absl::StrCat(criterion.name, " of ", BoundText(criterion)));
  }
  verdict->decision = Decision::kInconclusive;
  verdict->reason = absl::StrJoin(reasons, "; ");
  verdict->would_change =
      absl::StrCat(absl::StrJoin(changes, " and "), " would have supported it");
  if (!test.result->criteria.empty()) {
    absl::StrAppend(&verdict->would_change,
                    "; an interval wholly outside of what the file asks "
                    "would have refuted it");
  }
}

// What `result` would need for a p that survives the correction.
std::string NeedText(const TestResult& result, double level) {
  if (result.units_needed != nullptr) {
    const int64_t needed = result.units_needed(level);
    if (needed > result.units) {
      return absl::StrCat("at least ", needed, " ", result.unit, " instead of ",
                          result.units,
                          ", or fewer hypotheses in one run, would have given "
                          "it power");
    }
  }
  return "more permutations or resamples, or fewer hypotheses in one run, "
         "would have given it power";
}

void DenyPower(const JudgedTest& test, size_t tests, double least,
               Verdict* verdict) {
  verdict->decision = Decision::kInconclusive;
  verdict->reason = absl::StrCat(
      "the test has no power: its smallest possible p, ",
      NumberText(test.result->smallest_p), ", is ", NumberText(least),
      " when corrected for ", tests, tests == 1 ? " hypothesis" : " hypotheses",
      ", above alpha ", NumberText(test.alpha));
  verdict->would_change =
      NeedText(*test.result, test.alpha / static_cast<double>(tests));
}

// Corrected p of test `i` if it had come out as small as it can.
double LeastCorrected(std::vector<double> p, size_t i, double smallest,
                      Correction correction) {
  p[i] = smallest;
  return Corrected(p, correction)[i];
}

bool AnyExcluded(const TestResult& result) {
  for (const Criterion& criterion : result.criteria) {
    if (criterion.IsExcluded()) return true;
  }
  return false;
}

bool AllMet(const TestResult& result) {
  for (const Criterion& criterion : result.criteria) {
    if (!criterion.IsMet()) return false;
  }
  return true;
}

// `least`: the corrected p that the most extreme outcome would have had.
Verdict DecideOne(const JudgedTest& test, size_t tests, double corrected_p,
                  double least, bool counted_once) {
  Verdict verdict;
  verdict.corrected_p = corrected_p;
  const TestResult& result = *test.result;
  if (!result.shortage.empty()) {
    verdict.reason = result.shortage;
    verdict.would_change =
        "without enough of them nothing in the numbers "
        "could have changed it";
  } else if (least > test.alpha) {
    DenyPower(test, counted_once ? 1 : tests, least, &verdict);
  } else if (AnyExcluded(result)) {
    Refute(test, &verdict);
  } else if (corrected_p <= test.alpha && AllMet(result)) {
    Support(test, &verdict);
  } else {
    LeaveOpen(test, &verdict);
  }
  if (result.units < result.units_given) {
    absl::StrAppend(&verdict.reason, "; only ", result.units, " of ",
                    result.units_given, " ", result.unit, " took part");
  }
  return verdict;
}

}  // namespace

absl::string_view NameOf(Decision decision) {
  switch (decision) {
    case Decision::kSupported:
      return "supported";
    case Decision::kRefuted:
      return "refuted";
    case Decision::kInconclusive:
      return "inconclusive";
  }
  return "";
}

std::optional<Decision> DecisionFromName(absl::string_view name) {
  for (const Decision decision :
       {Decision::kSupported, Decision::kRefuted, Decision::kInconclusive}) {
    if (name == NameOf(decision)) return decision;
  }
  return std::nullopt;
}

std::vector<Verdict> Decide(absl::Span<const JudgedTest> tests,
                            Correction correction) {
  std::vector<double> p;
  for (const JudgedTest& test : tests) p.push_back(test.result->p);
  const std::vector<double> corrected = Corrected(p, correction);
  std::vector<Verdict> verdicts;
  for (size_t i = 0; i < tests.size(); ++i) {
    const double least =
        LeastCorrected(p, i, tests[i].result->smallest_p, correction);
    verdicts.push_back(DecideOne(tests[i], tests.size(), corrected[i], least,
                                 correction == Correction::kNone));
  }
  return verdicts;
}

}  // namespace lexprobe
