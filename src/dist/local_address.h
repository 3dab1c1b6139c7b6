// Which of this machine's addresses another machine sees.

#ifndef LEXPROBE_DIST_LOCAL_ADDRESS_H_
#define LEXPROBE_DIST_LOCAL_ADDRESS_H_

#include <string>

namespace lexprobe {

// The address from which packets to `host` would leave, "10.0.0.3"; "" if
// there is no way there. Sends nothing.
std::string LocalAddressTowards(const std::string& host, int port);

}  // namespace lexprobe

#endif  // LEXPROBE_DIST_LOCAL_ADDRESS_H_
