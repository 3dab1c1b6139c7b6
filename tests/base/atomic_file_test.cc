#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/file.h"
#include "support/failing_file.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// While it lives, no file of this process may grow beyond `bytes`: writing
// more fails with EFBIG.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    old_handler_ = signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &old_limit_);
    struct rlimit limit = old_limit_;
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &old_limit_);
    signal(SIGXFSZ, old_handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  sighandler_t old_handler_;
  struct rlimit old_limit_;
};

mode_t ModeOf(const std::string& path) {
  struct stat info = {};
  stat(path.c_str(), &info);
  return info.st_mode & 0777;
}

TEST(AtomicFileTest, IsNotSeenBeforeClose) {
  const TemporaryFolder folder;
  folder.Write("f", "old");
  LEXPROBE_ASSERT_OK_AND_ASSIGN(std::unique_ptr<AtomicFile> file,
                                AtomicFile::Create(folder.File("f")));
  ASSERT_THAT(file->Write("new"), IsOk());
  EXPECT_EQ(folder.Read("f"), "old");
  ASSERT_THAT(file->Close(), IsOk());
  EXPECT_EQ(folder.Read("f"), "new");
  EXPECT_THAT(folder.Names(), ElementsAre("f"));
}

TEST(AtomicFileTest, LeavesNothingWithoutClose) {
  const TemporaryFolder folder;
  {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(std::unique_ptr<AtomicFile> file,
                                  AtomicFile::Create(folder.File("f")));
    ASSERT_THAT(file->Write(std::string(200'000, 'x')), IsOk());
  }
  EXPECT_THAT(folder.Names(), IsEmpty());
}

TEST(AtomicFileTest, WritesPiecesOfAnySize) {
  const TemporaryFolder folder;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(std::unique_ptr<AtomicFile> file,
                                AtomicFile::Create(folder.File("f")));
  std::string all;
  for (size_t size = 1; size < 300'000; size *= 3) {
    const std::string piece(size, static_cast<char>('a' + size % 26));
    ASSERT_THAT(file->Write(piece), IsOk());
    all += piece;
  }
  ASSERT_THAT(file->Close(), IsOk());
  EXPECT_EQ(folder.Read("f"), all);
}

TEST(AtomicFileTest, KeepsTheOldFileWhenTheDiskIsFullAtAnyByte) {
  const TemporaryFolder folder;
  folder.Write("f", "old");
  const std::string bytes(100'000, 'x');
  for (rlim_t limit : {0, 1, 4095, 65'535, 65'536, 99'999}) {
    const FileSizeLimit full(limit);
    EXPECT_THAT(WriteFile(folder.File("f"), bytes),
                StatusIs(absl::StatusCode::kResourceExhausted,
                         HasSubstr(folder.File("f"))));
    EXPECT_EQ(folder.Read("f"), "old");
    EXPECT_THAT(folder.Names(), ElementsAre("f"));
  }
}

TEST(AtomicFileTest, KeepsGivingItsFirstFailure) {
  const TemporaryFolder folder;
  const FileSizeLimit full(10);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(std::unique_ptr<AtomicFile> file,
                                AtomicFile::Create(folder.File("f")));
  const auto is_full = StatusIs(absl::StatusCode::kResourceExhausted,
                                HasSubstr("File too large"));
  EXPECT_THAT(file->Write(std::string(100'000, 'x')), is_full);
  EXPECT_THAT(file->Write("x"), is_full);
  EXPECT_THAT(file->Close(), is_full);
  EXPECT_THAT(file->Close(), is_full);
  EXPECT_THAT(folder.Names(), IsEmpty());
}

TEST(AtomicFileTest, KeepsTheOldFileWhenAWriterStopsAtAnyByte) {
  const TemporaryFolder folder;
  folder.Write("f", "old");
  const std::string bytes = "the new file";
  for (size_t good = 0; good < bytes.size(); ++good) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(std::unique_ptr<AtomicFile> file,
                                  AtomicFile::Create(folder.File("f")));
    auto sink = std::make_unique<FailingSink>(std::move(file), good);
    EXPECT_FALSE(sink->Write(bytes).ok());
    EXPECT_FALSE(sink->Close().ok());
    sink.reset();
    EXPECT_EQ(folder.Read("f"), "old");
    EXPECT_THAT(folder.Names(), ElementsAre("f"));
  }
}

TEST(AtomicFileTest, ReportsAFullDevice) {
  EXPECT_THAT(
      WriteFile("/dev/full", "x"),
      StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("/dev/full")));
}

TEST(AtomicFileTest, WritesThroughToAPipe) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const std::string path = "/dev/fd/" + std::to_string(ends[1]);
  EXPECT_THAT(WriteFile(path, "x"), IsOk());
  char byte = 0;
  EXPECT_EQ(read(ends[0], &byte, 1), 1);
  EXPECT_EQ(byte, 'x');
  close(ends[0]);
  close(ends[1]);
}

// A file system in memory, whose files are like others.
TEST(AtomicFileTest, ReplacesAFileInSharedMemory) {
  const std::string path =
      "/dev/shm/lexprobe-atomic-file-test." + std::to_string(getpid());
  for (const char* text : {"first, and long", "second"}) {
    ASSERT_THAT(WriteFile(path, text), IsOk());
    EXPECT_THAT(ReadFile(path, 100), IsOkAndHolds(std::string(text)));
  }
  unlink(path.c_str());
}

TEST(AtomicFileTest, WritesOnInTheFileOfADescriptor) {
  const TemporaryFolder folder;
  const std::string path = folder.Write("f", "old ");
  const int descriptor = open(path.c_str(), O_WRONLY | O_APPEND);
  ASSERT_GE(descriptor, 0);
  EXPECT_THAT(WriteFile("/dev/fd/" + std::to_string(descriptor), "new"),
              IsOk());
  close(descriptor);
  EXPECT_EQ(folder.Read("f"), "old new");
}

TEST(AtomicFileTest, NamesAMissingFolder) {
  EXPECT_THAT(WriteFile("/no/such/folder/f", "x"),
              StatusIs(absl::StatusCode::kNotFound,
                       HasSubstr("/no/such/folder/f: No such file")));
}

TEST(AtomicFileTest, KeepsThePermissionsOfTheFileItReplaces) {
  const TemporaryFolder folder;
  const std::string path = folder.Write("f", "old");
  ASSERT_EQ(chmod(path.c_str(), 0640), 0);
  ASSERT_THAT(WriteFile(path, "new"), IsOk());
  EXPECT_EQ(ModeOf(path), 0640U);
}

TEST(AtomicFileTest, GivesANewFileTheUsualPermissions) {
  const TemporaryFolder folder;
  const mode_t mask = umask(0);
  umask(mask);
  ASSERT_THAT(WriteFile(folder.File("f"), "new"), IsOk());
  EXPECT_EQ(ModeOf(folder.File("f")), 0666U & ~mask);
}

TEST(AtomicFileTest, ReplacesTheTargetOfASymbolicLink) {
  const TemporaryFolder folder;
  folder.Write("target", "old");
  ASSERT_EQ(symlink("target", folder.File("link").c_str()), 0);
  ASSERT_THAT(WriteFile(folder.File("link"), "new"), IsOk());
  EXPECT_EQ(folder.Read("target"), "new");
  EXPECT_THAT(folder.Names(), ElementsAre("link", "target"));
}

TEST(AtomicFileTest, CopesWithTheLongestName) {
  const TemporaryFolder folder;
  const std::string name(255, 'n');
  ASSERT_THAT(WriteFile(folder.File(name), "x"), IsOk());
  EXPECT_THAT(folder.Names(), ElementsAre(name));
}

}  // namespace
}  // namespace lexprobe
