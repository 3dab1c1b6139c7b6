#include "store/safetensors.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/binary_io.h"
#include "store/read_bytes.h"
#include "support/embedding_matchers.h"
#include "support/memory_file.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string FileOf(const std::string& header, const std::string& data) {
  std::string bytes;
  PutUint64(header.size(), &bytes);
  return bytes + header + data;
}

std::string Floats(const std::vector<float>& numbers) {
  std::string bytes;
  PutFloats(numbers, &bytes);
  return bytes;
}

TEST(SafetensorsTest, ReadsAMatrixBetweenOtherTensors) {
  TemporaryFolder folder;
  folder.Write("x.words.txt", "dog\ncat\n");
  const std::string bytes = FileOf(
      R"({"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},
          "embeddings": {"dtype": "F32", "shape": [2, 1],
                         "data_offsets": [4, 12]},
          "z": {"dtype": "F32", "shape": [1], "data_offsets": [12, 16]}})",
      Floats({7, 1, 2, 8}));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const EmbeddingTable table,
      ReadBytes(bytes, "", nullptr, folder.File("x.safetensors")));
  EXPECT_EQ(table.WordOf(1), "cat");
  EXPECT_THAT(table.matrix(), ElementsAre(1, 2));
}

// The layout that the format's own readers check.
TEST(SafetensorsTest, WritesTheLayoutThatReadersAskFor) {
  EmbeddingTableParts parts;
  parts.words = {"dog", "say \"hi\"\n"};
  parts.matrix = {1, 2};
  parts.dim = 1;
  parts.counts = {9, 5};
  std::string bytes;
  MemorySink sink(&bytes);
  ASSERT_THAT(WriteSafetensors(MakeTable(std::move(parts)),
                               {.format = "safetensors"}, sink),
              IsOk());
  BinaryReader reader(bytes);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const uint64_t length, reader.GetUint64());
  EXPECT_EQ(length % 8, 0u);
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const absl::string_view header,
                                reader.GetBytes(length));
  EXPECT_EQ(absl::StripTrailingAsciiWhitespace(header),
            R"({"__metadata__":{"words":"[\"dog\",\"say \\\"hi\\\"\\u000a\"]",)"
            R"("counts":"[9,5]","lexprobe":"{}"},)"
            R"("embeddings":{"dtype":"F32","shape":[2,1],)"
            R"("data_offsets":[0,8]}})");
  EXPECT_EQ(reader.remaining(), 8u);
}

TEST(SafetensorsTest, RefusesHeadersThatAreTooLongOrNotThere) {
  std::string bytes;
  PutUint64(100'000'001, &bytes);
  EXPECT_THAT(ReadBytes(bytes, "safetensors"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("a header of 100000001 bytes")));
  bytes.clear();
  PutUint64(99'999'999, &bytes);
  EXPECT_THAT(ReadBytes(bytes + "{}", "safetensors"),
              StatusIs(absl::StatusCode::kDataLoss,
                       HasSubstr("99999999 bytes is needed, 2 are left")));
  EXPECT_THAT(ReadBytes("abc", "safetensors"),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("3 left")));
}

TEST(SafetensorsTest, RefusesTooFewAndTooManyNumbers) {
  const std::string header =
      R"({"__metadata__": {"words": "[\"a\"]"},
          "embeddings": {"dtype": "F32", "shape": [1, 1],
                         "data_offsets": [0, 4]}})";
  EXPECT_THAT(ReadBytes(FileOf(header, Floats({1}))), IsOk());
  EXPECT_THAT(ReadBytes(FileOf(header, "123")),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("3 left")));
  EXPECT_THAT(
      ReadBytes(FileOf(header, "12345")),
      StatusIs(absl::StatusCode::kDataLoss, HasSubstr("bytes after the end")));
}

TEST(SafetensorsTest, RefusesAMatrixBeyondTheEndOfTheFile) {
  const std::string header =
      R"({"__metadata__": {"words": "[\"a\"]"},
          "embeddings": {"dtype": "F32", "shape": [1, 1],
              "data_offsets": [9223372036854775804, 9223372036854775808]}})";
  EXPECT_THAT(ReadBytes(FileOf(header, Floats({1}))),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("4 left")));
}

}  // namespace
}  // namespace lexprobe
