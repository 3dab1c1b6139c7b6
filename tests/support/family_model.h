// A tiny model file that knows a family: the second axis is gender, the third
// age or rank. And tests of commands that are asked about it.

#ifndef LEXPROBE_TESTS_SUPPORT_FAMILY_MODEL_H_
#define LEXPROBE_TESTS_SUPPORT_FAMILY_MODEL_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "cli/streams.h"
#include "gtest/gtest.h"
#include "support/temporary_folder.h"
#include "support/test_streams.h"

namespace lexprobe {

// word2vec text.
inline constexpr char kFamilyModel[] =
    "9 3\n"
    "king 3 1 2\n"
    "queen 3 -1 2\n"
    "uncle 2 1 0\n"
    "aunt 2 -1 0\n"
    "father 1 1 -1\n"
    "mother 1 -1 -1\n"
    "tree -5 0 0.5\n"
    "Paris -4 0 3\n"
    "well-known -1 0 3\n";

namespace cli {

// Runs the command `kRun` on the family, with what it prints in streams_.
template <absl::Status (*kRun)(absl::Span<const std::string>, Streams&)>
class FamilyCommandTest : public testing::Test {
 protected:
  absl::Status Run(std::vector<std::string> args,
                   const std::string& input = "") {
    streams_.emplace(input);
    args.insert(args.begin(),
                {"--model", folder_.Write("model.vec", kFamilyModel)});
    return kRun(args, streams_->io());
  }

  TemporaryFolder folder_;
  std::optional<TestStreams> streams_;
};

}  // namespace cli
}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_SUPPORT_FAMILY_MODEL_H_
