// Streams: the three streams of a command, carried in so that tests can call
// a command as a function. Results go to `out`, everything else to `err`.

#ifndef LEXPROBE_CLI_STREAMS_H_
#define LEXPROBE_CLI_STREAMS_H_

#include <istream>
#include <ostream>

namespace lexprobe::cli {

struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
};

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_STREAMS_H_
