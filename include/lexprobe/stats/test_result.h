// TestResult: what one hypothesis' test found, before any verdict. The same
// shape for every kind of hypothesis, so that the terminal, JSON and the
// report page need not know the kinds.
//
// Thread-safe: plain values.

#ifndef LEXPROBE_STATS_TEST_RESULT_H_
#define LEXPROBE_STATS_TEST_RESULT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "lexprobe/stats/effect_size.h"

namespace lexprobe {

// One number of the evidence. NaN: not defined, `note` says why.
struct Measure {
  std::string name;   // "OCS"
  std::string about;  // "mean cosine between the pairs' offsets"
  double value = 0;
  std::optional<Interval> interval;
  std::optional<double> p;  // of a test of its own; never corrected
  std::string note;
};

// A measure that the file sets a bound on.
struct Criterion {
  enum class Side {
    kAtLeast,  // value >= bound
    kAtMost,   // value <= bound
    kWithin,   // -bound < value < bound: equivalence
  };
  std::string name;  // "PCS"
  Side side = Side::kAtLeast;
  double bound = 0;
  double value = 0;
  Interval interval;

  // The value is on the side that the file asks for. False for NaN.
  bool IsMet() const;
  // The value is not, and no more is any point of the interval.
  bool IsExcluded() const;
};

// What the statistic does when the hypothesis is false: for a histogram.
struct NullDistribution {
  std::string statistic;  // "OCS under re-pairing"
  double observed = 0;
  std::vector<double> values;  // in the order of the permutations
  bool exact = false;          // all permutations, the identity among them
};

struct Histogram {
  double low = 0;
  double high = 0;
  std::vector<int64_t> counts;  // bins of equal width over low .. high
};

// Over the values and the observed one, which may lie outside of them.
// REQUIRES: bins >= 1
Histogram HistogramOf(const NullDistribution& null, int bins);

// Part of the evidence in rows: one a pair, a step or a start.
struct EvidenceTable {
  std::string title;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::string about;  // what the columns and the rows' names mean
};

// A line of the file that could not take part, and why.
struct DroppedItem {
  std::string item;    // "duke -> duchess"
  std::string reason;  // "\"duchess\" is not in the vocabulary"
};

struct TestResult {
  // What is counted: "pairs", "distances in each set", "starts".
  std::string unit;
  int64_t units = 0;        // took part
  int64_t units_given = 0;  // in the file
  std::vector<DroppedItem> dropped;

  // Not empty: the test has no power whatever the numbers say, and why; the
  // verdict is inconclusive. "needs at least 5 pairs, and has 3".
  std::string shortage;

  // How the numbers were had: words for the reader ("3CosAvg on unit
  // vectors; the word itself excluded").
  std::string method;

  // The p-value that enters the correction, and the smallest that this test
  // could have given. 1 and 1 when the test could not run.
  double p = 1;
  double smallest_p = 1;
  // Name of the statistic that `p` belongs to.
  std::string p_of;
  bool exact = false;        // all permutations, not a sample
  int64_t permutations = 0;  // evaluated, apart from the observed one if not
                             // exact; 0: p is not of a permutation test

  // Each must be met for support; one excluded is enough to refute.
  std::vector<Criterion> criteria;

  std::vector<Measure> measures;
  std::vector<NullDistribution> nulls;
  std::vector<EvidenceTable> tables;

  // The least number of units with which a p as small as `level` can be had;
  // null where more units would not help.
  int64_t (*units_needed)(double level) = nullptr;
};

}  // namespace lexprobe

#endif  // LEXPROBE_STATS_TEST_RESULT_H_
