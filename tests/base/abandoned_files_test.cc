#include "lexprobe/base/abandoned_files.h"

#include <sys/wait.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/file.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

// The number of a process that has ended.
pid_t EndedProcess() {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  EXPECT_EQ(waitpid(child, nullptr, 0), child);
  return child;
}

TEST(AbandonedFilesTest, RemovesThoseOfProcessesThatHaveEnded) {
  const TemporaryFolder folder;
  const std::string ended = std::to_string(EndedProcess());
  const std::string running = std::to_string(getpid());
  const std::vector<std::string> kept = {
      "." + ended + ".tmp", ".file." + running + ".0.tmp", ".file.0.0.tmp",
      ".file." + ended + ".x.tmp", "file." + ended + ".0.tmp"};
  for (const std::string& name : kept) folder.Write(name, "");
  folder.Write(".a.file.lexprobe." + ended + ".12.tmp", "half");
  RemoveAbandonedFiles(folder.path());
  EXPECT_THAT(folder.Names(), testing::UnorderedElementsAreArray(kept));
}

TEST(AbandonedFilesTest, RemovesWhatAKilledWriterLeft) {
  const TemporaryFolder folder;
  const pid_t child = fork();
  if (child == 0) {
    const auto file = AtomicFile::Create(folder.File("file"));
    _exit(file.ok() ? 0 : 1);  // as a kill: nothing is tidied up
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_EQ(status, 0);
  EXPECT_EQ(folder.Names().size(), 1u);
  RemoveAbandonedFiles(folder.path());
  EXPECT_THAT(folder.Names(), testing::IsEmpty());
}

TEST(AbandonedFilesTest, LeavesTheFilesOfThisProcess) {
  const TemporaryFolder folder;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const auto file,
                                AtomicFile::Create(folder.File("file")));
  RemoveAbandonedFiles(folder.path());
  EXPECT_THAT(file->Close(), IsOk());
  EXPECT_THAT(folder.Names(), testing::ElementsAre("file"));
}

TEST(AbandonedFilesTest, DoesNotMindAFolderThatIsNotThere) {
  RemoveAbandonedFiles("/no/such/folder");
}

}  // namespace
}  // namespace lexprobe
