#include "lexprobe/store/model_files.h"

#include <cstdlib>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/file.h"

namespace lexprobe {
namespace {

// Without symbolic links; empty if there is no such file.
std::string RealPath(const std::string& path) {
  const std::unique_ptr<char, void (*)(void*)> real(
      realpath(path.c_str(), nullptr), std::free);
  return real == nullptr ? "" : real.get();
}

}  // namespace

absl::StatusOr<std::string> PathInModel(absl::string_view folder,
                                        absl::string_view name) {
  std::string path = JoinPath(folder, name);
  const std::string real = RealPath(path);
  const std::string inside = JoinPath(RealPath(std::string(folder)), "");
  if (real.empty() || absl::StartsWith(real, inside)) return path;
  return absl::InvalidArgumentError(absl::StrCat(
      path, ": a symbolic link to ", real, ", outside of the model's folder"));
}

}  // namespace lexprobe
