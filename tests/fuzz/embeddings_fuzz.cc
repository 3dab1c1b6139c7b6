// The first byte chooses the format, the rest is a file in it. What is read is
// a sound table: words that are found where they stand, and finite numbers.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "lexprobe/base/check.h"
#include "lexprobe/base/file.h"
#include "lexprobe/store/formats.h"

namespace lexprobe {
namespace {

constexpr const char* kFormats[] = {
    "",      "native",   "word2vec-text", "word2vec-binary",
    "glove", "fasttext", "npy",           "safetensors"};

void CheckTable(const EmbeddingTable& table) {
  LEXPROBE_CHECK(table.dim() >= 1);
  for (int64_t row = 0; row < table.rows(); ++row) {
    LEXPROBE_CHECK(!table.WordOf(row).empty());
    LEXPROBE_CHECK(table.RowOf(table.WordOf(row)) == row);
  }
  for (const float number : table.matrix()) {
    LEXPROBE_CHECK(std::isfinite(number));
  }
}

}  // namespace
}  // namespace lexprobe

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const absl::string_view bytes(reinterpret_cast<const char*>(data) + 1,
                                size - 1);
  lexprobe::ReadOptions options;
  options.format = lexprobe::kFormats[data[0] % std::size(lexprobe::kFormats)];
  options.max_rows = data[0] / 128;  // all or one
  options.threads = 1;
  lexprobe::ReadNotes notes;
  const auto table = lexprobe::ReadEmbeddingsFrom(
      lexprobe::SourceOf(bytes, "memory"), options, &notes);
  if (table.ok()) lexprobe::CheckTable(*table);
  LEXPROBE_CHECK(table.ok() || !absl::IsInternal(table.status()));
  return 0;
}
