#include "lexprobe/oscillator/model_file.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/section_file.h"
#include "support/memory_file.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;

// Two epochs into the training of a tiny network.
OscillatorModel Checkpoint() {
  OscillatorModel model;
  model.experiment.samples.count = 10;
  model.experiment.network.hidden = {2};
  model.experiment.network.normalise = true;
  model.state = *StartTraining(model.experiment);
  for (size_t i = 0; i < model.state.first_moment.size(); ++i) {
    model.state.first_moment[i] = 0.25F * static_cast<float>(i);
    model.state.second_moment[i] = 0.5F * static_cast<float>(i);
  }
  model.state.history = {{0.1, 0.9, 0.8}, {0.05, 0.7, 0.75}};
  return model;
}

std::string BytesOf(const OscillatorModel& model) {
  std::string bytes;
  MemorySink sink(&bytes);
  EXPECT_THAT(WriteOscillatorModel(model, sink), IsOk());
  return bytes;
}

// The checkpoint with one section's bytes replaced.
std::string WithSection(uint32_t tag, absl::string_view bytes) {
  const std::string whole = BytesOf(Checkpoint());
  std::vector<Section> sections = *ReadSections(SectionTag("OSCL"), whole);
  std::erase_if(sections, [](const Section& section) {
    return section.tag == SectionTag("END ");
  });
  for (Section& section : sections) {
    if (section.tag == tag) section.bytes = bytes;
  }
  std::string changed;
  MemorySink sink(&changed);
  EXPECT_THAT(WriteSections(SectionTag("OSCL"), sections, sink), IsOk());
  return changed;
}

std::string Numbers(std::initializer_list<uint64_t> values) {
  std::string bytes;
  for (const uint64_t value : values) PutUint64(value, &bytes);
  return bytes;
}

TEST(ModelFileTest, ACheckpointComesBackAsItWas) {
  const OscillatorModel model = Checkpoint();
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const OscillatorModel back,
                                OscillatorModelFromBytes(BytesOf(model)));
  EXPECT_EQ(ToJson(back.experiment), ToJson(model.experiment));
  EXPECT_EQ(back.state.network.parameters, model.state.network.parameters);
  EXPECT_EQ(back.state.network.inputs.offset,
            model.state.network.inputs.offset);
  EXPECT_EQ(back.state.network.outputs.scale,
            model.state.network.outputs.scale);
  EXPECT_EQ(back.state.first_moment, model.state.first_moment);
  EXPECT_EQ(back.state.second_moment, model.state.second_moment);
  ASSERT_EQ(back.state.epochs_done(), 2);
  EXPECT_EQ(back.state.history[1].training_error, 0.7);
  EXPECT_EQ(BytesOf(back), BytesOf(model));
}

TEST(ModelFileTest, AFinishedModelHasNoMoments) {
  OscillatorModel model = Checkpoint();
  model.state.first_moment.clear();
  model.state.second_moment.clear();
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const OscillatorModel back,
                                OscillatorModelFromBytes(BytesOf(model)));
  EXPECT_TRUE(back.state.first_moment.empty());
  EXPECT_EQ(back.state.network.parameters, model.state.network.parameters);
}

// If this fails the format has changed: give it a new version, go on reading
// the old one, and add a folder to tests/old_files.
TEST(ModelFileTest, WritesTheBytesOfItsReleasedVersion) {
  const std::string old =
      LEXPROBE_TESTS_DIR "/old_files/0.1.0/spring/oscillator.lexprobe";
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const OscillatorModel model,
                                LoadOscillatorModel(old));
  const TemporaryFolder folder;
  ASSERT_THAT(SaveOscillatorModel(model, folder.File("again")), IsOk());
  EXPECT_EQ(folder.Read("again"), ReadFile(old).value());
}

TEST(ModelFileTest, EveryPrefixIsRefused) {
  const std::string bytes = BytesOf(Checkpoint());
  for (size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(
        OscillatorModelFromBytes(absl::string_view(bytes).substr(0, length))
            .ok())
        << length;
  }
}

TEST(ModelFileTest, EveryFlippedByteIsRefused) {
  std::string bytes = BytesOf(Checkpoint());
  for (char& byte : bytes) {
    byte = static_cast<char>(byte ^ 0x20);
    EXPECT_FALSE(OscillatorModelFromBytes(bytes).ok()) << (&byte - &bytes[0]);
    byte = static_cast<char>(byte ^ 0x20);
  }
}

