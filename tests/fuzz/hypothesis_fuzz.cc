// Any bytes are hypotheses or InvalidArgument with a place; what is read holds
// what the tests of it rely on.

#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

#include "absl/strings/match.h"
#include "lexprobe/base/check.h"
#include "lexprobe/stats/hypothesis.h"

namespace lexprobe {
namespace {

void CheckPairs(const std::vector<WordPair>& pairs) {
  for (const WordPair& pair : pairs) {
    LEXPROBE_CHECK(!pair.from.empty() && !pair.to.empty());
    LEXPROBE_CHECK(pair.from != pair.to);
  }
}

void CheckBody(const OffsetHypothesis& offset) {
  LEXPROBE_CHECK(!offset.known.empty());
  LEXPROBE_CHECK(offset.minimum_pcs || offset.minimum_hit1_gain);
  CheckPairs(offset.known);
  CheckPairs(offset.predict);
}

void CheckBody(const OrderingHypothesis& ordering) {
  LEXPROBE_CHECK(ordering.sets.size() >= 2);
  LEXPROBE_CHECK(ordering.minimum_ratio >= 1);
  for (const DistanceSet& set : ordering.sets) {
    LEXPROBE_CHECK(!set.pairs.empty());
    CheckPairs(set.pairs);
  }
}

void CheckBody(const ConservationHypothesis& conservation) {
  LEXPROBE_CHECK(conservation.bounds.epsilon > 0);
  LEXPROBE_CHECK(conservation.bounds.epsilon_q95 > 0);
  if (conservation.time_range) {
    LEXPROBE_CHECK((*conservation.time_range)[0] <
                   (*conservation.time_range)[1]);
  }
}

void CheckText(absl::string_view text) {
  const auto hypotheses = ParseHypotheses(text, "h.toml");
  if (!hypotheses.ok()) {
    LEXPROBE_CHECK(absl::IsInvalidArgument(hypotheses.status()));
    LEXPROBE_CHECK(absl::StartsWith(hypotheses.status().message(), "h.toml:"));
    return;
  }
  LEXPROBE_CHECK(!hypotheses->empty());
  for (const Hypothesis& hypothesis : *hypotheses) {
    LEXPROBE_CHECK(!hypothesis.name.empty() && hypothesis.line > 0);
    LEXPROBE_CHECK(hypothesis.alpha > 0 && hypothesis.alpha < 0.5);
    std::visit([](const auto& body) { CheckBody(body); }, hypothesis.body);
  }
}

}  // namespace
}  // namespace lexprobe

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  lexprobe::CheckText({reinterpret_cast<const char*>(data), size});
  return 0;
}
