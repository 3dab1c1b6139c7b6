#include "cli/dispatch.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr absl::StatusCode kNotFound = absl::StatusCode::kNotFound;

// A prefix with bin, libexec/lexprobe and other, all empty.
class FindProgramTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = absl::StrCat(testing::TempDir(), "/dispatch_test_", getpid());
    for (const char* folder : {"/bin", "/libexec/lexprobe", "/other"}) {
      std::filesystem::create_directories(root_ + folder);
    }
    before_ = std::filesystem::current_path();
  }
  void TearDown() override {
    std::filesystem::current_path(before_);
    std::filesystem::remove_all(root_);
  }

  // Puts a program `name` with `mode` into `folder`; gives its path.
  std::string Put(const std::string& folder, mode_t mode = 0755) {
    const std::string path = absl::StrCat(root_, folder, "/tool");
    std::ofstream(path) << "#!/bin/sh\necho \"$1 $2\"\n";
    chmod(path.c_str(), mode);
    return path;
  }

  absl::StatusOr<std::string> Find(const std::string& path_variable = "") {
    return FindProgram("tool", root_ + "/bin", path_variable);
  }

  std::string root_;
  std::filesystem::path before_;
};

TEST_F(FindProgramTest, LooksBesideItselfThenInLibexecThenOnThePath) {
  const std::string on_path = Put("/other");
  EXPECT_THAT(Find("/nowhere:" + root_ + "/other"), IsOkAndHolds(on_path));
  Put("/libexec/lexprobe");
  EXPECT_THAT(Find(root_ + "/other"),
              IsOkAndHolds(root_ + "/bin/../libexec/lexprobe/tool"));
  const std::string beside = Put("/bin");
  EXPECT_THAT(Find(root_ + "/other"), IsOkAndHolds(beside));
}

TEST_F(FindProgramTest, NeverTakesTheCurrentFolderOrARelativeEntry) {
  Put("/other");
  std::filesystem::current_path(root_ + "/other");
  for (const char* path_variable : {"", ":", "::/usr/nowhere", ".", "./", "..",
                                    "../other", ".:/usr/nowhere"}) {
    EXPECT_THAT(Find(path_variable), StatusIs(kNotFound, HasSubstr("tool")))
        << path_variable;
  }
}

TEST_F(FindProgramTest, SkipsWhatCannotBeRun) {
  Put("/bin", 0644);
  std::filesystem::create_directories(root_ + "/libexec/lexprobe/tool");
  EXPECT_THAT(Find(), StatusIs(kNotFound, AllOf(HasSubstr(root_ + "/bin"),
                                                HasSubstr("LEXPROBE_TORCH"))));
}

TEST_F(FindProgramTest, GivesTheOutputOfAProgram) {
  EXPECT_THAT(OutputOf(Put("/bin"), {"a", "b c"}), IsOkAndHolds("a b c\n"));
}

TEST(OutputOfTest, SaysWhenAProgramFailsOrIsNotThere) {
  EXPECT_THAT(OutputOf("/bin/false", {}),
              StatusIs(absl::StatusCode::kUnavailable, "/bin/false failed"));
  EXPECT_THAT(OutputOf("/no/such", {}),
              StatusIs(kNotFound, HasSubstr("/no/such")));
}

TEST(ProgramFolderTest, IsWhereTheTestProgramIs) {
  EXPECT_THAT(ProgramFolder(),
              IsOkAndHolds(absl::StrCat(LEXPROBE_BINARY_DIR, "/bin")));
}

}  // namespace
}  // namespace lexprobe::cli
