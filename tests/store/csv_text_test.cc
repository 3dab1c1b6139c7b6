#include "store/csv_text.h"

#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/embedding_matchers.h"
#include "support/memory_file.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

TEST(CsvTextTest, QuotesWhatMustBeQuoted) {
  EmbeddingTableParts parts;
  parts.words = {"plain", "a,b", "say \"hi\"", "line\nend", " lead", "#"};
  parts.dim = 2;
  parts.matrix = {1, 0.1f, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6};
  parts.counts = {9, 8, 7, 6, 5, 4};
  std::string bytes;
  MemorySink sink(&bytes);
  ASSERT_THAT(
      WriteCsvText(MakeTable(std::move(parts)), {.format = "csv"}, sink),
      IsOk());
  EXPECT_EQ(bytes,
            "word,count,d1,d2\n"
            "plain,9,1,0.1\n"
            "\"a,b\",8,2,2\n"
            "\"say \"\"hi\"\"\",7,3,3\n"
            "\"line\nend\",6,4,4\n"
            "\" lead\",5,5,5\n"
            "#,4,6,6\n");
}

TEST(CsvTextTest, LeavesCountsOutThatAreNotKnown) {
  EmbeddingTableParts parts;
  parts.words = {"a"};
  parts.dim = 1;
  parts.matrix = {-1e-5f};
  std::string bytes;
  MemorySink sink(&bytes);
  ASSERT_THAT(
      WriteCsvText(MakeTable(std::move(parts)), {.format = "csv"}, sink),
      IsOk());
  EXPECT_EQ(bytes, "word,d1\na,-1e-05\n");
}

}  // namespace
}  // namespace lexprobe
