#include "lexprobe/train/trainer.h"

#include <atomic>
#include <cmath>
#include <filesystem>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/file.h"
#include "lexprobe/store/embedding_table.h"
#include "lexprobe/store/formats.h"
#include "lexprobe/train/folder_lock.h"
#include "lexprobe/train/network_file.h"
#include "lexprobe/train/presets.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using ::testing::HasSubstr;

class Watcher : public TrainObserver {
 public:
  void OnReading(int64_t, int64_t) override {}
  void OnCorpus(const EncodedCorpus&, absl::Duration) override {}
  void OnNeeds(const TrainNeeds& found) override { needs = found; }
  void OnJoining(double) override {
    if (stop_in == "joining") stop = true;
  }
  void OnProgress(const TrainProgress& progress) override {
    if (progress.stage == stop_in && progress.done > 0.2) stop = true;
  }
  void OnEvaluation(const TrainProgress&, const ValidityReport& report,
                    const std::vector<PairSimilarity>& found) override {
    ++evaluations;
    last = report;
    pairs = found;
  }
  void OnEarlyStop(absl::string_view, double best_auc) override {
    best = best_auc;
  }
  void OnCheckpoint(absl::string_view) override { ++checkpoints; }
  void OnInitialModel(int64_t found, int64_t words, bool network) override {
    taken = found;
    fresh = words - found;
    with_network = network;
  }
  void OnTraffic(const Traffic& traffic) override {
    traffics.push_back(traffic);
  }
  void OnNothingToLearn(absl::string_view stage, absl::string_view) override {
    learned_nothing = std::string(stage);
  }

  std::string stop_in;
  std::string learned_nothing;  // the stage, if one said so
  std::atomic<bool> stop{false};
  TrainNeeds needs;
  int evaluations = 0;
  int checkpoints = 0;
  int64_t taken = 0, fresh = 0;
  bool with_network = false;
  std::vector<Traffic> traffics;
  ValidityReport last;
  std::vector<PairSimilarity> pairs;
  double best = 0;  // AUC, if a stage ended early
};

class TrainerTest : public testing::Test {
 protected:
  TrainJob Job(const std::string& name) const {
    TrainJob job;
    job.corpus.paths = {LEXPROBE_DATA_DIR "/tiny.txt"};
    job.encoder.vocabulary.min_count = 2;
    job.encoder.held_out = 0.1;
    job.train.model.dim = 8;
    job.train.model.order = 3;
    job.train.model.hidden = 8;
    job.train.embedding.epochs = 2;
    job.train.embedding.replicas = 1;
    job.train.embedding.order = 7;
    job.train.embedding.corruptions = 16;
    job.train.validity.epochs = 2;
    job.train.validity.corruptions = 16;
    job.folder = folder_.File(name);
    return job;
  }

  // Trains as `job` says, but elsewhere, stopped in `stage` and resumed with
  // so many threads; the bytes of its network.
  std::string BytesResumed(TrainJob job, const std::string& stage,
                           int threads = 1) {
    job.folder = folder_.File(absl::StrCat("resumed in ", stage));
    Watcher stopper;
    stopper.stop_in = stage;
    job.interrupted = [&] { return stopper.stop.load(); };
    EXPECT_THAT(Train(job, &stopper),
                StatusIs(absl::StatusCode::kCancelled, HasSubstr("--resume")));
    EXPECT_EQ(stopper.checkpoints, stage == "joining" ? 0 : 1);
    EXPECT_TRUE(FileExists(JoinPath(job.folder, "checkpoint.lexprobe")));
    EXPECT_FALSE(FileExists(JoinPath(job.folder, "network.lexprobe")));
    job.interrupted = nullptr;
    job.resume = true;
    job.train.threads = threads;
    Watcher watcher;
    EXPECT_THAT(Train(job, &watcher), IsOk());
    return NetworkBytes(job);
  }

  static std::string NetworkBytes(const TrainJob& job) {
    auto network = ReadNetwork(JoinPath(job.folder, "network.lexprobe"));
    if (!network.ok()) return std::string(network.status().message());
    std::string bytes;
    for (const auto* array : {&network->embedding, &network->first_weight}) {
      bytes.append(reinterpret_cast<const char*>(array->data()),
                   array->size() * sizeof(float));
    }
    return bytes;
  }

  const TemporaryFolder folder_;
};

