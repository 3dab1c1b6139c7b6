// TestStreams: the three streams of a command as strings.

#ifndef LEXPROBE_TESTS_SUPPORT_TEST_STREAMS_H_
#define LEXPROBE_TESTS_SUPPORT_TEST_STREAMS_H_

#include <sstream>
#include <string>

#include "cli/streams.h"

namespace lexprobe {

class TestStreams {
 public:
  explicit TestStreams(const std::string& input = "", bool terminal = false)
      : in_(input),
        io_{.in = in_,
            .out = out_,
            .err = err_,
            .in_is_terminal = terminal,
            .out_is_terminal = terminal,
            .err_is_terminal = terminal} {}

  cli::Streams& io() { return io_; }
  std::string out() const { return out_.str(); }
  std::string err() const { return err_.str(); }

 private:
  std::istringstream in_;
  std::ostringstream out_;
  std::ostringstream err_;
  cli::Streams io_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_SUPPORT_TEST_STREAMS_H_
