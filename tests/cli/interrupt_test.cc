#include "cli/interrupt.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe::cli {
namespace {

void (*HandlerOf(int number))(int) {
  struct sigaction action = {};
  sigaction(number, nullptr, &action);
  return action.sa_handler;
}

TEST(InterruptGuardTest, TurnsEachSignalIntoCancelled) {
  const std::pair<int, const char*> kSignals[] = {
      {SIGINT, "interrupted by SIGINT"},
      {SIGTERM, "interrupted by SIGTERM"},
      {SIGHUP, "interrupted by SIGHUP"}};
  for (const auto& [number, message] : kSignals) {
    const InterruptGuard guard;
    EXPECT_FALSE(Interrupted());
    EXPECT_THAT(InterruptStatus(), IsOk());
    raise(number);
    EXPECT_TRUE(Interrupted());
    EXPECT_THAT(InterruptStatus(),
                StatusIs(absl::StatusCode::kCancelled, message));
  }
}

TEST(InterruptGuardTest, NamesTheFirstSignalOfSeveral) {
  const InterruptGuard guard;
  raise(SIGTERM);
  raise(SIGINT);
  EXPECT_THAT(InterruptStatus(),
              StatusIs(absl::StatusCode::kCancelled, "interrupted by SIGTERM"));
}

TEST(InterruptGuardTest, PutsBackWhatWasThereBefore) {
  {
    const InterruptGuard guard;
    EXPECT_NE(HandlerOf(SIGTERM), SIG_DFL);
    EXPECT_EQ(HandlerOf(SIGPIPE), SIG_IGN);
  }
  EXPECT_EQ(HandlerOf(SIGINT), SIG_DFL);
  EXPECT_EQ(HandlerOf(SIGTERM), SIG_DFL);
  EXPECT_EQ(HandlerOf(SIGPIPE), SIG_DFL);
}

TEST(InterruptGuardTest, KeepsAnIgnoredSignalIgnored) {
  signal(SIGHUP, SIG_IGN);
  {
    const InterruptGuard guard;
    raise(SIGHUP);
    EXPECT_FALSE(Interrupted());
  }
  signal(SIGHUP, SIG_DFL);
}

TEST(InterruptGuardTest, LetsTheSecondCtrlCEndTheProcess) {
  const pid_t child = fork();
  if (child == 0) {
    const InterruptGuard guard;
    raise(SIGINT);
    raise(SIGINT);
    _exit(0);
  }
  int exit_status = 0;
  ASSERT_EQ(waitpid(child, &exit_status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(exit_status));
  EXPECT_EQ(WTERMSIG(exit_status), SIGINT);
}

}  // namespace
}  // namespace lexprobe::cli
