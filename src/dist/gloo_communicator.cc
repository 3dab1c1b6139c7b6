#include "lexprobe/dist/gloo_communicator.h"

#include <ATen/ATen.h>
#include <torch/csrc/distributed/c10d/FileStore.hpp>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#ifndef USE_C10D_GLOO
#error "this LibTorch was built without Gloo"
#endif

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <exception>
#include <functional>
#include <thread>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "dist/local_address.h"
#include "dist/socket_bytes.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

using Store = c10::intrusive_ptr<c10d::Store>;

constexpr absl::Duration kPoll = absl::Milliseconds(20);

std::chrono::milliseconds Milliseconds(absl::Duration duration) {
  return std::chrono::milliseconds(absl::ToInt64Milliseconds(duration));
}

std::string KeyOf(absl::string_view what, int rank) {
  return absl::StrCat("lexprobe/", what, "/", rank);
}

std::vector<uint8_t> BytesOf(absl::string_view text) {
  return std::vector<uint8_t>(text.begin(), text.end());
}

struct TcpPlace {
  std::string host;
  int port = 0;
};

// REQUIRES: what CheckRendezvous lets through
TcpPlace PlaceOf(absl::string_view rendezvous) {
  const absl::string_view rest = rendezvous.substr(strlen("tcp://"));
  const size_t colon = rest.rfind(':');
  return {std::string(rest.substr(0, colon)),
          std::stoi(std::string(rest.substr(colon + 1)))};
}

Store OpenStore(const LaunchSettings& settings, absl::Duration timeout) {
  if (absl::StartsWith(settings.rendezvous, "file://")) {
    auto store = c10::make_intrusive<c10d::FileStore>(
        settings.rendezvous.substr(strlen("file://")), settings.size);
    store->setTimeout(Milliseconds(timeout));
    return store;
  }
  const TcpPlace place = PlaceOf(settings.rendezvous);
  c10d::TCPStoreOptions options;
  options.port = static_cast<uint16_t>(place.port);
  options.isServer = settings.rank == 0 && settings.attempt.empty();
  options.waitWorkers = false;
  options.timeout = Milliseconds(timeout);
  auto store = c10::make_intrusive<c10d::TCPStore>(place.host, options);
  if (settings.attempt.empty()) return store;
  return c10::make_intrusive<c10d::PrefixStore>(settings.attempt, store);
}

// "node7, 10.0.0.7, process 4711"; the address is the one that others see.
std::string OwnName(const LaunchSettings& settings) {
  char host[256] = "?";
  gethostname(host, sizeof(host) - 1);
  std::string address;
  if (absl::StartsWith(settings.rendezvous, "tcp://")) {
    const TcpPlace place = PlaceOf(settings.rendezvous);
    address = LocalAddressTowards(place.host, place.port);
  }
  if (!address.empty()) address.append(", ");
  return absl::StrCat(host, ", ", address, "process ", getpid());
}

std::shared_ptr<gloo::transport::Device> DeviceFor(
    const LaunchSettings& settings) {
  const char* const interface = getenv("GLOO_SOCKET_IFNAME");
  if (interface != nullptr && *interface != '\0') {
    return c10d::ProcessGroupGloo::createDeviceForInterface(interface);
  }
  if (absl::StartsWith(settings.rendezvous, "tcp://")) {
    const TcpPlace place = PlaceOf(settings.rendezvous);
    const std::string own = LocalAddressTowards(place.host, place.port);
    if (!own.empty()) {
      return c10d::ProcessGroupGloo::createDeviceForHostname(own);
    }
  }
  return c10d::ProcessGroupGloo::createDefaultDevice();
}

class GlooCommunicator : public Communicator {
 public:
  // A part of the time-out is kept for finding out who did not answer.
  GlooCommunicator(const LaunchSettings& settings, absl::Duration timeout)
      : settings_(settings),
        timeout_(timeout),
        grace_(std::min(absl::Seconds(10), timeout / 3)),
        names_(static_cast<size_t>(settings.size)) {}

