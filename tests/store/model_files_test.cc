#include "lexprobe/store/model_files.h"

#include <filesystem>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class PathInModelTest : public testing::Test {
 protected:
  PathInModelTest() {
    folder_.Write("model/real", "");
    folder_.Write("secret", "");
    folder_.Write("model2/real", "");
  }

  void Link(const std::string& target, const std::string& name) {
    std::filesystem::create_symlink(target, folder_.File("model/" + name));
  }

  std::string model() const { return folder_.File("model"); }

  TemporaryFolder folder_;
};

TEST_F(PathInModelTest, JoinsNamesOfFilesThatAreThereOrNot) {
  for (const char* name : {"real", "none"}) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::string path,
                                  PathInModel(model(), name));
    EXPECT_EQ(path, model() + "/" + name);
  }
}

TEST_F(PathInModelTest, FollowsLinksThatStayInside) {
  Link("real", "relative");
  Link(model() + "/real", "absolute");
  Link("gone", "dangling");
  for (const char* name : {"relative", "absolute", "dangling"}) {
    EXPECT_THAT(PathInModel(model(), name), IsOk()) << name;
  }
  std::filesystem::create_directory_symlink(model(), folder_.File("alias"));
  EXPECT_THAT(PathInModel(folder_.File("alias"), "absolute"), IsOk());
}

TEST_F(PathInModelTest, RefusesLinksThatLeadOutside) {
  Link("../secret", "relative");
  Link(folder_.File("secret"), "absolute");
  Link("absolute", "twice");
  Link("../model2/real", "neighbour");
  Link("/etc", "folder");
  for (const char* name :
       {"relative", "absolute", "twice", "neighbour", "folder/passwd"}) {
    EXPECT_THAT(PathInModel(model(), name),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         AllOf(HasSubstr(name), HasSubstr("outside of"))));
  }
}

}  // namespace
}  // namespace lexprobe
