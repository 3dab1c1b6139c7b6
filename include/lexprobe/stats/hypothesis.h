// Hypothesis: a statement that could turn out false, as a TOML file fixes it
// before the data is looked at.
//
//   [[hypothesis]]
//   name = "gender"                      # unique in a run
//   statement = "Female and male words of one role differ by one offset."
//   kind = "offset"                      # or "ordering", "conservation"
//   alpha = 0.05
//   minimum_pcs = 0.6
//   known = [["queen", "king"], ["aunt", "uncle"]]
//   predict = [["mother", "father"]]
//
// The keys of each kind are listed in data/hypotheses/README.md.
//
// Thread-safe: plain values and pure functions.

#ifndef LEXPROBE_STATS_HYPOTHESIS_H_
#define LEXPROBE_STATS_HYPOTHESIS_H_

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/stats/conservation_test.h"
#include "lexprobe/stats/offset_test.h"
#include "lexprobe/stats/ordering_test.h"

namespace lexprobe {

// What to hand to TestConservation, and its bounds. What the names of
// quantity and model mean is up to the experiment that has them.
struct ConservationHypothesis {
  std::string quantity;  // "energy"
  std::string model;     // "damped"; empty: the one under test
  std::optional<std::array<double, 2>> time_range;  // from, to; rising
  ConservationBounds bounds;  // alpha is the hypothesis' alpha
};

struct Hypothesis {
  std::string name;
  std::string statement;
  std::string path;  // where it was read
  int line = 0;
  double alpha = 0.05;
  std::variant<OffsetHypothesis, OrderingHypothesis, ConservationHypothesis>
      body;

  // "offset", "ordering", "conservation".
  absl::string_view kind() const;
  // "path:line", for messages.
  std::string Place() const;
};

// The hypotheses in `text`, in its order; `path` is for messages.
//
// InvalidArgument, as "path:line: ...", with the value found and what is
// allowed: if it is not TOML, holds no hypothesis, an unknown or missing key
// (with the nearest known one), a value of another type or out of range, a
// name twice, a pair twice or with one word on both sides, a word on one side
// of two pairs (re-pairing could not tell them apart), or a pair that is both
// known and to be predicted.
absl::StatusOr<std::vector<Hypothesis>> ParseHypotheses(absl::string_view text,
                                                        absl::string_view path);

// The same from files; a folder stands for its files that end in ".toml", by
// name. Also refuses a name that two files have. NotFound if a path is not
// there or a folder has no such file.
absl::StatusOr<std::vector<Hypothesis>> ReadHypotheses(
    absl::Span<const std::string> paths);

}  // namespace lexprobe

#endif  // LEXPROBE_STATS_HYPOTHESIS_H_
