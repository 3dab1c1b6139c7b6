#include "store/npy_header.h"

#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/file.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::HasSubstr;

constexpr char kGood[] =
    "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }";

TEST(NpyHeaderTest, ReadsTheDictionariesThatNumpyWrites) {
  for (const char* text : {
           kGood,
           "{'shape': (3, 2), 'fortran_order': False, 'descr': '<f4'}",
           "{ 'descr' : \"<f4\" ,'fortran_order':False,'shape':(3,2)}   \n",
           "{'descr': '<f4', 'fortran_order': False, 'shape': (3L, 2L,), }\n",
       }) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const NpyHeader header,
                                  ParseNpyDictionary(text));
    EXPECT_EQ(header.type, NumberType::kFloat32);
    EXPECT_FALSE(header.fortran_order);
    EXPECT_EQ(header.rows, 3u);
    EXPECT_EQ(header.dim, 2u);
  }
}

TEST(NpyHeaderTest, KnowsTypesAndOrders) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(
      const NpyHeader header,
      ParseNpyDictionary(
          "{'descr': '<f8', 'fortran_order': True, 'shape': (0, 1), }"));
  EXPECT_EQ(header.type, NumberType::kFloat64);
  EXPECT_TRUE(header.fortran_order);
  EXPECT_EQ(header.rows, 0u);
}

TEST(NpyHeaderTest, SaysWhatItDoesNotTake) {
  const std::pair<const char*, const char*> kCases[] = {
      {"{'descr': '>f4', 'fortran_order': False, 'shape': (3, 2)}",
       "numbers of type '>f4'; allowed are '<f2', '<f4' and '<f8'"},
      {"{'descr': '<i4', 'fortran_order': False, 'shape': (3, 2)}",
       "numbers of type '<i4'"},
      {"{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}",
       "an array of shape (3); a matrix"},
      {"{'descr': '<f4', 'fortran_order': False, 'shape': ()}",
       "an array of shape ()"},
      {"{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2, 1)}",
       "an array of shape (3, 2, 1)"},
      {"{'descr': '<f4', 'fortran_order': False, 'shape': (3, 0)}",
       "a matrix of 3 x 0"},
      {"{'descr': '<f4', 'fortran_order': False, 'shape': (3, 65537)}",
       "a matrix of 3 x 65537"},
      {"{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 2)}",
       "a matrix of 4294967296 x 2"},
      {"{'descr': '<f4', 'fortran_order': False, "
       "'shape': (9223372036854775808, 2)}",
       "a matrix of 9223372036854775808"},
  };
  for (const auto& [text, message] : kCases) {
    EXPECT_THAT(
        ParseNpyDictionary(text),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(message)));
  }
}

TEST(NpyHeaderTest, SaysWhatIsDamaged) {
  const std::pair<const char*, const char*> kCases[] = {
      {"", "where \"{\" is needed"},
      {"[]", "\"[]\" where \"{\" is needed"},
      {"{}", "the header has no 'descr'"},
      {"{'descr': '<f4', 'shape': (3, 2)}", "no 'fortran_order'"},
      {"{'descr': '<f4', 'fortran_order': False}", "no 'shape'"},
      {"{'descr': '<f4', 'descr': '<f4'}", "'descr' twice"},
      {"{'what': 1}", "unknown key 'what'"},
      {"{descr: '<f4'}", "where a string is needed"},
      {"{'descr'", "\"\" where \":\" is needed"},
      {"{'descr': [('a', '<f4')]}", "where a string is needed"},
      {"{'fortran_order': 0}", "where True or False is needed"},
      {"{'shape': 3}", "where a tuple is needed"},
      {"{'shape': (3, -2)}", "where a whole number is needed"},
      {"{'shape': (99999999999999999999999, 2)}", "where a whole number"},
      {"{'shape': (3 2)}", "where \")\" is needed"},
      {"{'shape': (3, ", "where a whole number is needed"},
      {"{'descr': '<f4' 'shape': (3, 2)}", "where \"}\" is needed"},
      {"{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2)} x",
       "\"x\" where the end is needed"},
  };
  for (const auto& [text, message] : kCases) {
    EXPECT_THAT(ParseNpyDictionary(text),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr(message)))
        << text;
  }
}

absl::StatusOr<NpyHeader> Take(const std::string& bytes) {
  PeekSource source(SourceOf(bytes, "memory"));
  return TakeNpyHeader(source);
}

TEST(NpyHeaderTest, ReadsEveryVersion) {
  const std::string text = kGood;
  const char size = static_cast<char>(text.size());
  for (const std::string& prefix :
       {std::string{1, 0, size, 0}, std::string{2, 0, size, 0, 0, 0},
        std::string{3, 0, size, 0, 0, 0}}) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const NpyHeader header,
                                  Take("\x93NUMPY" + prefix + text));
    EXPECT_EQ(header.rows, 3u);
  }
  EXPECT_THAT(Take("\x93NUMPY" + std::string{4, 0, size, 0, 0, 0} + text),
              StatusIs(absl::StatusCode::kUnimplemented,
                       HasSubstr("npy version 4.0; versions 1 to 3")));
  EXPECT_THAT(Take("\x93NUMPZ" + std::string{1, 0, size, 0} + text),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("magic is absent")));
}

TEST(NpyHeaderTest, RefusesALengthThatIsTooLargeOrNotThere) {
  EXPECT_THAT(Take("\x93NUMPY" + std::string{2, 0, -1, -1, -1, -1}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("a header of 4294967295 bytes")));
  EXPECT_THAT(Take("\x93NUMPY" + std::string{1, 0, 100, 0} + "{"),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("100 bytes")));
}

TEST(NpyHeaderTest, WritesWhatItReadsAndAlignsTheNumbers) {
  for (const uint64_t rows : {0u, 1u, 9u, 123456789u}) {
    const NpyHeader header = {NumberType::kFloat16, false, rows, 300};
    const std::string bytes = NpyHeaderBytes(header);
    EXPECT_EQ(bytes.size() % 64, 0u);
    EXPECT_EQ(bytes.back(), '\n');
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const NpyHeader read, Take(bytes));
    EXPECT_EQ(read.type, NumberType::kFloat16);
    EXPECT_EQ(read.rows, rows);
    EXPECT_EQ(read.dim, 300u);
  }
}

}  // namespace
}  // namespace lexprobe
