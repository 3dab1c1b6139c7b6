#include "report/concept_plane.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "absl/status/status.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/store/principal_components.h"

namespace lexprobe {
namespace {

using Vector = std::vector<double>;

double Dot(const Vector& a, const Vector& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

// Without its part along `axis`, which is of length 1.
Vector Without(Vector vector, const Vector& axis) {
  const double part = Dot(vector, axis);
  for (size_t i = 0; i < vector.size(); ++i) vector[i] -= part * axis[i];
  return vector;
}

// At length 1; false if it has no direction.
bool Normalise(Vector* vector) {
  const double length = std::sqrt(Dot(*vector, *vector));
  if (!(length > 1e-12)) return false;
  for (double& number : *vector) number /= length;
  return true;
}

Vector MiddleOf(const EmbeddingTable& table, const RowPair& pair) {
  const absl::Span<const float> a = table.VectorOf(pair.a);
  const absl::Span<const float> b = table.VectorOf(pair.a_star);
  Vector middle(a.size());
  for (size_t i = 0; i < a.size(); ++i) {
    middle[i] = (double{a[i]} + double{b[i]}) / 2;
  }
  return middle;
}

// The direction in which `middles` differ most at right angles to `up`; of
// the one that is not zero, if they do not differ.
absl::StatusOr<Vector> AcrossOf(const std::vector<Vector>& middles,
                                const Vector& up) {
  std::vector<float> rows;
  for (const Vector& middle : middles) {
    for (const double number : Without(middle, up)) {
      rows.push_back(static_cast<float>(number));
    }
  }
  LEXPROBE_ASSIGN_OR_RETURN(
      const PrincipalComponents components,
      PrincipalComponentsOf(rows, static_cast<int>(up.size()), 1, 1));
  const bool differ = components.variances[0] > 1e-12;
  Vector across = Without(differ ? components.directions : components.mean, up);
  for (size_t i = 0; !Normalise(&across) && i < up.size(); ++i) {
    across.assign(up.size(), 0);
    across[i] = 1;
    across = Without(across, up);
  }
  return across;
}

}  // namespace

absl::StatusOr<ConceptPlane> ConceptPlane::Of(const EmbeddingTable& table,
                                              absl::Span<const RowPair> pairs) {
  ConceptPlane plane;
  const std::vector<float> offset = MeanOffset(table, pairs);
  plane.up_.assign(offset.begin(), offset.end());
  if (!Normalise(&plane.up_)) {
    return absl::InvalidArgumentError(
        "the pairs' offsets cancel each other: there is no concept to draw");
  }
  std::vector<Vector> middles;
  plane.centre_.assign(plane.up_.size(), 0);
  for (const RowPair& pair : pairs) {
    middles.push_back(MiddleOf(table, pair));
    for (size_t i = 0; i < plane.centre_.size(); ++i) {
      plane.centre_[i] += middles.back()[i] / static_cast<double>(pairs.size());
    }
  }
  LEXPROBE_ASSIGN_OR_RETURN(plane.across_, AcrossOf(middles, plane.up_));
  return plane;
}

PlanePoint ConceptPlane::PlaceOf(absl::Span<const float> vector) const {
  PlanePoint point;
  for (size_t i = 0; i < vector.size(); ++i) {
    const double place = double{vector[i]} - centre_[i];
    point.across += place * across_[i];
    point.up += place * up_[i];
  }
  return point;
}

}  // namespace lexprobe
