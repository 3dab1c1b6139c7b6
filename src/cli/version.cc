#include "cli/version.h"

#include <dlfcn.h>

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

// How the lines begin that only lexprobe-train has.
constexpr absl::string_view kBlas = "BLAS: ";
constexpr absl::string_view kTorch = "LibTorch: ";

// The lines of `text` that begin so.
std::string LinesOfTraining(absl::string_view text) {
  std::string lines;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    if (absl::StartsWith(line, kBlas) || absl::StartsWith(line, kTorch)) {
      absl::StrAppend(&lines, "  ", line, "\n");
    }
  }
  return lines;
}

// The line of lexprobe-train, and what it says of itself.
std::string TrainingText() {
  const absl::StatusOr<std::string> path = FindTrainProgram();
  if (!path.ok()) {
    return absl::StrCat("training: none (there is no ", kTrainProgram, ")\n");
  }
  const absl::StatusOr<std::string> output = OutputOf(*path, {"--version"});
  return absl::StrCat(
      "training: ", *path, "\n",
      output.ok() ? LinesOfTraining(*output)
                  : absl::StrCat("  ", output.status().message(), "\n"));
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
         << "vectors: " << VectorText() << "\n";
}

void PrintVersion(Streams& io) {
  PrintCommonVersion(io);
  io.out << TrainingText();
}

void PrintTrainVersion(absl::string_view torch, Streams& io) {
  PrintCommonVersion(io);
  io.out << kBlas << BlasText() << "\n" << kTorch << torch << "\n";
}

}  // namespace lexprobe::cli
