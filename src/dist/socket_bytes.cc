#include "dist/socket_bytes.h"

#include <dirent.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <memory>
#include <string>

#include "absl/strings/numbers.h"

namespace lexprobe {
namespace {

int64_t BytesOf(int descriptor) {
  tcp_info info = {};
  socklen_t size = sizeof(info);
  if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) {
    return 0;  // not a TCP socket
  }
  return static_cast<int64_t>(info.tcpi_bytes_acked);
}

}  // namespace

int64_t SocketBytesSent() {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(opendir("/proc/self/fd"),
                                                   closedir);
  if (folder == nullptr) return 0;
  int64_t bytes = 0;
  while (const dirent* entry = readdir(folder.get())) {
    int descriptor = 0;
    if (absl::SimpleAtoi(entry->d_name, &descriptor)) {
      bytes += BytesOf(descriptor);
    }
  }
  return bytes;
}

}  // namespace lexprobe
