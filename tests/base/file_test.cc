#include "lexprobe/base/file.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/failing_file.h"
#include "support/memory_file.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;

TEST(FileTest, ReadsWhatItWrote) {
  const TemporaryFolder folder;
  const std::string bytes("a\0b\r\n\xff", 6);
  ASSERT_THAT(WriteFile(folder.File("f"), bytes), IsOk());
  EXPECT_THAT(ReadFile(folder.File("f")), IsOkAndHolds(bytes));
}

TEST(FileTest, ReadsAnEmptyFile) {
  const TemporaryFolder folder;
  EXPECT_THAT(ReadFile(folder.Write("empty", "")), IsOkAndHolds(""));
}

TEST(FileTest, NamesAFileThatIsNotThere) {
  EXPECT_THAT(ReadFile("/no/such/file"),
              StatusIs(absl::StatusCode::kNotFound,
                       HasSubstr("/no/such/file: No such file")));
}

TEST(FileTest, RefusesAFolderWhereAFileIsMeant) {
  const TemporaryFolder folder;
  const auto is_folder =
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("Is a directory"));
  EXPECT_THAT(ReadFile(folder.path()), is_folder);
  EXPECT_THAT(MappedFile::Open(folder.path()), is_folder);
  EXPECT_THAT(WriteFile(folder.path(), "x"), is_folder);
}

TEST(FileTest, RefusesAFileLongerThanTheLimit) {
  const TemporaryFolder folder;
  const std::string path = folder.Write("f", "12345");
  EXPECT_THAT(ReadFile(path, 5), IsOkAndHolds("12345"));
  EXPECT_THAT(ReadFile(path, 4),
              StatusIs(absl::StatusCode::kResourceExhausted,
                       HasSubstr("longer than the limit of 4 bytes")));
}

TEST(FileTest, ReadsAllOfASourceThatGivesLittleAtATime) {
  std::string bytes(200'000, 'x');
  bytes[123'456] = 'y';
  std::unique_ptr<ByteSource> source = InPieces(bytes, 7);
  EXPECT_THAT(ReadAll(*source, bytes.size()), IsOkAndHolds(bytes));
}

TEST(FileTest, ReportsAReadThatFailsAtAnyByte) {
  for (size_t good = 0; good <= 3; ++good) {
    FailingSource source("abc", good);
    EXPECT_THAT(ReadAll(source, 100),
                StatusIs(absl::StatusCode::kInternal, "failing: cannot read"));
  }
}

TEST(FileTest, ReadsFromMemory) {
  std::unique_ptr<ByteSource> source = SourceOf("abc", "three letters");
  EXPECT_EQ(source->name(), "three letters");
  EXPECT_THAT(ReadAll(*source, 3), IsOkAndHolds("abc"));
}

TEST(FileTest, TurnsSystemErrorsIntoCodes) {
  const struct {
    int error;
    absl::StatusCode code;
  } kCases[] = {
      {ENOENT, absl::StatusCode::kNotFound},
      {ENOTDIR, absl::StatusCode::kNotFound},
      {EISDIR, absl::StatusCode::kInvalidArgument},
      {EACCES, absl::StatusCode::kPermissionDenied},
      {EROFS, absl::StatusCode::kPermissionDenied},
      {ENOSPC, absl::StatusCode::kResourceExhausted},
      {EDQUOT, absl::StatusCode::kResourceExhausted},
      {EFBIG, absl::StatusCode::kResourceExhausted},
      {EIO, absl::StatusCode::kInternal},
  };
  for (const auto& test : kCases) {
    EXPECT_THAT(StatusFromErrno(test.error, "place"),
                StatusIs(test.code, HasSubstr("place: ")));
  }
}

TEST(FileTest, JoinsPathsWithOneSlash) {
  EXPECT_EQ(JoinPath("a", "b"), "a/b");
  EXPECT_EQ(JoinPath("a/", "b"), "a/b");
  EXPECT_EQ(JoinPath("a", "/b"), "a/b");
  EXPECT_EQ(JoinPath("/", "b"), "/b");
  EXPECT_EQ(JoinPath("", "b"), "b");
}

TEST(FileTest, MakesAFolderAndItsParents) {
  const TemporaryFolder folder;
  EXPECT_THAT(MakeFolder(folder.File("a/b/c")), IsOk());
  EXPECT_TRUE(IsFolder(folder.File("a/b/c")));
  EXPECT_THAT(MakeFolder(folder.File("a/b")), IsOk());
}

TEST(FileTest, RefusesToMakeAFolderWhereAFileStands) {
  const TemporaryFolder folder;
  const std::string file = folder.Write("f", "");
  EXPECT_TRUE(FileExists(file));
  EXPECT_FALSE(IsFolder(file));
  EXPECT_THAT(MakeFolder(file),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(file)));
  EXPECT_THAT(MakeFolder(file + "/below"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(file)));
}

TEST(MappedFileTest, ShowsTheBytes) {
  const TemporaryFolder folder;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(std::unique_ptr<MappedFile> file,
                                MappedFile::Open(folder.Write("f", "bytes")));
  EXPECT_EQ(file->bytes(), "bytes");
  EXPECT_EQ(file->path(), folder.File("f"));
}

TEST(MappedFileTest, MapsAnEmptyFile) {
  const TemporaryFolder folder;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(std::unique_ptr<MappedFile> file,
                                MappedFile::Open(folder.Write("f", "")));
  EXPECT_EQ(file->bytes(), "");
}

TEST(MappedFileTest, RefusesADevice) {
  EXPECT_THAT(MappedFile::Open("/dev/null"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("not a regular file")));
}

}  // namespace
}  // namespace lexprobe
