// Comma-separated values (RFC 4180, with "\n"), for spreadsheets and data
// frames: a header "word,count,d1,d2,...", then a line a row. The count is
// left out when counts are not known. Written only.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_CSV_TEXT_H_
#define LEXPROBE_STORE_CSV_TEXT_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lexprobe/base/file.h"
#include "lexprobe/store/embedding_table.h"
#include "lexprobe/store/formats.h"
#include "store/embedding_input.h"

namespace lexprobe {

// Does not close `sink`.
absl::Status WriteCsvText(const EmbeddingTable& table,
                          const WriteOptions& options, ByteSink& sink);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_CSV_TEXT_H_
