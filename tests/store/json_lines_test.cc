#include "store/json_lines.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "support/embedding_matchers.h"
#include "support/memory_file.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

TEST(JsonLinesTest, WritesAnObjectALine) {
  EmbeddingTableParts parts;
  parts.words = {"dog", "say \"hi\"\n"};
  parts.dim = 2;
  parts.matrix = {0.1f, -2, 3e-45f, 4};
  parts.counts = {9, 5};
  std::string bytes;
  MemorySink sink(&bytes);
  ASSERT_THAT(
      WriteJsonLines(MakeTable(std::move(parts)), {.format = "jsonl"}, sink),
      IsOk());
  const std::vector<std::string> lines = absl::StrSplit(bytes, '\n');
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0], R"({"word":"dog","count":9,"vector":[0.1,-2]})");
  const auto second = nlohmann::json::parse(lines[1]);
  EXPECT_EQ(second["word"], "say \"hi\"\n");
  EXPECT_EQ(second["vector"][0].get<float>(), 3e-45f);
}

}  // namespace
}  // namespace lexprobe