TEST_F(TrainerTest, WritesEmbeddingsNetworkAndDescription) {
  const TrainJob job = Job("model");
  Watcher watcher;
  ASSERT_THAT(Train(job, &watcher), IsOk());
  ReadNotes notes;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const EmbeddingTable table,
      ReadEmbeddings(JoinPath(job.folder, "embeddings.lexprobe"), {}, &notes));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const NetworkData network,
      ReadNetwork(JoinPath(job.folder, "network.lexprobe")));
  EXPECT_EQ(table.dim(), 8);
  EXPECT_EQ(table.rows() + 1, int64_t(network.words.size()));
  EXPECT_EQ(table.WordOf(0), network.words[1]);
  EXPECT_GE(table.CountOf(0), table.CountOf(table.rows() - 1));
  EXPECT_THAT(table.metadata_json(), HasSubstr("\"dim\":8"));
  EXPECT_TRUE(FileExists(JoinPath(job.folder, "run.json")));
  EXPECT_FALSE(FileExists(JoinPath(job.folder, "checkpoint.lexprobe")));
  EXPECT_GE(watcher.evaluations, 2);
  const uint64_t written =
      std::filesystem::file_size(JoinPath(job.folder, "network.lexprobe")) +
      std::filesystem::file_size(JoinPath(job.folder, "embeddings.lexprobe"));
  EXPECT_GT(watcher.needs.disk, int64_t(written) / 2);
  EXPECT_LT(watcher.needs.disk, int64_t(written) * 2);
  EXPECT_GT(watcher.needs.free_disk, watcher.needs.disk);
  EXPECT_GT(watcher.needs.memory, int64_t(written));
}

TEST_F(TrainerTest, BeginsFromAModelAndKeepsItsWords) {
  TrainJob old = Job("old");
  old.train.validity.epochs = 1;
  Watcher watcher;
  ASSERT_THAT(Train(old, &watcher), IsOk());
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const EmbeddingTable before,
      ReadEmbeddings(JoinPath(old.folder, "embeddings.lexprobe"), {}, nullptr));

  TrainJob job = Job("new");
  job.corpus.paths = {folder_.File("new.txt")};
  std::string text;
  for (int i = 0; i < 50; ++i) text += "zyx abc the zyx of the abc\n";
  ASSERT_THAT(WriteFile(job.corpus.paths[0], text), IsOk());
  job.init_from = old.folder;
  ASSERT_THAT(Train(job, &watcher), IsOk());
  EXPECT_TRUE(watcher.with_network);
  EXPECT_EQ(watcher.taken, before.rows());
  EXPECT_EQ(watcher.fresh, 2);  // zyx, abc
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const EmbeddingTable after,
      ReadEmbeddings(JoinPath(job.folder, "embeddings.lexprobe"), {}, nullptr));
  EXPECT_EQ(after.rows(), before.rows() + 2);
  EXPECT_TRUE(after.RowOf("zyx").has_value());
  // To another word, since each model has another mean taken away.
  const std::string last(before.WordOf(before.rows() - 1));
  const auto offset = [&](const EmbeddingTable& table, absl::string_view from) {
    return double{table.VectorOf(table.RowOf(last).value())[0]} -
           double{table.VectorOf(table.RowOf(from).value())[0]};
  };
  const std::string unseen(before.WordOf(before.rows() - 2));
  EXPECT_NEAR(offset(after, unseen), offset(before, unseen), 1e-5);
  EXPECT_GT(std::abs(offset(after, "the") - offset(before, "the")), 1e-3);
}

TEST_F(TrainerTest, BeginsFromForeignVectorsAtTheScaleOfRandomOnes) {
  TrainJob job = Job("model");
  job.init_from = folder_.File("foreign.vec");
  ASSERT_THAT(WriteFile(job.init_from,
                        "3 8\nunseen 30 -30 30 -30 30 -30 30 -30\n"
                        "opposite -30 30 -30 30 -30 30 -30 30\n"
                        "the 30 30 30 30 -30 -30 -30 -30\n"),
              IsOk());
  Watcher watcher;
  ASSERT_THAT(Train(job, &watcher), IsOk());
  EXPECT_EQ(watcher.taken, 3);
  EXPECT_FALSE(watcher.with_network);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const EmbeddingTable after,
      ReadEmbeddings(JoinPath(job.folder, "embeddings.lexprobe"), {}, nullptr));
  EXPECT_NEAR(after.VectorOf(after.RowOf("unseen").value())[0] -
                  after.VectorOf(after.RowOf("opposite").value())[0],
              2 * job.train.embedding_deviation, 1e-6);
}

