// An approximate index at rest: kind HNSW of src/store/FORMAT.md.
//
// Thread-safe: no state.

#ifndef LEXPROBE_PROBE_HNSW_FILE_H_
#define LEXPROBE_PROBE_HNSW_FILE_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/probe/approximate_index.h"
#include "probe/hnsw_graph.h"

namespace lexprobe {

// What an index is of, and how well it does.
struct HnswDescription {
  uint64_t checksum = 0;  // EmbeddingTable::Checksum() of the table
  Metric metric = Metric::kCosine;
  std::vector<Recall> recalls;
};

struct HnswFile {
  HnswDescription description;
  std::unique_ptr<const HnswGraph> graph;
};

absl::Status WriteHnswFile(absl::string_view path,
                           const HnswDescription& description,
                           const HnswGraph& graph);

// `checksum` is that of the table which `space` is the matrix of. Errors as of
// ApproximateIndex::Read().
absl::StatusOr<HnswFile> ReadHnswFile(absl::string_view path,
                                      const GraphSpace& space,
                                      uint64_t checksum);

// The same of bytes, which must be aligned to 64, for tests.
absl::StatusOr<HnswFile> HnswFileOf(absl::string_view bytes,
                                    const GraphSpace& space, uint64_t checksum);

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_HNSW_FILE_H_
