#include "cli/vector_width.h"

#include "gtest/gtest.h"

namespace lexprobe::cli {
namespace {

TEST(WidestVectorsTest, HaveANameAndAPowerOfTwoOfBits) {
  const VectorWidth width = WidestVectors();
  EXPECT_STRNE(width.name, "Unknown");
  EXPECT_GE(width.bits, 128);
  EXPECT_EQ(width.bits & (width.bits - 1), 0);
}

}  // namespace
}  // namespace lexprobe::cli
