// Tables of embeddings that were trained from different random numbers are
// rotated against each other. Laid onto each other they can be averaged, which
// removes some of what chance did to each.
//
// Thread-safe: no state.

#ifndef LEXPROBE_MODEL_ALIGN_EMBEDDINGS_H_
#define LEXPROBE_MODEL_ALIGN_EMBEDDINGS_H_

#include "absl/types/span.h"

namespace lexprobe {

// Rotates the rows (V x dim) so that their cosines to those of `reference` are
// greatest in sum, over the first rows, the most frequent words: orthogonal
// Procrustes analysis (Schoenemann 1966), Q = U V' of the singular value
// decomposition of rows' reference. Lengths and distances among the rows stay.
// REQUIRES: reference.size() == rows.size(), a multiple of dim; all are finite
void RotateOnto(absl::Span<const float> reference, int dim,
                absl::Span<float> rows);

}  // namespace lexprobe

#endif  // LEXPROBE_MODEL_ALIGN_EMBEDDINGS_H_
