// The files of TensorBoard's Embedding Projector, in a folder: vectors.tsv,
// metadata.tsv, projector_config.pbtxt (which TensorBoard reads) and
// projector_config.json (which the standalone projector reads). Written only.
//
// metadata.tsv has the words, then counts if known, then the extra columns. As
// the projector asks, a single column has no header and several have one.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_TSV_PROJECTOR_H_
#define LEXPROBE_STORE_TSV_PROJECTOR_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/file.h"
#include "lexprobe/store/embedding_table.h"
#include "lexprobe/store/formats.h"
#include "store/embedding_input.h"

namespace lexprobe {

// Writes into the folder `path`, which is made if need be. No file is replaced
// before all have been written under temporary names.
absl::Status WriteTsvProjector(const EmbeddingTable& table,
                               absl::string_view path,
                               const WriteOptions& options);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_TSV_PROJECTOR_H_
