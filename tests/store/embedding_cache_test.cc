#include "lexprobe/store/embedding_cache.h"

#include <filesystem>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/file.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

namespace fs = std::filesystem;

class EmbeddingCacheTest : public testing::Test {
 protected:
  EmbeddingCacheTest() : file_(folder_.File("x.vec")) {
    Write("2 2\ndog 1 2\ncat 3 4\n");
  }

  void Write(const std::string& text) {
    EXPECT_THAT(WriteFile(file_, text), IsOk());
  }
  absl::StatusOr<EmbeddingTable> Read(int64_t max_rows = 0) {
    return ReadEmbeddingsThroughCache(file_, folder_.File("cache"),
                                      {.max_rows = max_rows}, &notes_);
  }
  std::vector<std::string> Copies() {
    std::vector<std::string> copies;
    if (!fs::exists(folder_.File("cache"))) return copies;
    for (const auto& entry : fs::directory_iterator(folder_.File("cache"))) {
      copies.push_back(entry.path().string());
    }
    return copies;
  }

  TemporaryFolder folder_;
  const std::string file_;
  ReadNotes notes_;
};

TEST_F(EmbeddingCacheTest, GivesWhatTheFileHolds) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable direct,
                                ReadEmbeddings(file_, {}, nullptr));
  for (const char* format : {"word2vec-text", "native"}) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable cached, Read());
    EXPECT_EQ(cached.Checksum(), direct.Checksum());
    EXPECT_EQ(notes_.format, format);
  }
  EXPECT_EQ(Copies().size(), 1);
}

TEST_F(EmbeddingCacheTest, DoesNotReadAnUnchangedFileAgain) {
  EXPECT_THAT(Read(), IsOk());
  const fs::file_time_type changed = fs::last_write_time(file_);
  Write("2 2\nxxx 1 2\nyyy 3 4\n");  // as long as before
  fs::last_write_time(file_, changed);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable cached, Read());
  EXPECT_EQ(cached.WordOf(0), "dog");
}

TEST_F(EmbeddingCacheTest, ReadsAChangedFileAnew) {
  EXPECT_THAT(Read(), IsOk());
  Write("2 2\ncow 1 2\nhen 3 4\n");
  fs::last_write_time(file_,
                      fs::last_write_time(file_) + std::chrono::seconds(2));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable cached, Read());
  EXPECT_EQ(cached.WordOf(0), "cow");
  EXPECT_EQ(Copies().size(), 2);
}

TEST_F(EmbeddingCacheTest, CopiesAllRowsButGivesTheFirst) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable first, Read(1));
  EXPECT_EQ(first.rows(), 1);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable all, Read());
  EXPECT_EQ(all.rows(), 2);
  EXPECT_EQ(Copies().size(), 1);
}

TEST_F(EmbeddingCacheTest, MakesADamagedCopyAgain) {
  EXPECT_THAT(Read(), IsOk());
  ASSERT_EQ(Copies().size(), 1);
  fs::resize_file(Copies()[0], fs::file_size(Copies()[0]) - 1);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable cached, Read());
  EXPECT_EQ(cached.WordOf(1), "cat");
}

TEST_F(EmbeddingCacheTest, CopiesNoNativeFile) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable table,
                                ReadEmbeddings(file_, {}, nullptr));
  ASSERT_THAT(WriteEmbeddings(table, file_, {.format = "native"}), IsOk());
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable cached, Read());
  EXPECT_EQ(cached.Checksum(), table.Checksum());
  EXPECT_TRUE(Copies().empty());
}

TEST_F(EmbeddingCacheTest, LeavesNothingOfAFileThatItCannotRead) {
  Write("2 2\ndog 1 2\ncat 3 four\n");
  EXPECT_THAT(Read(), StatusIs(absl::StatusCode::kInvalidArgument,
                               testing::HasSubstr("line 3")));
  EXPECT_TRUE(Copies().empty());
  fs::remove(file_);
  EXPECT_THAT(Read(), StatusIs(absl::StatusCode::kNotFound,
                               testing::HasSubstr("x.vec")));
}

}  // namespace
}  // namespace lexprobe
