// JSON lines: {"word":"the","count":9,"vector":[0.1,-2]} for each row. The
// count is left out when counts are not known. Written only.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_JSON_LINES_H_
#define LEXPROBE_STORE_JSON_LINES_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lexprobe/base/file.h"
#include "lexprobe/store/embedding_table.h"
#include "lexprobe/store/formats.h"
#include "store/embedding_input.h"

namespace lexprobe {

// Does not close `sink`.
absl::Status WriteJsonLines(const EmbeddingTable& table,
                            const WriteOptions& options, ByteSink& sink);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_JSON_LINES_H_
