#include "lexprobe/base/abandoned_files.h"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace lexprobe {
namespace {

// The process whose AtomicFile has this name, ".NAME.PROCESS.NUMBER.tmp".
std::optional<pid_t> MakerOf(const std::string& name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '.');
  pid_t maker = 0;
  uint64_t number = 0;
  if (parts.size() < 5 || !parts.front().empty() || parts.back() != "tmp" ||
      !absl::SimpleAtoi(parts[parts.size() - 3], &maker) || maker <= 0 ||
      !absl::SimpleAtoi(parts[parts.size() - 2], &number)) {
    return std::nullopt;
  }
  return maker;
}

bool HasEnded(pid_t process) { return kill(process, 0) != 0 && errno == ESRCH; }

}  // namespace

void RemoveAbandonedFiles(absl::string_view folder) {
  std::error_code error;
  std::filesystem::directory_iterator entry(std::string(folder), error);
  for (const std::filesystem::directory_iterator end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    const std::optional<pid_t> maker = MakerOf(name);
    if (maker.has_value() && HasEnded(*maker)) unlink(entry->path().c_str());
  }
}

}  // namespace lexprobe
