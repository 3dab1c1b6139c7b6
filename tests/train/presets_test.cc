#include "lexprobe/train/presets.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::HasSubstr;

TEST(PresetsTest, EachIsValidAndBalancedAloneIsTheDefault) {
  for (const Preset& preset : Presets()) {
    TrainOptions options;
    ASSERT_THAT(ApplyPreset(preset.name, &options), IsOk());
    EXPECT_THAT(Validate(options), IsOk()) << preset.name;
    EXPECT_EQ(ToJson(options) == ToJson(TrainOptions()),
              preset.name == "balanced");
  }
}

// What "each slower and better" promises of the work that is done.
TEST(PresetsTest, FromFastToBestEachPassesOverTheTextMoreOften) {
  double former = 0;
  for (const char* name : {"fast", "balanced", "thorough", "best"}) {
    TrainOptions options;
    ASSERT_THAT(ApplyPreset(name, &options), IsOk());
    const double passes =
        options.embedding.epochs * options.embedding.replicas +
        options.validity.epochs;
    EXPECT_GT(passes, former) << name;
    former = passes;
  }
}

TEST(PresetsTest, AnUnknownNameIsRefusedWithTheNamesThatThereAre) {
  TrainOptions options;
  EXPECT_THAT(
      ApplyPreset("slow", &options),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("preset is \"slow\"; allowed: fast, balanced, "
                         "thorough, best, validity, collobert-weston")));
  EXPECT_EQ(ToJson(options), ToJson(TrainOptions()));
}

}  // namespace
}  // namespace lexprobe
