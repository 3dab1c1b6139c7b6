#include "cli/file_verdict.h"

#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/section_file.h"
#include "lexprobe/store/formats.h"
#include "support/embedding_matchers.h"
#include "support/memory_file.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class FileVerdictTest : public testing::Test {
 protected:
  // An embedding file of two words; gives its path.
  std::string WriteTable(const std::string& name) {
    EmbeddingTableParts parts;
    parts.words = {"a", "b"};
    parts.matrix = {1, 2};
    parts.dim = 1;
    const std::string path = folder_.File(name);
    EXPECT_THAT(WriteEmbeddings(MakeTable(std::move(parts)), path,
                                {.format = "native"}),
                IsOk());
    return path;
  }

  // A container of a kind that this program may not know.
  std::string WriteContainer(const std::string& name, uint32_t kind) {
    std::string bytes;
    MemorySink sink(&bytes);
    EXPECT_THAT(
        WriteSections(kind, {{SectionTag("ABCD"), 0, "some bytes"}}, sink),
        IsOk());
    return folder_.Write(name, bytes);
  }

  TemporaryFolder folder_;
};

TEST_F(FileVerdictTest, FindsSoundFilesSound) {
  const FileVerdict table = VerifyFile(WriteTable("x.lexprobe"), "");
  EXPECT_THAT(table.status, IsOk());
  EXPECT_EQ(table.kind, "embeddings");
  EXPECT_THAT(table.checked, HasSubstr("6 sections"));
  EXPECT_THAT(table.checked, HasSubstr("2 words"));
  const FileVerdict network =
      VerifyFile(WriteContainer("n.lexprobe", SectionTag("NETW")), "");
  EXPECT_THAT(network.status, IsOk());
  EXPECT_EQ(network.kind, "network");
  EXPECT_THAT(
      VerifyFile(WriteContainer("q", SectionTag("QQQQ")), "").status,
      StatusIs(absl::StatusCode::kUnimplemented, HasSubstr("kind \"QQQQ\"")));
}

TEST_F(FileVerdictTest, FindsEveryFlippedByte) {
  WriteTable("x.lexprobe");
  const std::string bytes = folder_.Read("x.lexprobe");
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string spoiled = bytes;
    spoiled[i] = static_cast<char>(spoiled[i] ^ 0x10);
    const FileVerdict verdict =
        VerifyFile(folder_.Write("y.lexprobe", spoiled), "");
    EXPECT_FALSE(verdict.status.ok()) << i;
    EXPECT_THAT(std::string(verdict.status.message()),
                HasSubstr("y.lexprobe: "));
  }
}

TEST_F(FileVerdictTest, ReadsForeignFilesAndSaysThatTheyHaveNoChecksum) {
  const std::string path = folder_.Write("x.txt", "a 1\nb 2\na 3\n");
  const FileVerdict verdict = VerifyFile(path, "");
  EXPECT_THAT(verdict.status, IsOk());
  EXPECT_EQ(verdict.kind, "glove");
  EXPECT_EQ(verdict.checked,
            "2 words read, 1 rows dropped; the format has no checksum");
  EXPECT_THAT(VerifyFile(path, "word2vec-text").status,
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(path)));
}

TEST_F(FileVerdictTest, LooksAtJson) {
  EXPECT_THAT(VerifyFile(folder_.Write("run.json", "{\"a\": 1}"), "").status,
              IsOk());
  EXPECT_THAT(VerifyFile(folder_.Write("run.json", "{\"a\": "), "").status,
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("no JSON")));
}

TEST_F(FileVerdictTest, SaysThatAFileIsAbsentOrEmpty) {
  EXPECT_THAT(VerifyFile(folder_.File("none"), "").status,
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("none")));
  EXPECT_THAT(VerifyFile(folder_.Write("e.lexprobe", ""), "").status,
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("e.lexprobe")));
}

TEST_F(FileVerdictTest, ListsTheFilesOfAModelFolder) {
  EXPECT_THAT(
      FilesToVerify(folder_.path()),
      StatusIs(absl::StatusCode::kNotFound, HasSubstr("ends in .lexprobe")));
  for (const char* name : {"b.lexprobe", "a.lexprobe", "run.json", "x.txt"}) {
    folder_.Write(name, "");
  }
  EXPECT_THAT(FilesToVerify(folder_.path()),
              IsOkAndHolds(ElementsAre(folder_.File("a.lexprobe"),
                                       folder_.File("b.lexprobe"),
                                       folder_.File("run.json"))));
  EXPECT_THAT(FilesToVerify(folder_.File("none")),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("none")));
}

}  // namespace
}  // namespace lexprobe::cli
