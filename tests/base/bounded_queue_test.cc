#include "lexprobe/base/bounded_queue.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

TEST(BoundedQueueTest, IsFirstInFirstOut) {
  BoundedQueue<int> queue(3);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(queue.Push(i));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(queue.Pop(), i);
}

TEST(BoundedQueueTest, CarriesThingsThatCanOnlyBeMoved) {
  BoundedQueue<std::unique_ptr<int>> queue(1);
  EXPECT_TRUE(queue.Push(std::make_unique<int>(7)));
  EXPECT_EQ(**queue.Pop(), 7);
}

TEST(BoundedQueueTest, HandsOutWhatIsQueuedAfterClose) {
  BoundedQueue<int> queue(2);
  queue.Push(1);
  queue.Close();
  EXPECT_FALSE(queue.Push(2));
  EXPECT_EQ(queue.Pop(), 1);
  EXPECT_EQ(queue.Pop(), std::nullopt);
  EXPECT_EQ(queue.Pop(), std::nullopt);
}

TEST(BoundedQueueTest, DropsWhatIsQueuedOnCancel) {
  BoundedQueue<int> queue(2);
  queue.Push(1);
  queue.Cancel();
  EXPECT_FALSE(queue.Push(2));
  EXPECT_EQ(queue.Pop(), std::nullopt);
}

TEST(BoundedQueueTest, MakesAProducerWaitForRoom) {
  BoundedQueue<int> queue(1);
  std::atomic<int> pushed = 0;
  std::thread producer([&] {
    for (int i = 0; i < 100; ++i) {
      queue.Push(i);
      ++pushed;
    }
    queue.Close();
  });
  int popped = 0;
  while (std::optional<int> item = queue.Pop()) {
    EXPECT_EQ(*item, popped++);
    EXPECT_LE(pushed.load(), popped + 1);
  }
  producer.join();
  EXPECT_EQ(popped, 100);
}

TEST(BoundedQueueTest, WakesWaitingProducersAndConsumersOnCancel) {
  BoundedQueue<int> empty(1);
  BoundedQueue<int> full(1);
  full.Push(0);
  std::thread consumer([&] { EXPECT_EQ(empty.Pop(), std::nullopt); });
  std::thread producer([&] { EXPECT_FALSE(full.Push(1)); });
  empty.Cancel();
  full.Cancel();
  consumer.join();
  producer.join();
}

TEST(BoundedQueueTest, LosesAndRepeatsNothingBetweenManyThreads) {
  constexpr int kThreads = 4;
  constexpr int64_t kItems = 5000;
  BoundedQueue<int64_t> queue(7);
  std::atomic<int64_t> sum = 0;
  std::atomic<int64_t> count = 0;
  std::vector<std::thread> producers;
  std::vector<std::thread> consumers;
  for (int t = 0; t < kThreads; ++t) {
    producers.emplace_back([&queue, t] {
      for (int64_t i = t; i < kItems; i += kThreads) queue.Push(i);
    });
    consumers.emplace_back([&] {
      while (std::optional<int64_t> item = queue.Pop()) {
        sum += *item;
        ++count;
      }
    });
  }
  for (std::thread& thread : producers) thread.join();
  queue.Close();
  for (std::thread& thread : consumers) thread.join();
  EXPECT_EQ(count, kItems);
  EXPECT_EQ(sum, kItems * (kItems - 1) / 2);
}

}  // namespace
}  // namespace lexprobe
