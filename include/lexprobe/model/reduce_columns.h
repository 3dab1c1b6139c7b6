// Tables of embeddings that were trained from different random numbers lie
// side by side as one wide table. Its principal components have what they
// agree about in front: few columns of them keep more of it than a mean of
// tables that were laid onto each other.
//
// Thread-safe: no state.

#ifndef LEXPROBE_MODEL_REDUCE_COLUMNS_H_
#define LEXPROBE_MODEL_REDUCE_COLUMNS_H_

#include <vector>

namespace lexprobe {

// Makes a table, V x width, one of V x kept: the coordinates of its rows along
// the right singular vectors of its largest singular values, the largest first
// (Eckart and Young 1936: no table of `kept` columns has inner products of rows
// that are nearer). Each vector's largest coordinate is positive.
// REQUIRES: 1 <= kept <= width; table->size() is a multiple of width; all
// numbers are finite
void ReduceColumns(int width, int kept, std::vector<float>* table);

}  // namespace lexprobe

#endif  // LEXPROBE_MODEL_REDUCE_COLUMNS_H_
