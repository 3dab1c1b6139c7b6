#include "store/safetensors_header.h"

#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(SafetensorsHeaderTest, FindsTheMatrixAndItsWords) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const SafetensorsHeader header,
                                ParseSafetensorsHeader(R"({
        "__metadata__": {"words": "[\"dog\", \"new york\"]",
                         "counts": "[9, 5]", "lexprobe": "{\"a\": 1}"},
        "bias": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},
        "embeddings": {"dtype": "BF16", "shape": [2, 3],
                       "data_offsets": [4, 16]},
        "other": {"dtype": "I8", "shape": [4], "data_offsets": [16, 20]}})"));
  EXPECT_EQ(header.tensor, "embeddings");
  EXPECT_EQ(header.type, NumberType::kBfloat16);
  EXPECT_EQ(header.rows, 2u);
  EXPECT_EQ(header.dim, 3u);
  EXPECT_EQ(header.begin, 4u);
  EXPECT_EQ(header.data_length, 20u);
  EXPECT_TRUE(header.has_words);
  EXPECT_THAT(header.words, ElementsAre("dog", "new york"));
  EXPECT_THAT(header.counts, ElementsAre(9, 5));
  EXPECT_EQ(header.metadata_json, "{\"a\": 1}");
}

TEST(SafetensorsHeaderTest, TakesTheOnlyMatrixWhateverItIsCalled) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const SafetensorsHeader header,
                                ParseSafetensorsHeader(R"({
        "bias": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},
        "ids": {"dtype": "I64", "shape": [1, 1], "data_offsets": [4, 12]},
        "weight": {"dtype": "F64", "shape": [1, 2],
                   "data_offsets": [12, 28]}})"));
  EXPECT_EQ(header.tensor, "weight");
  EXPECT_FALSE(header.has_words);
}

std::string WithTensor(const std::string& tensor) {
  return "{\"embeddings\": {" + tensor + "}}";
}

std::string WithMetadata(const std::string& metadata) {
  return "{\"__metadata__\": " + metadata +
         R"(, "embeddings": {"dtype": "F32", "shape": [1, 1],
                             "data_offsets": [0, 4]}})";
}

TEST(SafetensorsHeaderTest, SaysWhatItDoesNotTake) {
  const std::pair<std::string, const char*> kCases[] = {
      {"{}", "no tensor \"embeddings\", and 0 matrices"},
      {R"({"a": {"dtype": "F32", "shape": [1, 1], "data_offsets": [0, 4]},
           "b": {"dtype": "F32", "shape": [1, 1], "data_offsets": [4, 8]}})",
       "2 matrices of floats to choose from: \"a\", \"b\""},
      {WithTensor(R"("dtype": "I32", "shape": [1, 1], "data_offsets": [0, 4])"),
       "is of type \"I32\" and shape [1, 1]; F32, F64, F16 or BF16"},
      {WithTensor(R"("dtype": "F32", "shape": [1], "data_offsets": [0, 4])"),
       "shape [1]"},
      {WithTensor(R"("dtype": "F32", "shape": [1, 0], "data_offsets": [0, 0])"),
       "a matrix of 1 x 0"},
      {WithTensor(R"("dtype": "F32", "shape": [4294967296, 1],
                     "data_offsets": [0, 4])"),
       "a matrix of 4294967296 x 1"},
      {WithTensor(R"("dtype": "F32", "shape": [1, 9223372036854775808],
                     "data_offsets": [0, 4])"),
       "a matrix of 1 x 9223372036854775808"},
  };
  for (const auto& [json, message] : kCases) {
    EXPECT_THAT(
        ParseSafetensorsHeader(json),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(message)))
        << json;
  }
}

TEST(SafetensorsHeaderTest, SaysWhatIsDamaged) {
  const std::pair<std::string, const char*> kCases[] = {
      {"", "the header is no JSON object"},
      {"[1]", "the header is no JSON object"},
      {"{\"a\": ", "the header is no JSON object"},
      {"{\"a\": 1}", "tensor \"a\" lacks dtype, shape or data_offsets"},
      {WithTensor(R"("dtype": 1, "shape": [1, 1], "data_offsets": [0, 4])"),
       "lacks"},
      {WithTensor(R"("dtype": "F32", "shape": 1, "data_offsets": [0, 4])"),
       "lacks"},
      {WithTensor(R"("dtype": "F32", "shape": [-1], "data_offsets": [0, 4])"),
       "lacks"},
      {WithTensor(R"("dtype": "F32", "shape": [1.5], "data_offsets": [0, 4])"),
       "lacks"},
      {WithTensor(R"("dtype": "F32", "shape": [1, 1], "data_offsets": [0])"),
       "lacks"},
      {WithTensor(R"("dtype": "F32", "shape": [1, 1], "data_offsets": [4, 0])"),
       "lacks"},
      {WithTensor(R"("dtype": "F32", "shape": [1, 1], "data_offsets": [0, 5])"),
       "has 5 bytes, its shape needs 4"},
      {WithTensor(R"("dtype": "F32", "shape": [4294967295, 65536],
                     "data_offsets": [0, 4])"),
       "its shape needs 1125899906580480"},
      {WithMetadata("1"), "__metadata__ is no object"},
      {WithMetadata(R"({"words": 1})"), "\"words\" are not a JSON array of 1"},
      {WithMetadata(R"({"words": "x"})"), "\"words\" are not"},
      {WithMetadata(R"({"words": "[]"})"), "\"words\" are not"},
      {WithMetadata(R"({"words": "[1]"})"), "a word is no string"},
      {WithMetadata(R"({"counts": "[1, 2]"})"), "\"counts\" are not"},
      {WithMetadata(R"({"counts": "[-1]"})"), "a count is no whole number"},
      {WithMetadata(R"({"counts": "[18446744073709551615]"})"),
       "a count is no whole number"},
  };
  for (const auto& [json, message] : kCases) {
    EXPECT_THAT(ParseSafetensorsHeader(json),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr(message)))
        << json;
  }
}

}  // namespace
}  // namespace lexprobe
