#include "lexprobe/text/expand_paths.h"

#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// While it lives, a superuser, who may read everything, is nobody.
class AsNobody {
 public:
  AsNobody() : user_(geteuid()) {
    if (user_ == 0) {
      EXPECT_EQ(seteuid(kNobody), 0);
    }
  }
  ~AsNobody() {
    if (user_ == 0) {
      EXPECT_EQ(seteuid(0), 0);
    }
  }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;

 private:
  static constexpr uid_t kNobody = 65534;
  const uid_t user_;
};

TEST(ExpandPathsTest, TakesFilesAsTheyAreInTheirOrder) {
  const TemporaryFolder folder;
  const std::string b = folder.Write("b", "");
  const std::string a = folder.Write("a", "");
  EXPECT_THAT(ExpandPaths({b, a, b}), IsOkAndHolds(ElementsAre(b, a, b)));
  EXPECT_THAT(ExpandPaths({}), IsOkAndHolds(ElementsAre()));
}

TEST(ExpandPathsTest, TakesAllFilesBelowAFolderInOrderOfBytes) {
  const TemporaryFolder folder;
  const std::string b = folder.Write("b.txt", "");
  const std::string deep = folder.Write("a/z/deep.gz", "");
  const std::string upper = folder.Write("Z", "");
  const std::string dash = folder.Write("a-b", "");
  EXPECT_THAT(ExpandPaths({folder.path()}),
              IsOkAndHolds(ElementsAre(upper, dash, deep, b)));
}

TEST(ExpandPathsTest, SkipsWhatIsHiddenInAFolder) {
  const TemporaryFolder folder;
  folder.Write(".hidden", "");
  folder.Write(".git/config", "");
  const std::string seen = folder.Write("a/seen", "");
  folder.Write("a/.not", "");
  EXPECT_THAT(ExpandPaths({folder.path()}), IsOkAndHolds(ElementsAre(seen)));
  EXPECT_THAT(ExpandPaths({folder.File(".hidden")}),
              IsOkAndHolds(ElementsAre(folder.File(".hidden"))));
}

TEST(ExpandPathsTest, FollowsLinksToFilesButNotToFoldersOrNowhere) {
  const TemporaryFolder folder;
  folder.Write("other/file", "");
  folder.Write("in/plain", "");
  ASSERT_EQ(symlink("../other/file", folder.File("in/link").c_str()), 0);
  ASSERT_EQ(symlink("../other", folder.File("in/folder").c_str()), 0);
  ASSERT_EQ(symlink("nowhere", folder.File("in/broken").c_str()), 0);
  ASSERT_EQ(symlink(".", folder.File("in/loop").c_str()), 0);
  EXPECT_THAT(ExpandPaths({folder.File("in")}),
              IsOkAndHolds(ElementsAre(folder.File("in/link"),
                                       folder.File("in/plain"))));
}

TEST(ExpandPathsTest, ExpandsPatterns) {
  const TemporaryFolder folder;
  const std::string b = folder.Write("b.txt", "");
  const std::string a = folder.Write("a.txt", "");
  const std::string c = folder.Write("sub.txt/c", "");
  folder.Write("a.bin", "");
  EXPECT_THAT(ExpandPaths({folder.File("*.txt")}),
              IsOkAndHolds(ElementsAre(a, b, c)));
  EXPECT_THAT(ExpandPaths({folder.File("[b].t?t")}),
              IsOkAndHolds(ElementsAre(b)));
  EXPECT_THAT(ExpandPaths({folder.File("{b,a}.txt")}),
              IsOkAndHolds(ElementsAre(a, b)));
}

TEST(ExpandPathsTest, TakesAFileWhoseNameLooksLikeAPattern) {
  const TemporaryFolder folder;
  const std::string odd = folder.Write("[1]*.txt", "");
  folder.Write("1.txt", "");
  EXPECT_THAT(ExpandPaths({odd}), IsOkAndHolds(ElementsAre(odd)));
}

TEST(ExpandPathsTest, NamesWhatIsNotThere) {
  const TemporaryFolder folder;
  EXPECT_THAT(ExpandPaths({folder.File("no")}),
              StatusIs(absl::StatusCode::kNotFound,
                       folder.File("no") + ": No such file or directory"));
  EXPECT_THAT(ExpandPaths({folder.File("no*")}),
              StatusIs(absl::StatusCode::kNotFound,
                       folder.File("no*") + ": no file matches this pattern"));
  EXPECT_THAT(ExpandPaths({folder.path()}),
              StatusIs(absl::StatusCode::kNotFound,
                       folder.path() + ": no files in this folder"));
}

TEST(ExpandPathsTest, NamesAFileThatMayNotBeRead) {
  const TemporaryFolder folder;
  const std::string secret = folder.Write("secret", "");
  ASSERT_EQ(chmod(secret.c_str(), 0), 0);
  const AsNobody nobody;
  EXPECT_THAT(ExpandPaths({secret}),
              StatusIs(absl::StatusCode::kPermissionDenied, HasSubstr(secret)));
}

TEST(ExpandPathsTest, TakesStandardInputOnce) {
  EXPECT_THAT(ExpandPaths({"-"}), IsOkAndHolds(ElementsAre("-")));
  EXPECT_THAT(
      ExpandPaths({"-", "-"}),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("given twice")));
}

}  // namespace
}  // namespace lexprobe