TEST_F(TrainerTest, RefusesToBeginFromVectorsOfAnotherDimension) {
  TrainJob job = Job("model");
  job.init_from = folder_.File("foreign.vec");
  ASSERT_THAT(WriteFile(job.init_from, "1 2\nthe 1 2\n"), IsOk());
  Watcher watcher;
  EXPECT_THAT(Train(job, &watcher),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("foreign.vec: its vectors have 2 numbers; dim "
                                 "is 8")));
}

TEST_F(TrainerTest, LearnsToTellValidNGramsFromCorruptedOnes) {
  TrainJob job = Job("model");
  job.train.embedding.epochs = 10;
  job.train.validity.epochs = 10;
  Watcher watcher;
  ASSERT_THAT(Train(job, &watcher), IsOk());
  EXPECT_GT(watcher.last.ngrams, 50);
  EXPECT_GT(watcher.last.auc, 0.6);
}

TEST_F(TrainerTest, WithOneThreadTheSameSeedGivesTheSameBytes) {
  Watcher watcher;
  ASSERT_THAT(Train(Job("first"), &watcher), IsOk());
  ASSERT_THAT(Train(Job("second"), &watcher), IsOk());
  EXPECT_EQ(NetworkBytes(Job("first")), NetworkBytes(Job("second")));
  TrainJob other = Job("third");
  other.train.seed = 2;
  ASSERT_THAT(Train(other, &watcher), IsOk());
  EXPECT_NE(NetworkBytes(Job("first")), NetworkBytes(other));
}

TEST_F(TrainerTest, DeterministicGivesTheSameBytesResumedWithOtherThreads) {
  TrainJob whole = Job("whole");
  whole.train.deterministic = true;
  whole.train.threads = 2;
  whole.train.embedding.epochs = whole.train.validity.epochs = 300;
  Watcher watcher;
  ASSERT_THAT(Train(whole, &watcher), IsOk());

  EXPECT_TRUE(BytesResumed(whole, "embedding", 3) == NetworkBytes(whole));
}

TEST_F(TrainerTest, StoppedAndResumedEndsAsIfItHadNotStopped) {
  for (const char* stage : {"embedding", "validity"}) {
    TrainJob whole = Job(absl::StrCat("whole ", stage));
    whole.train.embedding.epochs = whole.train.validity.epochs = 200;
    Watcher watcher;
    ASSERT_THAT(Train(whole, &watcher), IsOk());
    EXPECT_TRUE(BytesResumed(whole, stage) == NetworkBytes(whole)) << stage;
  }
}

TEST_F(TrainerTest, RefusesACheckpointOfOtherOptionsOrAnotherCorpus) {
  TrainJob job = Job("model");
  job.train.embedding.epochs = 1000;
  Watcher stopper;
  stopper.stop_in = "embedding";
  job.interrupted = [&] { return stopper.stop.load(); };
  ASSERT_THAT(Train(job, &stopper),
              StatusIs(absl::StatusCode::kCancelled, HasSubstr("resume")));
  job.interrupted = nullptr;
  Watcher watcher;
  EXPECT_THAT(Train(job, &watcher),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("--resume goes on from it")));
  job.resume = true;
  TrainJob other = job;
  other.train.model.dim = 9;
  EXPECT_THAT(Train(other, &watcher),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("dim is 8 there, 9 here")));
  other = job;
  other.encoder.vocabulary.min_count = 3;
  EXPECT_THAT(Train(other, &watcher),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("vocabulary differs")));
}

TEST_F(TrainerTest, KeepsTheLastGoodStateOfATrainingThatDiverges) {
  TrainJob job = Job("model");
  job.train.embedding.epochs = 300;
  Watcher stopper;
  stopper.stop_in = "embedding";
  job.interrupted = [&] { return stopper.stop.load(); };
  ASSERT_THAT(Train(job, &stopper),
              StatusIs(absl::StatusCode::kCancelled, HasSubstr("--resume")));
  job.interrupted = nullptr;
  job.resume = true;
  TrainJob wild = job;
  wild.train.embedding.rate = 1e30;
  Watcher watcher;
  EXPECT_THAT(Train(wild, &watcher),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("the last good state is kept: --resume with "
                                 "lower rates goes on from")));
  EXPECT_THAT(Train(job, &watcher), IsOk());
  EXPECT_GT(watcher.last.auc, 0.5);
}

