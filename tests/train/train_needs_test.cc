#include "train/train_needs.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

constexpr int kWords = 100000;

class TrainNeedsTest : public testing::Test {
 protected:
  // Bytes that are needed more when `processes` average than by one alone.
  int64_t ExtraOf(int processes) const {
    TrainOptions options = options_;
    options.parts = processes;
    return MemoryOf(options) - MemoryOf(options_);
  }

  TrainNeedsTest() {
    options_.model.dim = 50;
    options_.validity.epochs = 0;
    options_.threads = 64;  // then it is a stage that needs most
  }

  TrainOptions options_;

 private:
  int64_t MemoryOf(const TrainOptions& options) const {
    std::vector<VocabularyEntry> entries = {{"<unk>", 0}};
    while (entries.size() < kWords) {
      entries.push_back({absl::StrCat("w", entries.size()), 1});
    }
    const auto vocabulary = Vocabulary::FromEntries(std::move(entries));
    return NeedsOf(options, *vocabulary, testing::TempDir())->memory;
  }
};

TEST_F(TrainNeedsTest, CountWhatAveragingRemembersAndSends) {
  // Vectors, their velocity, a copy of that for the checkpoint, their movement,
  // an accumulator, what was added to it, and its square.
  EXPECT_EQ(ExtraOf(2), int64_t{kWords} * (4 * 50 + 3) * 4);
  EXPECT_EQ(ExtraOf(8), ExtraOf(2));
}

TEST_F(TrainNeedsTest, CountNoAverageOfProcessesInStep) {
  options_.deterministic = true;
  EXPECT_EQ(ExtraOf(2), 0);
}

TEST_F(TrainNeedsTest, CountTheNetworkOfTheValidityStageToo) {
  options_.embedding.epochs = 0;
  options_.validity.epochs = 1;
  options_.model.hidden = 1;
  const int64_t small = ExtraOf(2);
  options_.model.hidden = 1000;
  EXPECT_GT(small, int64_t{kWords} * (50 + 50 + 3) * 4);
  EXPECT_GT(ExtraOf(2), small);
}

}  // namespace
}  // namespace lexprobe
