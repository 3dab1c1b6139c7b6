#include "store/npy.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/binary_io.h"
#include "store/npy_header.h"
#include "store/read_bytes.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// An npy file of the numbers 1 to 6 in a matrix of 3 x 2.
std::string NpyBytes(bool fortran_order = false) {
  std::string bytes = NpyHeaderBytes({NumberType::kFloat32, false, 3, 2});
  if (fortran_order) bytes.replace(bytes.find("False"), 5, "True ");
  PutFloats(std::vector<float>{1, 2, 3, 4, 5, 6}, &bytes);
  return bytes;
}

class NpyTest : public testing::Test {
 protected:
  absl::StatusOr<EmbeddingTable> Read(const std::string& bytes,
                                      const std::string& words,
                                      ReadNotes* notes = nullptr) {
    folder_.Write("x.words.txt", words);
    return ReadBytes(bytes, "npy", notes, folder_.File("x.npy"));
  }

  TemporaryFolder folder_;
};

TEST_F(NpyTest, TakesItsWordsFromTheFileBesideIt) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable table,
                                Read(NpyBytes(), "dog\nnew york\ncat\n"));
  EXPECT_EQ(table.WordOf(1), "new york");
  EXPECT_THAT(table.matrix(), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST_F(NpyTest, TurnsColumnsIntoRows) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable table,
                                Read(NpyBytes(true), "a\nb\nc\n"));
  EXPECT_THAT(table.matrix(), ElementsAre(1, 4, 2, 5, 3, 6));
}

TEST_F(NpyTest, SaysThatThereAreNoWordsOrTooFew) {
  EXPECT_THAT(
      ReadBytes(NpyBytes(), "npy", nullptr, folder_.File("x.npy")),
      StatusIs(absl::StatusCode::kNotFound,
               HasSubstr("x.words.txt: No such file or directory; it should "
                         "hold the words of")));
  EXPECT_THAT(Read(NpyBytes(), "a\nb\n"),
              StatusIs(absl::StatusCode::kDataLoss,
                       HasSubstr("x.words.txt: 2 words for the 3 rows of")));
}

TEST_F(NpyTest, DropsARowWithoutAWord) {
  ReadNotes notes;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EmbeddingTable table,
                                Read(NpyBytes(), "a\n\nc\n", &notes));
  EXPECT_EQ(table.rows(), 2);
  EXPECT_EQ(notes.dropped_rows, 1);
}

TEST_F(NpyTest, RefusesTooFewAndTooManyNumbers) {
  const std::string bytes = NpyBytes();
  EXPECT_THAT(Read(bytes.substr(0, bytes.size() - 1), "a\nb\nc\n"),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("23 left")));
  EXPECT_THAT(
      Read(bytes + "x", "a\nb\nc\n"),
      StatusIs(absl::StatusCode::kDataLoss, HasSubstr("bytes after the end")));
}

TEST_F(NpyTest, TakesNoMemoryForWhatAHeaderOnlyClaims) {
  std::string bytes =
      NpyHeaderBytes({NumberType::kFloat32, true, 4294967295, 65536});
  bytes.replace(bytes.find("False"), 5, "True ");
  EXPECT_THAT(Read(bytes, "a\n"),
              StatusIs(absl::StatusCode::kDataLoss,
                       HasSubstr("1 words for the 4294967295 rows")));
}

}  // namespace
}  // namespace lexprobe
