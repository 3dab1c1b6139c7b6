#include "cli/version.h"

#include <dlfcn.h>

#include <cstdlib>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "cli/dispatch.h"
#include "cli/vector_width.h"

namespace lexprobe::cli {
namespace {

constexpr char kTorchLine[] = "LibTorch: ";

std::string TorchText() {
  const absl::StatusOr<std::string> path = FindTrainProgram();
  if (!path.ok()) return absl::StrCat("none (no ", kTrainProgram, ")");
  const absl::StatusOr<std::string> output = OutputOf(*path, {"--version"});
  if (!output.ok()) return std::string(output.status().message());
  for (const absl::string_view line : absl::StrSplit(*output, '\n')) {
    if (absl::StartsWith(line, kTorchLine)) {
      return absl::StrCat(line.substr(sizeof(kTorchLine) - 1), " (", *path,
                          ")");
    }
  }
  return absl::StrCat("not named by ", *path);
}

}  // namespace

std::string VersionText() {
  return absl::StrCat(LEXPROBE_VERSION, " (commit ", LEXPROBE_COMMIT, ")");
}

std::string VectorText() {
  const VectorWidth vectors = WidestVectors();
  return absl::StrCat(vectors.name, ", ", vectors.bits, " bits");
}

std::string BlasText() {
  void* const product = dlsym(RTLD_DEFAULT, "sgemm_");
  Dl_info library = {};
  if (product == nullptr || dladdr(product, &library) == 0) return "none";
  using Config = const char* (*)();
  const auto config =
      reinterpret_cast<Config>(dlsym(RTLD_DEFAULT, "openblas_get_config"));
  return absl::StrCat(
      config == nullptr ? "unknown" : absl::StripAsciiWhitespace(config()),
      " (", library.dli_fname, ")");
}

void PrintCommonVersion(Streams& io) {
  io.out << "lexprobe " << VersionText() << "\n"
         << "vectors: " << VectorText() << "\n"
         << "BLAS: " << BlasText() << "\n";
}

void PrintVersion(Streams& io) {
  PrintCommonVersion(io);
  io.out << kTorchLine << TorchText() << "\n";
}

}  // namespace lexprobe::cli
