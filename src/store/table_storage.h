// What an EmbeddingTable's spans point into when they do not point into a
// mapped file.

#ifndef LEXPROBE_STORE_TABLE_STORAGE_H_
#define LEXPROBE_STORE_TABLE_STORAGE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

struct EmbeddingTable::Owned {
  std::string word_bytes;
  std::vector<uint64_t> word_ends;
  std::vector<uint32_t> rows_by_word;
  std::vector<int64_t> counts;
  std::vector<float> matrix;
  std::string file_bytes;  // a whole native file that was inflated
};

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_TABLE_STORAGE_H_
