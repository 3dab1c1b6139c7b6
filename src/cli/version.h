// Version: what `lexprobe --version` says of this build and this machine.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_VERSION_H_
#define LEXPROBE_CLI_VERSION_H_

#include <string>

#include "absl/strings/string_view.h"
#include "cli/streams.h"

namespace lexprobe::cli {

// "0.1.0 (commit ff7c34f)".
std::string VersionText();

// "AVX2, 256 bits": the vector instructions that this processor has and the
// program uses.
std::string VectorText();

// The BLAS that this process has loaded and the library file that its matrix
// product comes from: "OpenBLAS 0.3.21 ... Haswell (/lib/...)", or "none".
std::string BlasText();

// The version lines that every program has.
void PrintCommonVersion(Streams& io);

// Those of `lexprobe`, which has neither BLAS nor LibTorch: lexprobe-train is
// asked for its own if it is there.
void PrintVersion(Streams& io);

// Those of lexprobe-train, with LibTorch's version.
void PrintTrainVersion(absl::string_view torch, Streams& io);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_VERSION_H_
