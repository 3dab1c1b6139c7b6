#include "cli/dispatch.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe::cli {
namespace {

bool IsProgram(const std::string& path) {
  struct stat about = {};
  return stat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode) &&
         access(path.c_str(), X_OK) == 0;
}

// The argument vector of exec: pointers into `words`, null at the end.
std::vector<char*> PointersTo(std::vector<std::string>* words) {
  std::vector<char*> pointers;
  for (std::string& word : *words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::string ReadUntilEnd(int descriptor) {
  std::string text;
  std::array<char, 4096> buffer;
  for (;;) {
    const ssize_t count = read(descriptor, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(buffer.data(), static_cast<size_t>(count));
  }
}

// Starts the program with its standard output going to `output`.
absl::StatusOr<pid_t> Start(const std::string& path,
                            std::vector<std::string> words, int output) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  pid_t child = 0;
  const int error = posix_spawn(&child, path.c_str(), &actions, nullptr,
                                PointersTo(&words).data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return StatusFromErrno(error, path);
  return child;
}

}  // namespace

absl::StatusOr<std::string> ProgramFolder() {
  std::array<char, 4096> buffer;
  const ssize_t length =
      readlink("/proc/self/exe", buffer.data(), buffer.size());
  if (length <= 0) return StatusFromErrno(errno, "/proc/self/exe");
  const absl::string_view path(buffer.data(), static_cast<size_t>(length));
  return std::string(path.substr(0, path.rfind('/')));
}

absl::StatusOr<std::string> FindProgram(absl::string_view name,
                                        absl::string_view program_folder,
                                        absl::string_view path_variable) {
  std::vector<std::string> folders = {
      std::string(program_folder),
      absl::StrCat(program_folder, "/../libexec/lexprobe")};
  for (const absl::string_view entry : absl::StrSplit(path_variable, ':')) {
    if (absl::StartsWith(entry, "/")) folders.emplace_back(entry);
  }
  for (const std::string& folder : folders) {
    std::string path = JoinPath(folder, name);
    if (IsProgram(path)) return path;
  }
  return absl::NotFoundError(absl::StrCat(
      "the program ", name, ", which carries this command out, is not in ",
      folders[0], ", in ", folders[1],
      " or in an absolute folder of PATH; a build with -DLEXPROBE_TORCH=ON "
      "makes it"));
}

absl::StatusOr<std::string> FindTrainProgram() {
  LEXPROBE_ASSIGN_OR_RETURN(const std::string folder, ProgramFolder());
  const char* path_variable = std::getenv("PATH");
  return FindProgram(kTrainProgram, folder,
                     path_variable == nullptr ? "" : path_variable);
}

absl::Status ExecTrainProgram(absl::Span<const std::string> args, Streams& io) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::string path, FindTrainProgram());
  std::vector<std::string> words = {kTrainProgram};
  words.insert(words.end(), args.begin(), args.end());
  io.out.flush();
  io.err.flush();
  // OpenBLAS would make threads of its own as it is loaded, and end the program
  // by SIGINT where it cannot; training and scoring have it use one a call.
  setenv("OPENBLAS_NUM_THREADS", "1", /*overwrite=*/1);
  execv(path.c_str(), PointersTo(&words).data());
  return StatusFromErrno(errno, path);
}

absl::StatusOr<std::string> OutputOf(absl::string_view path,
                                     absl::Span<const std::string> args) {
  const std::string program(path);
  std::vector<std::string> words = {program};
  words.insert(words.end(), args.begin(), args.end());
  std::array<int, 2> ends;
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    return StatusFromErrno(errno, "pipe");
  }
  const absl::StatusOr<pid_t> child = Start(program, words, ends[1]);
  close(ends[1]);
  std::string text = child.ok() ? ReadUntilEnd(ends[0]) : "";
  close(ends[0]);
  if (!child.ok()) return child.status();
  int exit_status = 0;
  while (waitpid(*child, &exit_status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(exit_status) || WEXITSTATUS(exit_status) != 0) {
    return absl::UnavailableError(absl::StrCat(path, " failed"));
  }
  return text;
}

}  // namespace lexprobe::cli
