#include "lexprobe/train/network_file.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/file.h"
#include "lexprobe/train/checkpoint.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

NetworkData SmallNetwork(Activation activation) {
  ModelOptions options;
  options.order = 2;
  options.dim = 3;
  options.hidden = 2;
  options.activation = activation;
  NetworkData network = MakeNetworkData(options, 3);
  float value = 0.5f;
  for (auto* array :
       {&network.embedding, &network.first_weight, &network.first_bias,
        &network.output_weight, &network.output_bias}) {
    for (float& number : *array) number = value *= -1.01f;
  }
  network.words = {"<unk>", "dog", "caf\xC3\xA9"};
  network.counts = {1, 20, 3};
  network.calibration = {0.3, -1.25};
  network.metadata_json = R"({"corpus":{"case":"fold"}})";
  return network;
}

class NetworkFileTest : public testing::Test {
 protected:
  const TemporaryFolder folder_;
};
using CheckpointTest = NetworkFileTest;

void ExpectEqual(const NetworkData& a, const NetworkData& b) {
  EXPECT_EQ(a.options.order, b.options.order);
  EXPECT_EQ(a.options.activation, b.options.activation);
  EXPECT_EQ(a.embedding, b.embedding);
  EXPECT_EQ(a.first_weight, b.first_weight);
  EXPECT_EQ(a.first_bias, b.first_bias);
  EXPECT_EQ(a.output_weight, b.output_weight);
  EXPECT_EQ(a.output_bias, b.output_bias);
}

TEST_F(NetworkFileTest, ReadsBackWhatItWrote) {
  for (const Activation activation :
       {Activation::kTanh, Activation::kBilinear}) {
    const NetworkData network = SmallNetwork(activation);
    const std::string path = folder_.File("round_trip.lexprobe");
    ASSERT_THAT(WriteNetwork(network, path), IsOk());
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const NetworkData read, ReadNetwork(path));
    ExpectEqual(read, network);
    EXPECT_EQ(read.words, network.words);
    EXPECT_EQ(read.counts, network.counts);
    EXPECT_EQ(read.metadata_json, network.metadata_json);
    EXPECT_EQ(read.calibration.scale, network.calibration.scale);
    EXPECT_EQ(read.calibration.offset, network.calibration.offset);
  }
}

// Writes each damaged form of `path` beside it and reads that with `read`.
template <typename Read>
void ExpectDamageIsFound(const std::string& path, Read read) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::string whole, ReadFile(path));
  const std::string damaged = path + ".damaged";
  const auto try_bytes = [&](const std::string& bytes, size_t at) {
    ASSERT_THAT(WriteFile(damaged, bytes), IsOk());
    const absl::Status status = read(damaged).status();
    EXPECT_FALSE(status.ok()) << "byte " << at << " of " << whole.size();
    EXPECT_THAT(std::string(status.message()), HasSubstr(damaged));
  };
  for (size_t size = 0; size < whole.size(); size += 3) {
    try_bytes(whole.substr(0, size), size);
  }
  for (size_t at = 0; at < whole.size(); ++at) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x20);
    try_bytes(bytes, at);
  }
  try_bytes(whole + "x", whole.size());
}

TEST_F(NetworkFileTest, FindsEveryCutAndEveryFlippedByte) {
  const std::string path = folder_.File("damage.lexprobe");
  ASSERT_THAT(WriteNetwork(SmallNetwork(Activation::kTanh), path), IsOk());
  ExpectDamageIsFound(path, ReadNetwork);
}

// If this fails the format has changed: give it a new version, go on reading
// the old one, and add a folder to tests/old_files.
TEST_F(NetworkFileTest, WritesTheBytesOfItsReleasedVersion) {
  const std::string old =
      LEXPROBE_TESTS_DIR "/old_files/0.1.0/model/network.lexprobe";
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const NetworkData network, ReadNetwork(old));
  EXPECT_EQ(network.options.order, 3);
  EXPECT_EQ(network.words[2], "the");
  const std::string path = folder_.File("again.lexprobe");
  ASSERT_THAT(WriteNetwork(network, path), IsOk());
  EXPECT_EQ(ReadFile(path).value(), ReadFile(old).value());
}

TEST_F(NetworkFileTest, SaysThatAFileIsNotThere) {
  EXPECT_THAT(ReadNetwork(folder_.File("no such file")),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("no such file")));
}

Checkpoint SmallCheckpoint() {
  Checkpoint checkpoint;
  checkpoint.options_json = R"({"dim":3})";
  checkpoint.vocabulary_checksum = 77;
  checkpoint.stage = "embedding";
  checkpoint.stage_state = std::string("state\0with a zero", 17);
  checkpoint.history_json = R"([{"epoch":1}])";
  checkpoint.replicas = "replicas";
  checkpoint.early_stopping = "early stopping";
  checkpoint.momentum = "momentum";
  checkpoint.network = SmallNetwork(Activation::kBilinear);
  return checkpoint;
}

TEST_F(CheckpointTest, ReadsBackWhatItWrote) {
  const Checkpoint checkpoint = SmallCheckpoint();
  const std::string path = folder_.File("checkpoint.lexprobe");
  ASSERT_THAT(WriteCheckpoint(checkpoint, path), IsOk());
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const Checkpoint read, ReadCheckpoint(path));
  ExpectEqual(read.network, checkpoint.network);
  EXPECT_EQ(read.options_json, checkpoint.options_json);
  EXPECT_EQ(read.vocabulary_checksum, 77u);
  EXPECT_EQ(read.stage, "embedding");
  EXPECT_EQ(read.stage_state, checkpoint.stage_state);
  EXPECT_EQ(read.history_json, checkpoint.history_json);
  EXPECT_EQ(read.replicas, checkpoint.replicas);
  EXPECT_EQ(read.early_stopping, checkpoint.early_stopping);
  EXPECT_EQ(read.momentum, checkpoint.momentum);
}

TEST_F(CheckpointTest, FindsEveryCutAndEveryFlippedByte) {
  const std::string path = folder_.File("checkpoint_damage.lexprobe");
  ASSERT_THAT(WriteCheckpoint(SmallCheckpoint(), path), IsOk());
  ExpectDamageIsFound(path, ReadCheckpoint);
}

TEST_F(CheckpointTest, ReadsWhatAReleasedVersionLeft) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const Checkpoint checkpoint,
      ReadCheckpoint(LEXPROBE_TESTS_DIR
                     "/old_files/0.1.0/stopped/checkpoint.lexprobe"));
  EXPECT_EQ(checkpoint.stage, "embedding");
  EXPECT_EQ(checkpoint.network.options.activation, Activation::kTanh);
}

TEST_F(CheckpointTest, IsNotTakenForANetwork) {
  const std::string path = folder_.File("kind.lexprobe");
  ASSERT_THAT(WriteCheckpoint(SmallCheckpoint(), path), IsOk());
  EXPECT_FALSE(ReadNetwork(path).ok());
}

}  // namespace
}  // namespace lexprobe
