// The plane in which a concept is drawn: up is the offset c that its pairs
// share, across is the direction in which the middles of the pairs differ most
// besides it. The same as planeOf in page/concept.js. Private to report.
//
// Thread-safe: nothing changes after construction.

#ifndef LEXPROBE_REPORT_CONCEPT_PLANE_H_
#define LEXPROBE_REPORT_CONCEPT_PLANE_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lexprobe/probe/analogy.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

struct PlanePoint {
  double across = 0;
  double up = 0;
};

class ConceptPlane {
 public:
  // InvalidArgument if the offset is zero, or as PrincipalComponentsOf(..., 1).
  // REQUIRES: pairs is not empty
  static absl::StatusOr<ConceptPlane> Of(const EmbeddingTable& table,
                                         absl::Span<const RowPair> pairs);

  // REQUIRES: vector.size() is the table's dimension
  PlanePoint PlaceOf(absl::Span<const float> vector) const;

 private:
  ConceptPlane() = default;

  std::vector<double> centre_;
  std::vector<double> up_;      // of length 1
  std::vector<double> across_;  // of length 1, at right angles to up_
};

}  // namespace lexprobe

#endif  // LEXPROBE_REPORT_CONCEPT_PLANE_H_
