#include "dist/local_address.h"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include "absl/cleanup/cleanup.h"

namespace lexprobe {

std::string LocalAddressTowards(const std::string& host, int port) {
  addrinfo hints = {};
  hints.ai_socktype = SOCK_DGRAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) !=
      0) {
    return "";
  }
  const auto free_found = absl::MakeCleanup([&] { freeaddrinfo(found); });
  const int socket_ =
      socket(found->ai_family, found->ai_socktype | SOCK_CLOEXEC, 0);
  if (socket_ < 0) return "";
  const auto close_socket = absl::MakeCleanup([&] { close(socket_); });
  sockaddr_storage own = {};
  socklen_t size = sizeof(own);
  char text[NI_MAXHOST] = "";
  // Connecting a datagram socket only chooses its own address.
  if (connect(socket_, found->ai_addr, found->ai_addrlen) != 0 ||
      getsockname(socket_, reinterpret_cast<sockaddr*>(&own), &size) != 0 ||
      getnameinfo(reinterpret_cast<sockaddr*>(&own), size, text, sizeof(text),
                  nullptr, 0, NI_NUMERICHOST) != 0) {
    return "";
  }
  return text;
}

}  // namespace lexprobe
