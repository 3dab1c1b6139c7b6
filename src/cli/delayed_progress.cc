#include "cli/delayed_progress.h"

#include <utility>

namespace lexprobe::cli {
namespace {

constexpr absl::Duration kDelay = absl::Seconds(2);

}  // namespace

DelayedProgress::DelayedProgress(Streams& io, Clock* clock, std::string label,
                                 int64_t total)
    : io_(io),
      clock_(clock),
      label_(std::move(label)),
      total_(total),
      start_(clock->Now()) {}

void DelayedProgress::Update(int64_t rows_done) {
  if (!line_.has_value()) {
    if (clock_->Now() - start_ < kDelay) return;
    line_.emplace(io_, clock_, label_, "rows");
  }
  line_->Update({.done = static_cast<double>(rows_done),
                 .total = static_cast<double>(total_),
                 .parts = {}});
}

}  // namespace lexprobe::cli
