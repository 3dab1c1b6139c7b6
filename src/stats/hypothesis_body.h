// The keys of each kind of hypothesis, read from its TOML table. Private to
// stats.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_STATS_HYPOTHESIS_BODY_H_
#define LEXPROBE_STATS_HYPOTHESIS_BODY_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/stats/hypothesis.h"
#include "stats/toml_table.h"

namespace lexprobe {

// Each marks the keys of its kind as known. Errors as ParseHypotheses.
absl::StatusOr<OffsetHypothesis> ReadOffsetBody(TomlTable& table,
                                                absl::string_view path);
absl::StatusOr<OrderingHypothesis> ReadOrderingBody(TomlTable& table,
                                                    absl::string_view path);
absl::StatusOr<ConservationHypothesis> ReadConservationBody(
    TomlTable& table, absl::string_view path);

}  // namespace lexprobe

#endif  // LEXPROBE_STATS_HYPOTHESIS_BODY_H_
