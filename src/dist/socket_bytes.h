// What the system says that this process has sent over TCP.

#ifndef LEXPROBE_DIST_SOCKET_BYTES_H_
#define LEXPROBE_DIST_SOCKET_BYTES_H_

#include <cstdint>

namespace lexprobe {

// Bytes that the other ends of this process's open TCP connections have
// received (tcp_info's tcpi_bytes_acked), all connections together.
int64_t SocketBytesSent();

}  // namespace lexprobe

#endif  // LEXPROBE_DIST_SOCKET_BYTES_H_
