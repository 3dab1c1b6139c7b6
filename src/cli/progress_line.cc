#include "cli/progress_line.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "cli/terminal.h"

namespace lexprobe::cli {
namespace {

constexpr absl::Duration kTerminalPeriod = absl::Milliseconds(100);
constexpr absl::Duration kPlainPeriod = absl::Seconds(5);
constexpr int kBarWidth = 20;
// A rate over less than this says nothing.
constexpr double kShortestSeconds = 0.5;
constexpr char kEraseLine[] = "\r\x1b[K";

double ShareOf(const Progress& progress) {
  return progress.total > 0
             ? std::clamp(progress.done / progress.total, 0.0, 1.0)
             : 0.0;
}

std::string Bar(double share) {
  const int full = static_cast<int>(share * kBarWidth);
  std::string bar = std::string(static_cast<size_t>(full), '=');
  if (full < kBarWidth) bar += '>';
  bar.resize(kBarWidth, ' ');
  return absl::StrCat("[", bar, "]");
}

}  // namespace

std::string ShortNumber(double number) {
  constexpr absl::string_view kPrefixes[] = {"", " k", " M", " G", " T"};
  size_t prefix = 0;
  while (std::abs(number) >= 999.5 && prefix + 1 < std::size(kPrefixes)) {
    number /= 1000;
    ++prefix;
  }
  const double size = std::abs(number);
  const bool whole = prefix == 0 && number == std::round(number);
  const int digits = whole || size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
  return absl::StrFormat("%.*f%s", digits, number, kPrefixes[prefix]);
}

std::string ShortDuration(absl::Duration duration) {
  const int64_t seconds =
      std::max<int64_t>(0, absl::ToInt64Seconds(duration + absl::Seconds(0.5)));
  const int64_t days = seconds / 86400;
  const int64_t hours = seconds / 3600 % 24;
  std::string text;
  if (days > 0) text = absl::StrCat(days, days == 1 ? " day " : " days ");
  if (days > 0 || hours > 0) {
    absl::StrAppendFormat(&text, "%d:%02d:%02d", hours, seconds / 60 % 60,
                          seconds % 60);
  } else {
    absl::StrAppendFormat(&text, "%d:%02d", seconds / 60, seconds % 60);
  }
  return text;
}

ProgressLine::ProgressLine(Streams& io, Clock* clock, std::string label,
                           std::string unit)
    : io_(io),
      clock_(clock),
      label_(std::move(label)),
      unit_(std::move(unit)),
      width_(TerminalWidth()) {}

ProgressLine::~ProgressLine() { Finish(); }

void ProgressLine::Update(const Progress& progress) {
  const absl::Time now = clock_->Now();
  if (!started_) {
    started_ = true;
    start_ = now;
    first_done_ = progress.done;
    last_print_ = now;
  }
  progress_ = progress;
  printed_ = false;
  const absl::Duration period =
      io_.err_is_terminal ? kTerminalPeriod : kPlainPeriod;
  if (now - last_print_ >= period) Print();
}

void ProgressLine::Finish() {
  if (!started_) return;
  if (!printed_) Print();
  if (drawn_) io_.err << "\n" << std::flush;
  drawn_ = false;
  started_ = false;
}

void ProgressLine::Clear() {
  if (drawn_) io_.err << kEraseLine << std::flush;
  drawn_ = false;
}

void ProgressLine::Print() {
  last_print_ = clock_->Now();
  printed_ = true;
  const std::string line = Line();
  if (io_.err_is_terminal) {
    io_.err << kEraseLine << PrefixOfWidth(line, width_ - 1) << std::flush;
    drawn_ = true;
  } else {
    io_.err << line << "\n" << std::flush;
  }
}

std::string ProgressLine::Line() const {
  const double seconds = absl::ToDoubleSeconds(last_print_ - start_);
  const double rate = seconds >= kShortestSeconds
                          ? (progress_.done - first_done_) / seconds
                          : 0;
  std::vector<std::string> parts;
  if (!label_.empty()) parts.push_back(label_);
  if (progress_.total > 0) {
    const double share = ShareOf(progress_);
    const std::string percent = absl::StrFormat("%3.0f%%", 100 * share);
    parts.push_back(io_.err_is_terminal ? absl::StrCat(Bar(share), " ", percent)
                                        : percent);
  }
  if (!unit_.empty() && rate > 0) {
    parts.push_back(absl::StrCat(ShortNumber(rate), " ", unit_, "/s"));
  }
  parts.insert(parts.end(), progress_.parts.begin(), progress_.parts.end());
  if (progress_.total > 0 && rate > 0 && progress_.done < progress_.total) {
    const double left = (progress_.total - progress_.done) / rate;
    parts.push_back(absl::StrCat("ETA ", ShortDuration(absl::Seconds(left))));
  } else {
    parts.push_back(absl::StrCat("in ", ShortDuration(last_print_ - start_)));
  }
  return absl::StrJoin(parts, "  ");
}

}  // namespace lexprobe::cli
