// ProgressLine: how far a long command has come. On a terminal one line that
// is drawn over itself, "[=====>    ] 52%  3.1 M words/s  loss 0.213  ETA
// 0:41"; otherwise (a file, a pipe) a plain line every few seconds.
//
// Not thread-safe.

#ifndef LEXPROBE_CLI_PROGRESS_LINE_H_
#define LEXPROBE_CLI_PROGRESS_LINE_H_

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "cli/streams.h"
#include "lexprobe/base/clock.h"

namespace lexprobe::cli {

struct Progress {
  double done = 0;
  double total = 0;  // 0: not known, so no bar, no percent, no ETA
  std::vector<std::string> parts;  // "loss 0.213", in the order to print
};

class ProgressLine {
 public:
  // Writes to io.err. `label` stands at the start of each line, `unit`
  // ("words") after the rate; without a unit no rate is printed. Both may be
  // empty. `io` and `clock` must outlive the line.
  ProgressLine(Streams& io, Clock* clock, std::string label, std::string unit);
  // Finishes.
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // Takes the state in; prints if it is time to. Cheap enough to call for
  // every batch. Rate and ETA count from the first call, so that a run which
  // was taken up in the middle is not thought to be fast.
  void Update(const Progress& progress);

  // Prints the last state that was taken in, if it is not on the screen yet,
  // and ends the line. Later calls of Update start a new one.
  void Finish();

  // Takes the line off the terminal, so that another line can be printed; the
  // next Update draws it again.
  void Clear();

 private:
  void Print();
  std::string Line() const;

  Streams& io_;
  Clock* clock_;
  std::string label_;
  std::string unit_;
  int width_;

  Progress progress_;
  bool started_ = false;
  bool drawn_ = false;    // a line is on the terminal, without a newline
  bool printed_ = false;  // progress_ has been printed
  double first_done_ = 0;
  absl::Time start_;
  absl::Time last_print_;
};

// "1.23 k", "45.6 M": three digits and a prefix.
std::string ShortNumber(double number);

// "0:07", "12:41", "3:02:10", "2 days 3:02:10".
std::string ShortDuration(absl::Duration duration);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_PROGRESS_LINE_H_
