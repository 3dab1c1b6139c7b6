#include "lexprobe/base/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

constexpr size_t kReadAllChunk = size_t{1} << 16;

absl::StatusCode CodeOf(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return absl::StatusCode::kNotFound;
    case EISDIR:
    case ENAMETOOLONG:
    case ELOOP:
      return absl::StatusCode::kInvalidArgument;
    case EACCES:
    case EPERM:
    case EROFS:
      return absl::StatusCode::kPermissionDenied;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return absl::StatusCode::kResourceExhausted;
    default:
      return absl::StatusCode::kInternal;
  }
}

class DescriptorSource : public ByteSource {
 public:
  DescriptorSource(int descriptor, bool owned, absl::string_view name)
      : descriptor_(descriptor), owned_(owned), name_(name) {}
  ~DescriptorSource() override {
    if (owned_) close(descriptor_);
  }
  DescriptorSource(const DescriptorSource&) = delete;
  DescriptorSource& operator=(const DescriptorSource&) = delete;

  absl::StatusOr<size_t> Read(absl::Span<char> out) override {
    ssize_t count;
    do {
      count = read(descriptor_, out.data(), out.size());
    } while (count < 0 && errno == EINTR);
    if (count < 0) return StatusFromErrno(errno, name_);
    return static_cast<size_t>(count);
  }

  absl::string_view name() const override { return name_; }

 private:
  const int descriptor_;
  const bool owned_;
  const std::string name_;
};

class MemorySource : public ByteSource {
 public:
  MemorySource(absl::string_view bytes, absl::string_view name)
      : bytes_(bytes), name_(name) {}

  absl::StatusOr<size_t> Read(absl::Span<char> out) override {
    const size_t count = std::min(out.size(), bytes_.size());
    std::copy_n(bytes_.data(), count, out.data());
    bytes_.remove_prefix(count);
    return count;
  }

  absl::string_view name() const override { return name_; }

 private:
  absl::string_view bytes_;
  const std::string name_;
};

// Opens for reading, refusing folders; gives the descriptor and its status.
absl::StatusOr<int> OpenToRead(const std::string& path, struct stat* info) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return StatusFromErrno(errno, path);
  int error = 0;
  if (fstat(descriptor, info) != 0) {
    error = errno;
  } else if (S_ISDIR(info->st_mode)) {
    error = EISDIR;
  }
  if (error == 0) return descriptor;
  close(descriptor);
  return StatusFromErrno(error, path);
}

}  // namespace

absl::Status StatusFromErrno(int error, absl::string_view place) {
  char buffer[256];
  // The GNU strerror_r, which may leave `buffer` alone.
  const char* text = strerror_r(error, buffer, sizeof(buffer));
  return absl::Status(CodeOf(error), absl::StrCat(place, ": ", text));
}

absl::StatusOr<std::unique_ptr<ByteSource>> OpenFile(absl::string_view path) {
  const std::string name(path);
  struct stat info;
  LEXPROBE_ASSIGN_OR_RETURN(const int descriptor, OpenToRead(name, &info));
  return std::make_unique<DescriptorSource>(descriptor, true, name);
}

std::unique_ptr<ByteSource> OpenStandardInput() {
  return std::make_unique<DescriptorSource>(STDIN_FILENO, false,
                                            "standard input");
}

std::unique_ptr<ByteSource> SourceOf(absl::string_view bytes,
                                     absl::string_view name) {
  return std::make_unique<MemorySource>(bytes, name);
}

absl::StatusOr<std::string> ReadAll(ByteSource& source, size_t limit) {
  std::string all;
  while (true) {
    const size_t old_size = all.size();
    all.resize(old_size + kReadAllChunk);
    LEXPROBE_ASSIGN_OR_RETURN(
        const size_t count, source.Read(absl::MakeSpan(all).subspan(old_size)));
    all.resize(old_size + count);
    if (all.size() > limit) {
      return absl::ResourceExhaustedError(absl::StrCat(
          source.name(), ": longer than the limit of ", limit, " bytes"));
    }
    if (count == 0) return all;
  }
}

absl::StatusOr<std::string> ReadFile(absl::string_view path, size_t limit) {
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<ByteSource> source, OpenFile(path));
  return ReadAll(*source, limit);
}

absl::StatusOr<std::unique_ptr<MappedFile>> MappedFile::Open(
    absl::string_view path) {
  std::string name(path);
  struct stat info;
  LEXPROBE_ASSIGN_OR_RETURN(const int descriptor, OpenToRead(name, &info));
  const size_t size = static_cast<size_t>(info.st_size);
  const char* data = "";
  int error = 0;
  if (!S_ISREG(info.st_mode)) {
    error = ENODEV;
  } else if (size > 0) {
    void* map = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (map == MAP_FAILED) error = errno;
    data = static_cast<const char*>(map);
  }
  close(descriptor);  // the map keeps the file
  if (error == ENODEV) {
    return absl::InvalidArgumentError(
        absl::StrCat(name, ": not a regular file, so it cannot be mapped"));
  }
  if (error != 0) return StatusFromErrno(error, name);
  return std::unique_ptr<MappedFile>(
      new MappedFile(std::move(name), data, size));
}

MappedFile::~MappedFile() {
  if (size_ > 0) munmap(const_cast<char*>(data_), size_);
}

void MappedFile::Forget(size_t end) const {
  const auto page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  const size_t length = std::min(end, size_) / page * page;
  if (length > 0) madvise(const_cast<char*>(data_), length, MADV_DONTNEED);
}

absl::Status MakeFolder(absl::string_view path) {
  const std::string name(path);
  std::error_code error;
  std::filesystem::create_directories(name, error);
  if (!error || IsFolder(name)) return absl::OkStatus();
  if (error.value() == ENOTDIR || error.value() == EEXIST) {
    return absl::InvalidArgumentError(
        absl::StrCat(name, ": a file stands where a folder is meant"));
  }
  return StatusFromErrno(error.value(), name);
}

bool IsFolder(absl::string_view path) {
  struct stat info;
  return stat(std::string(path).c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

bool FileExists(absl::string_view path) {
  struct stat info;
  return stat(std::string(path).c_str(), &info) == 0;
}

std::string JoinPath(absl::string_view folder, absl::string_view name) {
  if (folder.empty()) return std::string(name);
  const absl::string_view slash = folder.back() == '/' ? "" : "/";
  while (!name.empty() && name.front() == '/') name.remove_prefix(1);
  return absl::StrCat(folder, slash, name);
}

}  // namespace lexprobe
