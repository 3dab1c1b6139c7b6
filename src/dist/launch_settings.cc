#include "lexprobe/dist/launch_settings.h"

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "dist/slurm_step.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

// The names of its variables; null: it has none.
struct Launcher {
  const char* rank = nullptr;
  const char* size = nullptr;
  const char* local_rank = nullptr;
  const char* local_size = nullptr;
  bool slurm = false;
};

constexpr Launcher kLaunchers[] = {
    {"RANK", "WORLD_SIZE", "LOCAL_RANK", "LOCAL_WORLD_SIZE"},
    {"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE",
     "OMPI_COMM_WORLD_LOCAL_RANK", "OMPI_COMM_WORLD_LOCAL_SIZE"},
};

// Without names where no launcher is.
Launcher FindLauncher(const Environment& environment) {
  for (const Launcher& one : kLaunchers) {
    if (environment(one.rank) != nullptr || environment(one.size) != nullptr) {
      return one;
    }
  }
  if (!InSlurmStep(environment)) return {};
  return {.rank = "SLURM_PROCID",
          .size = SlurmSizeVariable(environment),
          .local_rank = "SLURM_LOCALID",
          .slurm = true};
}

absl::StatusOr<int> Number(const Environment& environment, const char* name,
                           int low, int high) {
  const char* const text = environment(name);
  int value = 0;
  if (text != nullptr && absl::SimpleAtoi(text, &value) && value >= low &&
      value <= high) {
    return value;
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "the environment has ", name, " = ",
      text == nullptr ? "nothing" : absl::StrCat("\"", text, "\""),
      " where a whole number from ", low, " to ", high, " is meant"));
}

absl::StatusOr<std::string> MasterAddress(const Environment& environment,
                                          bool slurm) {
  const char* const address = environment("MASTER_ADDR");
  const char* const port = environment("MASTER_PORT");
  if (address == nullptr && port == nullptr) {
    std::string meeting = slurm ? SlurmRendezvous(environment) : "";
    if (!meeting.empty()) return meeting;
    return absl::InvalidArgumentError(
        "several processes need a place to meet: --rendezvous "
        "tcp://HOST:PORT or file:///PATH, or MASTER_ADDR and MASTER_PORT in "
        "the environment");
  }
  if (address == nullptr || *address == '\0') {
    return absl::InvalidArgumentError(
        "the environment has MASTER_PORT but no MASTER_ADDR");
  }
  LEXPROBE_RETURN_IF_ERROR(
      Number(environment, "MASTER_PORT", 1, 65535).status());
  return absl::StrCat("tcp://", address, ":", port);
}

// torch.distributed.elastic says so when its agent keeps the store.
std::string Attempt(const Environment& environment) {
  const char* const kept = environment("TORCHELASTIC_USE_AGENT_STORE");
  if (kept == nullptr || kept != absl::string_view("True")) return "";
  const char* const restarts = environment("TORCHELASTIC_RESTART_COUNT");
  return absl::StrCat("attempt ", restarts == nullptr ? "0" : restarts);
}

absl::Status CheckRendezvous(absl::string_view rendezvous) {
  const size_t colon = rendezvous.rfind(':');
  int port = 0;
  if (absl::StartsWith(rendezvous, "file:///") && rendezvous.size() > 8) {
    return absl::OkStatus();
  }
  if (absl::StartsWith(rendezvous, "tcp://") && colon > 6 &&
      absl::SimpleAtoi(rendezvous.substr(colon + 1), &port) && port > 0 &&
      port < 65536) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("rendezvous is \"", rendezvous,
                   "\"; it must be tcp://HOST:PORT or file:///PATH"));
}

absl::Status ReadRank(const Environment& environment, const Launcher& launcher,
                      LaunchSettings* settings) {
  LEXPROBE_ASSIGN_OR_RETURN(settings->size,
                            Number(environment, launcher.size, 1, 65536));
  const auto read = [&](const char* name, int low, int high, int* value) {
    if (name == nullptr || environment(name) == nullptr) {
      return absl::OkStatus();
    }
    const absl::StatusOr<int> number = Number(environment, name, low, high);
    if (number.ok()) *value = *number;
    return number.status();
  };
  const int size = settings->size;
  LEXPROBE_ASSIGN_OR_RETURN(settings->rank,
                            Number(environment, launcher.rank, 0, size - 1));
  LEXPROBE_RETURN_IF_ERROR(
      read(launcher.local_rank, 0, size - 1, &settings->local_rank));
  return read(launcher.local_size, 1, size, &settings->local_size);
}

}  // namespace

absl::StatusOr<LaunchSettings> ReadLaunchSettings(
    const Environment& environment, absl::string_view rendezvous) {
  const char* const meeting = environment("LEXPROBE_RENDEZVOUS");
  if (rendezvous.empty() && meeting != nullptr) rendezvous = meeting;
  LaunchSettings settings;
  const Launcher launcher = FindLauncher(environment);
  if (launcher.rank != nullptr) {
    LEXPROBE_RETURN_IF_ERROR(ReadRank(environment, launcher, &settings));
    if (launcher.slurm) settings.local_size = SlurmLocalSize(environment);
  }
  if (!rendezvous.empty()) {
    LEXPROBE_RETURN_IF_ERROR(CheckRendezvous(rendezvous));
    if (launcher.rank == nullptr) {
      return absl::InvalidArgumentError(
          "--rendezvous is given, but the environment has no RANK and "
          "WORLD_SIZE; tools/launch, torchrun, mpirun and srun set them");
    }
  }
  if (settings.alone()) return settings;
  settings.rendezvous = std::string(rendezvous);
  if (rendezvous.empty()) {
    LEXPROBE_ASSIGN_OR_RETURN(settings.rendezvous,
                              MasterAddress(environment, launcher.slurm));
    settings.attempt = Attempt(environment);
  }
  return settings;
}

}  // namespace lexprobe