TEST_F(TrainerTest, SaysThatNothingIsKeptOfATrainingThatDivergesAtOnce) {
  TrainJob job = Job("model");
  job.train.embedding.rate = 1e30;
  Watcher watcher;
  EXPECT_THAT(Train(job, &watcher),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("so nothing is kept")));
}

TEST_F(TrainerTest, EndsAStageThatTellsHeldOutNGramsApartNoBetter) {
  TrainJob job = Job("model");
  job.train.patience = 2;
  job.train.embedding.epochs = job.train.validity.epochs = 9;
  job.train.embedding.rate = job.train.embedding.position_rate = 0;
  job.train.validity.network_rate = job.train.validity.rate = 0;
  Watcher watcher;
  ASSERT_THAT(Train(job, &watcher), IsOk());
  EXPECT_EQ(watcher.evaluations, 6);
  EXPECT_EQ(watcher.best, watcher.last.auc);
}

TEST_F(TrainerTest, WithPatienceStoppedAndResumedEndsAsIfItHadNotStopped) {
  TrainJob whole = Job("whole");
  whole.train.patience = 40;
  whole.train.embedding.epochs = whole.train.validity.epochs = 200;
  Watcher watcher;
  ASSERT_THAT(Train(whole, &watcher), IsOk());
  EXPECT_TRUE(BytesResumed(whole, "embedding") == NetworkBytes(whole));
}

TEST_F(TrainerTest, JoinsReplicasAndResumesInTheMiddleOfOneAndOfJoining) {
  TrainJob whole = Job("whole");
  whole.train.embedding.replicas = 3;
  whole.train.embedding.epochs = 100;
  Watcher watcher;
  ASSERT_THAT(Train(whole, &watcher), IsOk());
  for (const char* stage : {"embedding 2", "joining"}) {
    EXPECT_TRUE(BytesResumed(whole, stage) == NetworkBytes(whole)) << stage;
  }
  TrainJob one = whole;
  one.folder = folder_.File("one");
  one.train.embedding.replicas = 1;
  ASSERT_THAT(Train(one, &watcher), IsOk());
  EXPECT_FALSE(NetworkBytes(one) == NetworkBytes(whole));
}

TEST_F(TrainerTest, GivesEachReplicaTheNextSubsamplingThreshold) {
  TrainJob equal = Job("equal");
  equal.train.embedding.replicas = 2;
  equal.train.embedding.epochs = 20;
  equal.train.embedding.subsample = {0};
  TrainJob unequal = equal;
  unequal.folder = folder_.File("unequal");
  unequal.train.embedding.subsample = {0, 1e-3};
  TrainJob unused = equal;
  unused.folder = folder_.File("unused");
  unused.train.embedding.subsample = {0, 0, 1e-3};
  Watcher watcher;
  for (const TrainJob& job : {equal, unequal, unused}) {
    ASSERT_THAT(Train(job, &watcher), IsOk());
  }
  EXPECT_FALSE(NetworkBytes(unequal) == NetworkBytes(equal));
  EXPECT_TRUE(NetworkBytes(unused) == NetworkBytes(equal));
}

TEST_F(TrainerTest, RefusesReplicasThatWouldBeginFromTheSameVectors) {
  TrainJob job = Job("model");
  job.train.embedding.replicas = 2;
  job.init_from = folder_.File("other");
  Watcher watcher;
  EXPECT_THAT(Train(job, &watcher),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("with --init-from they must be 1")));
}

TEST_F(TrainerTest, ReplacesAnyWordOfAnNGramAndResumesToTheSameBytes) {
  TrainJob whole = Job("whole");
  whole.train.embedding.position = CorruptionPosition::kAny;
  whole.train.embedding.order = 6;
  whole.train.embedding.epochs = 200;
  whole.train.validity.epochs = 0;
  Watcher watcher;
  ASSERT_THAT(Train(whole, &watcher), IsOk());
  EXPECT_GT(watcher.last.auc, 0.6);
  EXPECT_TRUE(BytesResumed(whole, "embedding") == NetworkBytes(whole));
  TrainJob centre = whole;
  centre.folder = folder_.File("centre");
  centre.train.embedding.position = CorruptionPosition::kCentre;
  centre.train.embedding.order = 5;
  ASSERT_THAT(Train(centre, &watcher), IsOk());
  EXPECT_FALSE(NetworkBytes(centre) == NetworkBytes(whole));
}

