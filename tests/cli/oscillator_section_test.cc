#include "cli/oscillator_section.h"

#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/oscillator/experiment.h"
#include "lexprobe/oscillator/model_file.h"
#include "lexprobe/oscillator/training_job.h"
#include "lexprobe/oscillator/training_state.h"
#include "lexprobe/store/model_files.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// A folder with a network before its training.
void SaveModel(const TemporaryFolder& folder) {
  OscillatorModel model;
  model.experiment.samples.count = 100;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(model.state, StartTraining(model.experiment));
  ASSERT_THAT(SaveOscillatorModel(model, folder.File(kOscillatorFile)), IsOk());
}

TEST(OscillatorSectionTest, ShowsAModelAsASectionAndAsAPage) {
  const TemporaryFolder folder;
  SaveModel(folder);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::string section,
                                OscillatorSectionFor(folder.path()));
  EXPECT_THAT(section, StartsWith("<section id=\"oscillator\">"));
  EXPECT_THAT(section, HasSubstr("<svg "));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::string page,
                                OscillatorPageFor(folder.path()));
  EXPECT_THAT(page, StartsWith("<!DOCTYPE html>"));
  EXPECT_THAT(page, HasSubstr(section));
}

TEST(OscillatorSectionTest, KnowsAFolderThatHoldsNothingElse) {
  const TemporaryFolder folder;
  EXPECT_FALSE(IsOscillatorFolder(folder.path()));
  folder.Write(kOscillatorFile, "");
  EXPECT_TRUE(IsOscillatorFolder(folder.path()));
  EXPECT_FALSE(IsOscillatorFolder(folder.File(kOscillatorFile)));
  folder.Write(kEmbeddingsFile, "");
  EXPECT_FALSE(IsOscillatorFolder(folder.path()));
}

}  // namespace
}  // namespace lexprobe::cli
