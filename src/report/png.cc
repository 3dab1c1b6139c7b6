#include "lexprobe/report/png.h"

#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

constexpr char kProgram[] = "rsvg-convert";

// A nameless file in memory, to hand to another program.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(memfd_create("lexprobe", MFD_CLOEXEC)) {}
  ~MemoryFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  int descriptor() const { return descriptor_; }

  absl::Status Fill(absl::string_view bytes) {
    if (descriptor_ < 0) return StatusFromErrno(errno, "file in memory");
    while (!bytes.empty()) {
      const ssize_t written = write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return StatusFromErrno(errno, "file in memory");
      bytes.remove_prefix(static_cast<size_t>(written));
    }
    lseek(descriptor_, 0, SEEK_SET);
    return absl::OkStatus();
  }

  absl::StatusOr<std::string> Contents() {
    std::string bytes;
    char part[65536];
    lseek(descriptor_, 0, SEEK_SET);
    for (;;) {
      const ssize_t count = read(descriptor_, part, sizeof part);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return StatusFromErrno(errno, "file in memory");
      if (count == 0) return bytes;
      bytes.append(part, static_cast<size_t>(count));
    }
  }

 private:
  int descriptor_;
};

absl::StatusOr<std::string> FindProgram() {
  const char* const path = std::getenv("PATH");
  for (const absl::string_view folder :
       absl::StrSplit(path == nullptr ? "" : path, ':')) {
    if (!absl::StartsWith(folder, "/")) continue;
    std::string candidate = JoinPath(folder, kProgram);
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return absl::FailedPreconditionError(
      absl::StrCat("PNG needs the program ", kProgram,
                   ", which is not there (Debian: librsvg2-bin); SVG does "
                   "not need it"));
}

// Runs `program` on the three files; gives what waitpid does.
absl::StatusOr<int> Run(const std::string& program,
                        const std::vector<std::string>& arguments,
                        const MemoryFile& in, const MemoryFile& out,
                        const MemoryFile& err) {
  std::vector<char*> argv;
  for (const std::string& argument : arguments) {
    argv.push_back(const_cast<char*>(argument.c_str()));
  }
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.descriptor(), 0);
  posix_spawn_file_actions_adddup2(&actions, out.descriptor(), 1);
  posix_spawn_file_actions_adddup2(&actions, err.descriptor(), 2);
  pid_t child = 0;
  const int error = posix_spawn(&child, program.c_str(), &actions, nullptr,
                                argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return StatusFromErrno(error, program);
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return StatusFromErrno(errno, program);
  }
  return status;
}

}  // namespace

absl::StatusOr<std::string> PngFromSvg(absl::string_view svg, double zoom) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::string program, FindProgram());
  MemoryFile in, out, err;
  LEXPROBE_RETURN_IF_ERROR(in.Fill(svg));
  LEXPROBE_RETURN_IF_ERROR(out.Fill(""));
  LEXPROBE_RETURN_IF_ERROR(err.Fill(""));
  LEXPROBE_ASSIGN_OR_RETURN(
      const int status,
      Run(program, {kProgram, "--format=png", absl::StrCat("--zoom=", zoom)},
          in, out, err));
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    LEXPROBE_ASSIGN_OR_RETURN(const std::string words, err.Contents());
    return absl::InvalidArgumentError(absl::StrCat(
        kProgram, " refuses the image: ", absl::StripAsciiWhitespace(words)));
  }
  return out.Contents();
}

}  // namespace lexprobe
