// What chance would have given, and what was found: the null distributions of
// a tested hypothesis.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_REPORT_NULL_FIGURE_H_
#define LEXPROBE_REPORT_NULL_FIGURE_H_

#include "absl/status/statusor.h"
#include "lexprobe/report/svg_chart.h"
#include "lexprobe/stats/hypothesis_run.h"

namespace lexprobe {

// One histogram for each statistic, with the observed value on it.
// FailedPrecondition, with the reason, if the test could not run.
absl::StatusOr<Figure> NullFigure(const TestedHypothesis& tested);

}  // namespace lexprobe

#endif  // LEXPROBE_REPORT_NULL_FIGURE_H_