TEST_F(TrainerTest, ObservesThePairsWhoseWordsAreKnown) {
  TrainJob job = Job("model");
  job.watched_pairs = {{"the", "a"}, {"the", "nosuchword"}, {"the", "the"}};
  Watcher watcher;
  ASSERT_THAT(Train(job, &watcher), IsOk());
  ASSERT_EQ(watcher.pairs.size(), 2u);
  EXPECT_LT(watcher.pairs[0].cosine, 0.99);
  EXPECT_NEAR(watcher.pairs[1].cosine, 1, 1e-6);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::string run,
                                ReadFile(JoinPath(job.folder, "run.json")));
  EXPECT_THAT(run, HasSubstr("\"pairs\""));
}

TEST_F(TrainerTest, DoesNotReplaceAModelUnlessTold) {
  TrainJob job = Job("model");
  Watcher watcher;
  ASSERT_THAT(Train(job, &watcher), IsOk());
  const std::string before = NetworkBytes(job);
  job.train.seed = 9;
  EXPECT_THAT(Train(job, &watcher),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("--overwrite replaces it")));
  EXPECT_EQ(NetworkBytes(job), before);
  job.overwrite = true;
  EXPECT_THAT(Train(job, &watcher), IsOk());
  EXPECT_NE(NetworkBytes(job), before);
}

TEST_F(TrainerTest, RefusesAFolderThatAnotherTrainingHolds) {
  const TrainJob job = Job("model");
  ASSERT_THAT(MakeFolder(job.folder), IsOk());
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const auto lock,
                                FolderLock::Acquire(job.folder));
  Watcher watcher;
  EXPECT_THAT(Train(job, &watcher),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("is training into this folder")));
}

TEST_F(TrainerTest, SaysWhyACorpusIsTooSmall) {
  TrainJob job = Job("model");
  job.encoder.vocabulary.min_count = 100000;
  Watcher watcher;
  EXPECT_THAT(Train(job, &watcher),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("at least 2 are needed")));
}

TEST_F(TrainerTest, KeepsEmbeddingsOfSentencesTooShortForTheNetwork) {
  TrainJob job = Job("model");
  job.corpus.paths = {folder_.File("short.txt")};
  job.train.model.order = 5;
  std::string text;
  for (int i = 0; i < 500; ++i) absl::StrAppend(&text, "a b.\nb a.\n");
  ASSERT_THAT(WriteFile(job.corpus.paths[0], text), IsOk());
  Watcher watcher;
  ASSERT_THAT(Train(job, &watcher), IsOk());
  EXPECT_EQ(watcher.learned_nothing, "validity");
  EXPECT_TRUE(FileExists(JoinPath(job.folder, "embeddings.lexprobe")));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const NetworkData network,
      ReadNetwork(JoinPath(job.folder, "network.lexprobe")));
  EXPECT_THAT(network.first_weight, testing::Each(0.0f));

  job.train.embedding.epochs = 0;
  job.overwrite = true;
  EXPECT_THAT(Train(job, &watcher),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("a smaller order would find more")));
}

TEST_F(TrainerTest, TrainsWithEveryActivationLossAndPosition) {
  for (const char* preset : {"validity", "collobert-weston"}) {
    for (const Activation activation :
         {Activation::kTanh, Activation::kHardtanh, Activation::kRelu,
          Activation::kBilinear}) {
      for (const Loss loss : {Loss::kLogistic, Loss::kSoftmax, Loss::kHinge}) {
        TrainJob job =
            Job(absl::StrCat(preset, NameOf(activation), NameOf(loss)));
        ASSERT_THAT(ApplyPreset(preset, &job.train), IsOk());
        job.train.model.activation = activation;
        job.train.validity.loss.loss = loss;
        job.train.validity.epochs = 1;
        job.train.threads = 2;
        Watcher watcher;
        EXPECT_THAT(Train(job, &watcher), IsOk()) << job.folder;
      }
    }
  }
}

TEST_F(TrainerTest, KeepsOrDropsUnknownWordsAsAsked) {
  for (const UnknownWords unknown :
       {UnknownWords::kRemove, UnknownWords::kDrop, UnknownWords::kKeep}) {
    TrainJob job = Job(std::string(NameOf(unknown)));
    job.train.unknown_words = unknown;
    Watcher watcher;
    EXPECT_THAT(Train(job, &watcher), IsOk()) << job.folder;
  }
}

}  // namespace
}  // namespace lexprobe
