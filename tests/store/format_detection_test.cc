#include "store/format_detection.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/binary_io.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::HasSubstr;

TEST(FormatDetectionTest, TellsFormatsByTheirFirstBytes) {
  std::string floats;
  PutFloats(std::vector<float>{0.1f, -0.2f, 0.3f}, &floats);
  std::string length;
  PutUint64(30, &length);
  const std::pair<std::string, const char*> kCases[] = {
      {std::string("\x8cLXP\r\n\x1a\n", 8), "native"},
      {"\x93NUMPY", "npy"},
      {length + "{\"a\": 1}", "safetensors"},
      {"2 3\na 1 2 3\n", "word2vec-text"},
      {"2 3\r\na 1 2 3\r\n", "word2vec-text"},
      {"2 3\nnew york 1 2 3\n", "word2vec-text"},
      {"\xef\xbb\xbf"
       "2 3\na 1 2 3\n",
       "word2vec-text"},
      {"0 3\n", "word2vec-text"},
      {"2 3\na 1 2\n", "word2vec-text"},    // too few, but text
      {"2 3\na 1 x 3\n", "word2vec-text"},  // damaged, but text
      {"2 3\na " + floats + "b " + floats, "word2vec-binary"},
      {"2 3\na " + floats + "\nb " + floats, "word2vec-binary"},
      {"a 1 2 3\nb 4 5 6\n", "glove"},
      {"a\t1\t2\n", "glove"},
      {"5 1 2 3\n", "glove"},
      {"5 1\n6 2\n", "word2vec-text"},  // as it is GloVe of dimension 1
      {"5 3\n6 2\n", "glove"},
      {"5 0.5\n6 2\n", "glove"},
  };
  for (const auto& [bytes, format] : kCases) {
    EXPECT_THAT(DetectFormat(bytes), IsOkAndHolds(std::string(format)))
        << bytes;
  }
}

TEST(FormatDetectionTest, RefusesTextThatHasNoVectors) {
  for (const char* text :
       {"To be, or not to be\n", "\n\n", "a\n", "word,d1,d2\n", "<html>"}) {
    EXPECT_THAT(DetectFormat(text),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr("not a format that is read")))
        << text;
  }
}

}  // namespace
}  // namespace lexprobe
