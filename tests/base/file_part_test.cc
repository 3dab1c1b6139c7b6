#include "lexprobe/base/file_part.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

std::string Part(const std::string& path, int64_t begin, int64_t end) {
  const auto source = OpenFilePart(path, begin, end);
  if (!source.ok()) return std::string(source.status().message());
  const auto bytes = ReadAll(**source, 100);
  return bytes.ok() ? *bytes : std::string(bytes.status().message());
}

TEST(FilePartTest, ReadsTheBytesAskedForAndNoMore) {
  TemporaryFolder folder;
  const std::string path = folder.Write("digits", "0123456789");
  EXPECT_EQ(Part(path, 0, 10), "0123456789");
  EXPECT_EQ(Part(path, 3, 7), "3456");
  EXPECT_EQ(Part(path, 7, 7), "");
  EXPECT_EQ(Part(path, 8, 100), "89");
  EXPECT_EQ(Part(path, 50, 100), "");
}

TEST(FilePartTest, NamesAFileThatIsNotThere) {
  EXPECT_THAT(OpenFilePart("/no/such/file", 0, 1),
              StatusIs(absl::StatusCode::kNotFound,
                       testing::HasSubstr("/no/such/file")));
}

TEST(FilePartTest, AFolderCannotBeRead) {
  TemporaryFolder folder;
  const auto source = OpenFilePart(folder.path(), 0, 1);
  ASSERT_THAT(source, IsOk());
  EXPECT_FALSE(ReadAll(**source, 100).ok());
}

}  // namespace
}  // namespace lexprobe
