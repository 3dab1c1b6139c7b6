// A model folder of `oscillator train` that takes no time to make.

#ifndef LEXPROBE_TESTS_SUPPORT_TINY_OSCILLATOR_H_
#define LEXPROBE_TESTS_SUPPORT_TINY_OSCILLATOR_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "cli/train_commands.h"
#include "support/status_matchers.h"
#include "support/test_streams.h"

namespace lexprobe {

inline std::vector<std::string> TinyTraining(const std::string& folder) {
  return {"train", "--model",      folder, "--samples", "300", "--held-out",
          "50",    "--hidden",     "6",    "--epochs",  "3",   "--batch-size",
          "50",    "--time-range", "0:5"};
}

// Runs `oscillator`; its words go to `*streams` if that is not null.
inline absl::Status RunOscillatorWith(const std::vector<std::string>& args,
                                      TestStreams* streams = nullptr) {
  TestStreams own;
  return cli::RunOscillator(args, (streams ? *streams : own).io());
}

inline void TrainTinyOscillator(const std::string& folder) {
  ASSERT_THAT(RunOscillatorWith(TinyTraining(folder)), IsOk());
}

// `first` and then `more`.
inline std::vector<std::string> Join(std::vector<std::string> first,
                                     const std::vector<std::string>& more) {
  first.insert(first.end(), more.begin(), more.end());
  return first;
}

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_SUPPORT_TINY_OSCILLATOR_H_
