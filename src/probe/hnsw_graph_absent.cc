// A build without FAISS: no graph can be made or read.

#include "lexprobe/base/check.h"
#include "lexprobe/probe/approximate_index.h"
#include "probe/hnsw_graph.h"

namespace lexprobe {
namespace {

absl::Status NoFaissError() {
  return absl::FailedPreconditionError(
      "this build has no approximate search, which FAISS does: build with "
      "-DLEXPROBE_FAISS=ON (Debian: libfaiss-dev), or search exactly");
}

}  // namespace

bool HasApproximateSearch() { return false; }

class HnswGraph::Walker {};
struct HnswGraph::State {};

HnswGraph::HnswGraph(std::unique_ptr<State> state) : state_(std::move(state)) {}
HnswGraph::~HnswGraph() = default;

absl::StatusOr<std::unique_ptr<const HnswGraph>> HnswGraph::Make(
    const GraphSpace&, int, const std::function<void(int64_t rows)>&) {
  return NoFaissError();
}

absl::StatusOr<std::unique_ptr<const HnswGraph>> HnswGraph::FromParts(
    const GraphSpace&, const GraphParts&) {
  return NoFaissError();
}

absl::Status HnswGraph::WithParts(
    const std::function<absl::Status(const GraphParts&)>&) const {
  return NoFaissError();
}

void HnswGraph::WalkerDeleter::operator()(Walker* walker) const {
  delete walker;
}

std::unique_ptr<HnswGraph::Walker, HnswGraph::WalkerDeleter>
HnswGraph::NewWalker() const {
  return nullptr;
}

std::vector<int64_t> HnswGraph::Candidates(absl::Span<const float>, int,
                                           Walker&) const {
  LEXPROBE_CHECK(false);
  return {};
}

}  // namespace lexprobe
