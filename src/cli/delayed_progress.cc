#include "cli/delayed_progress.h"

#include <utility>

namespace lexprobe::cli {
namespace {

constexpr absl::Duration kDelay = absl::Seconds(2);

}  // namespace

DelayedProgress::DelayedProgress(Streams& io, Clock* clock, std::string label,
                                 int64_t total, std::string unit)
    : io_(io),
      clock_(clock),
      label_(std::move(label)),
      total_(total),
      unit_(std::move(unit)),
      start_(clock->Now()) {}

void DelayedProgress::Update(int64_t done) {
  if (!line_.has_value()) {
    if (clock_->Now() - start_ < kDelay) return;
    line_.emplace(io_, clock_, label_, unit_);
  }
  line_->Update({.done = static_cast<double>(done),
                 .total = static_cast<double>(total_),
                 .parts = {}});
}

}  // namespace lexprobe::cli
