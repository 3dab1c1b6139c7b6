#include "cli/score_minimal_pairs.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "cli/delayed_progress.h"
#include "cli/interrupt.h"
#include "cli/minimal_pair_report.h"
#include "cli/minimal_pairs.h"
#include "cli/missing_words.h"
#include "lexprobe/base/clock.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe::cli {
namespace {

void TellLeftOut(const std::vector<JudgedMinimalPair>& pairs,
                 const std::set<std::string>& unknown, Streams& io) {
  const auto left_out = std::count_if(
      pairs.begin(), pairs.end(),
      [](const JudgedMinimalPair& one) { return !one.difference.has_value(); });
  if (left_out == 0) return;
  io.err << left_out << (left_out == 1 ? " pair is" : " pairs are")
         << " left out: a sentence is shorter than an N-gram of this model, or "
            "has an unknown word\n";
  TellMissingWords({unknown.begin(), unknown.end()}, io);
}

}  // namespace

absl::Status ScoreMinimalPairs(const std::string& path, int worst, bool json,
                               SentenceScorer& scorer, Streams& io) {
  LEXPROBE_ASSIGN_OR_RETURN(std::vector<MinimalPair> pairs,
                            ReadMinimalPairs(path));
  const InterruptGuard guard;
  DelayedProgress progress(io, Clock::Real(), "scoring",
                           static_cast<int64_t>(pairs.size()), "pairs");
  std::vector<JudgedMinimalPair> judged;
  std::set<std::string> unknown;
  for (MinimalPair& pair : pairs) {
    LEXPROBE_RETURN_IF_ERROR(InterruptStatus());
    const auto good = scorer.MeanLogitOf(pair.good, &unknown);
    const auto bad = scorer.MeanLogitOf(pair.bad, &unknown);
    judged.push_back({std::move(pair), {}});
    if (good && bad) judged.back().difference = *good - *bad;
    progress.Update(static_cast<int64_t>(judged.size()));
  }
  TellLeftOut(judged, unknown, io);
  if (json) {
    PrintMinimalPairsAsJson(judged, io);
  } else {
    PrintMinimalPairs(judged, worst, io);
  }
  return absl::OkStatus();
}

}  // namespace lexprobe::cli
