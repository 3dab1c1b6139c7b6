#include "lexprobe/probe/run_tasks.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace lexprobe {

void RunTasks(size_t tasks, int threads, absl::FunctionRef<void(size_t)> task) {
  std::atomic<size_t> next = 0;
  const auto work = [&] {
    for (size_t i = next++; i < tasks; i = next++) task(i);
  };
  const size_t helpers =
      std::min(static_cast<size_t>(threads), std::max<size_t>(tasks, 1)) - 1;
  std::vector<std::thread> pool;
  pool.reserve(helpers);
  try {
    while (pool.size() < helpers) pool.emplace_back(work);
  } catch (const std::system_error&) {
    // No more threads to be had; those that run take all the tasks.
  }
  work();
  for (std::thread& thread : pool) thread.join();
}

}  // namespace lexprobe
