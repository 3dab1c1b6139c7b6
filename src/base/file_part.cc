#include "lexprobe/base/file_part.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <utility>

namespace lexprobe {
namespace {

class FilePartSource : public ByteSource {
 public:
  FilePartSource(int descriptor, std::string name, int64_t begin, int64_t end)
      : descriptor_(descriptor),
        name_(std::move(name)),
        next_(begin),
        end_(end) {}
  ~FilePartSource() override { close(descriptor_); }
  FilePartSource(const FilePartSource&) = delete;
  FilePartSource& operator=(const FilePartSource&) = delete;

  absl::StatusOr<size_t> Read(absl::Span<char> out) override {
    const auto most = static_cast<size_t>(
        std::min<int64_t>(end_ - next_, static_cast<int64_t>(out.size())));
    ssize_t count = 0;
    do {
      count = pread(descriptor_, out.data(), most, next_);
    } while (count < 0 && errno == EINTR);
    if (count < 0) return StatusFromErrno(errno, name_);
    next_ += count;
    return static_cast<size_t>(count);
  }

  absl::string_view name() const override { return name_; }

 private:
  const int descriptor_;
  const std::string name_;
  int64_t next_;
  const int64_t end_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ByteSource>> OpenFilePart(absl::string_view path,
                                                         int64_t begin,
                                                         int64_t end) {
  std::string name(path);
  const int descriptor = open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return StatusFromErrno(errno, name);
  return std::make_unique<FilePartSource>(descriptor, std::move(name), begin,
                                          end);
}

}  // namespace lexprobe
