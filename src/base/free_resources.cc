#include "lexprobe/base/free_resources.h"

#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "lexprobe/base/file.h"

namespace lexprobe {
namespace {

constexpr int64_t kUnlimited = std::numeric_limits<int64_t>::max();
constexpr absl::string_view kGroups = "/sys/fs/cgroup";

// The text of a small file of the system; empty if there is none.
std::string TextOf(const std::string& path) {
  return ReadFile(path).value_or("");
}

// The number after `key` in lines like "MemAvailable:   123 kB".
std::optional<int64_t> NumberAfter(absl::string_view key,
                                   absl::string_view text) {
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    const std::vector<absl::string_view> fields =
        absl::StrSplit(line, absl::ByAnyChar(" \t"), absl::SkipEmpty());
    int64_t number = 0;
    if (fields.size() >= 2 && fields[0] == key &&
        absl::SimpleAtoi(fields[1], &number)) {
      return number;
    }
  }
  return std::nullopt;
}

int64_t FreeInMachine(absl::string_view root) {
  const std::optional<int64_t> kilobytes =
      NumberAfter("MemAvailable:", TextOf(absl::StrCat(root, "/proc/meminfo")));
  return kilobytes.has_value() ? *kilobytes * 1024 : kUnlimited;
}

// Of one group; its file cache goes when memory is asked for.
int64_t FreeInGroup(const std::string& folder) {
  int64_t limit = 0;
  int64_t used = 0;
  if (!absl::SimpleAtoi(TextOf(folder + "/memory.max"), &limit) ||
      !absl::SimpleAtoi(TextOf(folder + "/memory.current"), &used)) {
    return kUnlimited;  // "max", or no such group
  }
  const int64_t cache =
      NumberAfter("inactive_file", TextOf(folder + "/memory.stat")).value_or(0);
  return std::max<int64_t>(0, limit - std::max<int64_t>(0, used - cache));
}

// Of the group of this process and of all above it.
int64_t FreeInGroups(absl::string_view root) {
  int64_t free = kUnlimited;
  const std::string groups = TextOf(absl::StrCat(root, "/proc/self/cgroup"));
  for (absl::string_view line : absl::StrSplit(groups, '\n')) {
    if (line.substr(0, 3) != "0::") continue;
    std::string path(line.substr(3));
    while (true) {
      free = std::min(free, FreeInGroup(absl::StrCat(root, kGroups, path)));
      const size_t slash = path.rfind('/');
      if (slash == std::string::npos) break;
      path.resize(slash);
    }
  }
  return free;
}

// What `ulimit -v` leaves; the first number of statm is pages in use.
int64_t FreeAddresses() {
  struct rlimit limit = {};
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) {
    return kUnlimited;
  }
  const std::string text = TextOf("/proc/self/statm");
  int64_t pages = 0;
  const std::string first(absl::string_view(text).substr(0, text.find(' ')));
  if (!absl::SimpleAtoi(first, &pages)) return kUnlimited;
  const auto allowed = static_cast<int64_t>(
      std::min<rlim_t>(limit.rlim_cur, static_cast<rlim_t>(kUnlimited)));
  return std::max<int64_t>(0, allowed - pages * sysconf(_SC_PAGESIZE));
}

}  // namespace

int64_t FreeMemory(absl::string_view root) {
  return std::min({FreeInMachine(root), FreeInGroups(root), FreeAddresses()});
}

absl::StatusOr<int64_t> FreeDisk(absl::string_view folder) {
  struct statvfs facts = {};
  if (statvfs(std::string(folder).c_str(), &facts) != 0) {
    return StatusFromErrno(errno, folder);
  }
  return static_cast<int64_t>(facts.f_bavail) *
         static_cast<int64_t>(facts.f_frsize);
}

std::string Megabytes(int64_t bytes) {
  return absl::StrCat(bytes / 1'000'000 + (bytes % 1'000'000 >= 500'000),
                      " MB");
}

}  // namespace lexprobe