  absl::Status Connect() {
    try {
      store_ = OpenStore(settings_, timeout_);
      LEXPROBE_RETURN_IF_ERROR(Meet());
      auto options =
          c10d::ProcessGroupGloo::Options::create(Milliseconds(timeout_));
      options->devices.push_back(DeviceFor(settings_));
      options->threads = 1;
      options->timeout = Milliseconds(timeout_ - grace_);
      group_ = std::make_unique<c10d::ProcessGroupGloo>(
          store_, settings_.rank, settings_.size, std::move(options));
      return absl::OkStatus();
    } catch (const std::exception& error) {
      return absl::UnavailableError(
          absl::StrCat("no meeting at ", settings_.rendezvous, " within ",
                       absl::FormatDuration(timeout_), " (",
                       settings_.rank == 0 ? "this is rank 0, which keeps it"
                                           : "rank 0 keeps it",
                       "): ", FirstLine(error.what())));
    }
  }

  int rank() const override { return settings_.rank; }
  int size() const override { return settings_.size; }
  std::string NameOf(int rank) const override {
    return absl::StrCat("rank ", rank, " (", names_[size_t(rank)], ")");
  }
  int64_t bytes_sent() const override { return SocketBytesSent(); }

  absl::StatusOr<std::vector<std::string>> AllGather(absl::string_view bytes,
                                                     size_t expected) override {
    std::vector<std::string> all;
    size_t longest = 0;
    LEXPROBE_RETURN_IF_ERROR(Gather(bytes, expected, &all, &longest));
    if (longest > expected) {
      LEXPROBE_RETURN_IF_ERROR(Gather(bytes, longest, &all, &longest));
    }
    return all;
  }

  absl::Status AllReduceSum(absl::Span<float> numbers) override {
    return Run([&] {
      std::vector<at::Tensor> tensors;
      tensors.push_back(
          at::from_blob(numbers.data(), {int64_t(numbers.size())}, at::kFloat));
      group_->allreduce(tensors)->wait();
    });
  }

  absl::Status Broadcast(int from, std::string* bytes) override {
    c10d::BroadcastOptions options;
    options.rootRank = from;
    int64_t length = int64_t(bytes->size());
    LEXPROBE_RETURN_IF_ERROR(Run([&] {
      std::vector<at::Tensor> tensors;
      tensors.push_back(at::from_blob(&length, {1}, at::kLong));
      group_->broadcast(tensors, options)->wait();
    }));
    bytes->resize(size_t(length));
    if (length == 0) return absl::OkStatus();
    return Run([&] {
      std::vector<at::Tensor> tensors;
      tensors.push_back(at::from_blob(bytes->data(), {length}, at::kByte));
      group_->broadcast(tensors, options)->wait();
    });
  }

 private:
  static std::string FirstLine(absl::string_view text) {
    return std::string(text.substr(0, text.find('\n')));
  }

  // Says who it is, and waits for all others to do so.
  absl::Status Meet() {
    if (store_->add(KeyOf("came", settings_.rank), 1) > 1) {
      return absl::FailedPreconditionError(absl::StrCat(
          settings_.rendezvous, ": rank ", settings_.rank,
          " is there already: it is left over from another run (remove the "
          "file, or take another), or two processes have the same rank"));
    }
    store_->set(KeyOf("who", settings_.rank), BytesOf(OwnName(settings_)));
    const std::vector<int> missing = WaitForAll("who", timeout_);
    if (!missing.empty()) {
      return absl::UnavailableError(absl::StrCat(
          RanksText(missing), " of ", settings_.size, " did not come to ",
          settings_.rendezvous, " within ", absl::FormatDuration(timeout_)));
    }
    for (int rank = 0; rank < settings_.size; ++rank) {
      const std::vector<uint8_t> name = store_->get(KeyOf("who", rank));
      names_[size_t(rank)].assign(name.begin(), name.end());
    }
    return absl::OkStatus();
  }

