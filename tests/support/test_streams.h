// TestStreams: the three streams of a command as strings.

#ifndef LEXPROBE_TESTS_SUPPORT_TEST_STREAMS_H_
#define LEXPROBE_TESTS_SUPPORT_TEST_STREAMS_H_

#include <sstream>
#include <string>

#include "cli/streams.h"

namespace lexprobe {

class TestStreams {
 public:
  explicit TestStreams(const std::string& input = "") : in_(input) {}

  cli::Streams& io() { return io_; }
  std::string out() const { return out_.str(); }
  std::string err() const { return err_.str(); }

 private:
  std::istringstream in_;
  std::ostringstream out_;
  std::ostringstream err_;
  cli::Streams io_{.in = in_, .out = out_, .err = err_};
};

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_SUPPORT_TEST_STREAMS_H_
