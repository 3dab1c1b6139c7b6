// LocalGroup: Communicators of one process, for tests: a rank is a thread.

#ifndef LEXPROBE_TESTS_SUPPORT_LOCAL_GROUP_H_
#define LEXPROBE_TESTS_SUPPORT_LOCAL_GROUP_H_

#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/mutex.h"
#include "lexprobe/dist/communicator.h"

namespace lexprobe {

class LocalGroup {
 public:
  explicit LocalGroup(int size)
      : size_(size), slots_(static_cast<size_t>(size)) {}

  // Runs body(communicator) on a thread for each rank, until all are done. A
  // rank that has returned has left: the others then get Unavailable.
  void Run(const std::function<void(Communicator&)>& body) {
    std::vector<std::thread> threads;
    for (int rank = 0; rank < size_; ++rank) {
      threads.emplace_back([this, rank, &body] {
        Member member(this, rank);
        body(member);
        Leave(rank);
      });
    }
    for (std::thread& thread : threads) thread.join();
  }

 private:
  class Member : public Communicator {
   public:
    Member(LocalGroup* group, int rank) : group_(*group), rank_(rank) {}
    int rank() const override { return rank_; }
    int size() const override { return group_.size_; }
    std::string NameOf(int rank) const override {
      return absl::StrCat("rank ", rank, " (a thread)");
    }
    absl::StatusOr<std::vector<std::string>> AllGather(absl::string_view bytes,
                                                       size_t) override {
      sent_ += static_cast<int64_t>(bytes.size());
      return group_.Exchange(rank_, std::string(bytes));
    }
    absl::Status AllReduceSum(absl::Span<float> numbers) override {
      std::string bytes(numbers.size() * sizeof(float), '\0');
      if (!bytes.empty()) {
        std::memcpy(bytes.data(), numbers.data(), bytes.size());
      }
      const auto all = AllGather(bytes, 0);
      if (!all.ok()) return all.status();
      for (float& number : numbers) number = 0;
      for (const std::string& one : *all) {
        for (size_t i = 0; i < numbers.size(); ++i) {
          float number = 0;
          std::memcpy(&number, &one[i * sizeof(float)], sizeof(float));
          numbers[i] += number;
        }
      }
      return absl::OkStatus();
    }
    absl::Status Broadcast(int from, std::string* bytes) override {
      const auto all = AllGather(*bytes, 0);
      if (!all.ok()) return all.status();
      *bytes = (*all)[static_cast<size_t>(from)];
      return absl::OkStatus();
    }
    int64_t bytes_sent() const override { return sent_; }

   private:
    LocalGroup& group_;
    const int rank_;
    int64_t sent_ = 0;
  };

  absl::StatusOr<std::vector<std::string>> Exchange(int rank,
                                                    std::string bytes) {
    MutexLock lock(&mutex_);
    slots_[static_cast<size_t>(rank)] = std::move(bytes);
    const int64_t round = round_;
    if (++came_ == size_) {
      results_ = slots_;
      came_ = 0;
      ++round_;
      changed_.NotifyAll();
    }
    while (round_ == round && left_ < 0) changed_.Wait(&mutex_);
    if (round_ != round) return results_;
    return absl::UnavailableError(
        absl::StrCat("rank ", left_, " (a thread) left"));
  }

  void Leave(int rank) {
    MutexLock lock(&mutex_);
    if (left_ < 0) left_ = rank;
    changed_.NotifyAll();
  }

  const int size_;
  Mutex mutex_;
  CondVar changed_;
  std::vector<std::string> slots_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> results_ ABSL_GUARDED_BY(mutex_);
  int came_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t round_ ABSL_GUARDED_BY(mutex_) = 0;
  int left_ ABSL_GUARDED_BY(mutex_) = -1;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_SUPPORT_LOCAL_GROUP_H_