  static std::string RanksText(const std::vector<int>& ranks) {
    return absl::StrCat(ranks.size() == 1 ? "rank " : "ranks ",
                        absl::StrJoin(ranks, ", "));
  }

  // Ranks that have not set their key `what` when the time is over.
  std::vector<int> WaitForAll(absl::string_view what, absl::Duration time) {
    const absl::Time end = absl::Now() + time;
    std::vector<int> missing;
    for (int rank = 0; rank < settings_.size; ++rank) missing.push_back(rank);
    while (true) {
      std::vector<int> left;
      for (const int rank : missing) {
        if (!store_->check({KeyOf(what, rank)})) left.push_back(rank);
      }
      missing = std::move(left);
      if (missing.empty() || absl::Now() >= end) return missing;
      absl::SleepFor(kPoll);
    }
  }

  // A header with the length, then the bytes as far as there is room.
  absl::Status Gather(absl::string_view bytes, size_t room,
                      std::vector<std::string>* all, size_t* longest) {
    const size_t width = sizeof(uint64_t) + room;
    outgoing_.assign(width, '\0');
    const uint64_t length = bytes.size();
    std::memcpy(outgoing_.data(), &length, sizeof(length));
    bytes.copy(&outgoing_[sizeof(length)], room);
    all->assign(size_t(settings_.size), std::string(width, '\0'));
    LEXPROBE_RETURN_IF_ERROR(Run([&] {
      const auto tensor = [&](std::string& memory) {
        return at::from_blob(memory.data(), {int64_t(width)}, at::kByte);
      };
      std::vector<at::Tensor> inputs;
      inputs.push_back(tensor(outgoing_));
      std::vector<std::vector<at::Tensor>> outputs(1);
      for (std::string& memory : *all) outputs[0].push_back(tensor(memory));
      group_->allgather(outputs, inputs)->wait();
    }));
    *longest = 0;
    for (std::string& one : *all) {
      uint64_t size = 0;
      std::memcpy(&size, one.data(), sizeof(size));
      *longest = std::max(*longest, size_t(size));
      one.erase(0, sizeof(size));
      one.resize(std::min(size_t(size), room));
    }
    return absl::OkStatus();
  }

  absl::Status Run(const std::function<void()>& operation) {
    LEXPROBE_RETURN_IF_ERROR(status_);
    try {
      operation();
    } catch (const std::exception& error) {
      status_ = Diagnose(FirstLine(error.what()));
    }
    return status_;
  }

  // Closes the connections, so that the others notice at once; then all who
  // still can say so, and who does not is to blame.
  absl::Status Diagnose(const std::string& what) {
    group_.reset();
    std::vector<int> silent;
    try {
      store_->set(KeyOf("noticed", settings_.rank), BytesOf("1"));
      silent = WaitForAll("noticed", grace_);
      store_->set(KeyOf("named", settings_.rank), BytesOf("1"));
      // The place to meet goes with rank 0.
      if (settings_.rank == 0) WaitForAll("named", absl::Seconds(1));
    } catch (const std::exception&) {
      silent = {0};
    }
    std::vector<std::string> names;
    for (const int rank : silent) names.push_back(NameOf(rank));
    return absl::UnavailableError(absl::StrCat(
        names.empty()
            ? "the connection to another process broke"
            : absl::StrJoin(names, ", ") + " died or did not answer within " +
                  absl::FormatDuration(timeout_),
        ": ", what));
  }

  const LaunchSettings settings_;
  const absl::Duration timeout_;
  const absl::Duration grace_;
  std::vector<std::string> names_;
  Store store_;
  std::unique_ptr<c10d::ProcessGroupGloo> group_;
  absl::Status status_;
  std::string outgoing_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Communicator>> ConnectGloo(
    const LaunchSettings& settings, absl::Duration timeout) {
  auto all = std::make_unique<GlooCommunicator>(settings, timeout);
  LEXPROBE_RETURN_IF_ERROR(all->Connect());
  return all;
}

}  // namespace lexprobe