TEST(ModelFileTest, NamesSectionAndPlaceOfWhatDoesNotFit) {
  const uint64_t huge = uint64_t{1} << 63;
  struct Case {
    uint32_t tag;
    std::string bytes;
    const char* message;
  };
  std::string other_name = Numbers({4});
  PutString("layer 9 weights", &other_name);
  const Case cases[] = {
      {SectionTag("SETT"), "{}", "section SETT: setting \"mass\" is missing"},
      {SectionTag("SCAL"), Numbers({huge, 2}),
       "section SCAL: number of inputs is 9223372036854775808 where it must "
       "be 3"},
      {SectionTag("SCAL"), Numbers({3, 2}), "section SCAL: byte 16: 8 bytes"},
      {SectionTag("PARA"), Numbers({huge}), "section PARA: number of blocks"},
      {SectionTag("PARA"), Numbers({4, huge}), "section PARA: layer 1 weights"},
      {SectionTag("PARA"), other_name,
       "block is called \"layer 9 weights\" where it must be \"layer 1 "
       "weights\""},
      {SectionTag("HIST"), Numbers({huge}), "section HIST"},
      {SectionTag("HIST"), Numbers({1, 2}),
       "section HIST: 1 epochs in 8 bytes"},
      {SectionTag("ADAM"), Numbers({huge}), "section ADAM: number of moments"},
      {SectionTag("ADAM"), Numbers({14}), "section ADAM: byte 8: 56 bytes"},
  };
  for (const Case& each : cases) {
    EXPECT_THAT(OscillatorModelFromBytes(WithSection(each.tag, each.bytes)),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr(each.message)))
        << each.message;
  }
}

TEST(ModelFileTest, RefusesBytesAfterWhatASectionNeeds) {
  OscillatorModel model = Checkpoint();
  std::string history = Numbers({0}) + "extra";
  EXPECT_THAT(
      OscillatorModelFromBytes(WithSection(SectionTag("HIST"), history)),
      StatusIs(absl::StatusCode::kDataLoss, HasSubstr("section HIST: byte 8: "
                                                      "5 bytes too many")));
}

TEST(ModelFileTest, RefusesANumberThatIsNotFinite) {
  OscillatorModel model = Checkpoint();
  model.state.network.parameters[1] = HUGE_VALF;
  EXPECT_THAT(OscillatorModelFromBytes(BytesOf(model)),
              StatusIs(absl::StatusCode::kDataLoss,
                       HasSubstr("layer 1 weights: number 2 of 6 is inf")));
}

TEST(ModelFileTest, RefusesMoreEpochsThanTheSettingsHave) {
  OscillatorModel model = Checkpoint();
  model.experiment.fit.epochs = 1;
  EXPECT_THAT(OscillatorModelFromBytes(BytesOf(model)),
              StatusIs(absl::StatusCode::kDataLoss,
                       HasSubstr("history has 2 epochs where the settings "
                                 "have 1")));
}

TEST(ModelFileTest, RefusesSectionsItDoesNotKnowUnlessOptional) {
  for (const uint32_t flags : {0u, kOptionalSection}) {
    const std::string whole = BytesOf(Checkpoint());
    std::vector<Section> sections = *ReadSections(SectionTag("OSCL"), whole);
    std::erase_if(sections, [](const Section& section) {
      return section.tag == SectionTag("END ");
    });
    sections.push_back({SectionTag("NEWS"), flags, "something new"});
    std::string bytes;
    MemorySink sink(&bytes);
    ASSERT_THAT(WriteSections(SectionTag("OSCL"), sections, sink), IsOk());
    if (flags == kOptionalSection) {
      EXPECT_THAT(OscillatorModelFromBytes(bytes), IsOk());
    } else {
      EXPECT_THAT(OscillatorModelFromBytes(bytes),
                  StatusIs(absl::StatusCode::kUnimplemented,
                           HasSubstr("the file is newer")));
    }
  }
}

TEST(ModelFileTest, NamesTheFile) {
  const TemporaryFolder folder;
  const std::string path = folder.Write("model", "not one of ours");
  EXPECT_THAT(LoadOscillatorModel(path),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(path)));
  EXPECT_THAT(LoadOscillatorModel(folder.File("absent")),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("absent")));
  ASSERT_THAT(SaveOscillatorModel(Checkpoint(), path), IsOk());
  EXPECT_THAT(LoadOscillatorModel(path), IsOk());
}

}  // namespace
}  // namespace lexprobe
