#include "lexprobe/text/expand_paths.h"

#include <fcntl.h>
#include <glob.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

namespace fs = std::filesystem;

constexpr char kStandardInput[] = "-";

bool IsPattern(absl::string_view path) {
  return path.find_first_of("*?[{~") != absl::string_view::npos;
}

bool IsHidden(const fs::path& path) {
  return absl::StartsWith(path.filename().native(), ".");
}

absl::Status CheckReadable(const std::string& path) {
  if (faccessat(AT_FDCWD, path.c_str(), R_OK, AT_EACCESS) == 0) {
    return absl::OkStatus();
  }
  return StatusFromErrno(errno, path);
}

absl::Status AddFolder(const std::string& folder,
                       std::vector<std::string>* files) {
  std::error_code error;
  std::vector<std::string> found;
  fs::recursive_directory_iterator i(folder, error);
  while (!error && i != fs::recursive_directory_iterator()) {
    if (IsHidden(i->path())) {
      i.disable_recursion_pending();
    } else if (i->is_regular_file(error)) {
      found.push_back(i->path().native());
    }
    // A link that leads nowhere is no file, and no reason to stop.
    error.clear();
    i.increment(error);
  }
  if (error) return StatusFromErrno(error.value(), folder);
  if (found.empty()) {
    return absl::NotFoundError(
        absl::StrCat(folder, ": no files in this folder"));
  }
  std::sort(found.begin(), found.end());
  for (std::string& file : found) {
    LEXPROBE_RETURN_IF_ERROR(CheckReadable(file));
    files->push_back(std::move(file));
  }
  return absl::OkStatus();
}

absl::Status AddFileOrFolder(const std::string& path,
                             std::vector<std::string>* files) {
  if (IsFolder(path)) return AddFolder(path, files);
  LEXPROBE_RETURN_IF_ERROR(CheckReadable(path));
  files->push_back(path);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> Glob(const std::string& pattern) {
  glob_t matches = {};
  const int result =
      glob(pattern.c_str(), GLOB_NOSORT | GLOB_BRACE | GLOB_TILDE, nullptr,
           &matches);
  std::vector<std::string> paths(matches.gl_pathv,
                                 matches.gl_pathv + matches.gl_pathc);
  globfree(&matches);
  if (result == GLOB_NOSPACE) {
    return absl::ResourceExhaustedError(
        absl::StrCat(pattern, ": no memory for its matches"));
  }
  if (paths.empty()) {
    return absl::NotFoundError(
        absl::StrCat(pattern, ": no file matches this pattern"));
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

absl::Status AddPath(const std::string& path, std::vector<std::string>* files) {
  if (path == kStandardInput) {
    if (std::find(files->begin(), files->end(), path) != files->end()) {
      return absl::InvalidArgumentError(
          "\"-\", standard input, is given twice; it can be read once");
    }
    files->push_back(path);
    return absl::OkStatus();
  }
  if (FileExists(path) || !IsPattern(path)) return AddFileOrFolder(path, files);
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<std::string> matches, Glob(path));
  for (const std::string& match : matches) {
    LEXPROBE_RETURN_IF_ERROR(AddFileOrFolder(match, files));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ExpandPaths(
    absl::Span<const std::string> paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    LEXPROBE_RETURN_IF_ERROR(AddPath(path, &files));
  }
  return files;
}

}  // namespace lexprobe
