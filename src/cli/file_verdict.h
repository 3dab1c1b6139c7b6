// Whether a file of ours, or an embedding file, is whole.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_FILE_VERDICT_H_
#define LEXPROBE_CLI_FILE_VERDICT_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace lexprobe::cli {

struct FileVerdict {
  std::string path;
  std::string kind;     // "embeddings", "network", "run.json", "glove", ...
  std::string checked;  // what was looked at, if the file is sound
  absl::Status status;  // OK: it is
};

// Reads the whole file and verifies every checksum that it has. `format` is
// that of a foreign embedding file; empty is detected by content.
FileVerdict VerifyFile(const std::string& path, const std::string& format);

// The files in a model folder that can be verified, in order of their names.
// NotFound if there is none.
absl::StatusOr<std::vector<std::string>> FilesToVerify(
    const std::string& folder);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_FILE_VERDICT_H_
