// An approximate index, as a stranger may have made it: right checksums around
// whatever sections (section_bytes.h). A graph that is taken can be walked and
// gives rows that are there.

#include <cstddef>
#include <cstdint>

#include "lexprobe/base/check.h"
#include "probe/hnsw_file.h"
#include "support/section_bytes.h"

namespace lexprobe {
namespace {

constexpr uint32_t kTags[] = {SectionTag("DESC"), SectionTag("HIGH"),
                              SectionTag("LINK"), SectionTag("WHAT")};
constexpr size_t kDim = 2;
constexpr float kMatrix[] = {1, 0, 1, 1, 0, 1, -1, 1, -1, 0, 0, 0};

void Check(absl::string_view bytes) {
  const MemoryContainer file(SectionTag("HNSW"), SectionsIn(bytes, kTags));
  const GraphSpace space = {kMatrix, kDim, Metric::kCosine};
  const absl::StatusOr<HnswFile> read = ReadHnswFile(file.path(), space, 0);
  LEXPROBE_CHECK(read.ok() || !absl::IsInternal(read.status()));
  if (!read.ok()) return;
  const auto walker = read->graph->NewWalker();
  for (const float x : {-2.0f, 0.5f}) {
    const float query[] = {x, 1};
    for (const int64_t row : read->graph->Candidates(query, 4, *walker)) {
      LEXPROBE_CHECK(row >= 0 && row < space.rows());
    }
  }
}

}  // namespace
}  // namespace lexprobe

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  lexprobe::Check({reinterpret_cast<const char*>(data), size});
  return 0;
}
