#include "cli/interrupt.h"

#include <atomic>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/check.h"

namespace lexprobe::cli {
namespace {

constexpr std::array<int, 3> kSignals = {SIGINT, SIGTERM, SIGHUP};
constexpr std::array<const char*, 3> kNames = {"SIGINT", "SIGTERM", "SIGHUP"};

// The number of the first signal, 0 before it.
std::atomic<int> first_signal = 0;
static_assert(std::atomic<int>::is_always_lock_free,
              "a signal handler may touch nothing else");

void Handle(int number) {
  int none = 0;
  first_signal.compare_exchange_strong(none, number);
}

}  // namespace

InterruptGuard::InterruptGuard() {
  first_signal = 0;
  for (size_t i = 0; i < kSignals.size(); ++i) {
    LEXPROBE_CHECK(sigaction(kSignals[i], nullptr, &before_[i]) == 0);
    if (before_[i].sa_handler == SIG_IGN) continue;
    struct sigaction action = {};
    action.sa_handler = Handle;
    sigemptyset(&action.sa_mask);
    // After the first SIGINT the system's own way is back: the next one kills.
    action.sa_flags = SA_RESTART;
    if (kSignals[i] == SIGINT) {
      action.sa_flags |= static_cast<int>(SA_RESETHAND);
    }
    LEXPROBE_CHECK(sigaction(kSignals[i], &action, nullptr) == 0);
  }
  struct sigaction ignore = {};
  ignore.sa_handler = SIG_IGN;
  LEXPROBE_CHECK(sigaction(SIGPIPE, &ignore, &before_.back()) == 0);
}

InterruptGuard::~InterruptGuard() {
  for (size_t i = 0; i < kSignals.size(); ++i) {
    sigaction(kSignals[i], &before_[i], nullptr);
  }
  sigaction(SIGPIPE, &before_.back(), nullptr);
}

bool Interrupted() { return first_signal.load(std::memory_order_relaxed) != 0; }

absl::Status InterruptStatus() {
  const int number = first_signal;
  for (size_t i = 0; i < kSignals.size(); ++i) {
    if (kSignals[i] == number) {
      return absl::CancelledError(absl::StrCat("interrupted by ", kNames[i]));
    }
  }
  return absl::OkStatus();
}

}  // namespace lexprobe::cli
