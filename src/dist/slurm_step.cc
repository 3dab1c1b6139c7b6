#include "dist/slurm_step.h"

#include <cstdint>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace lexprobe {
namespace {

constexpr int64_t kFirstPort = 15000;
constexpr int64_t kPorts = 10000;  // below those that systems hand out

int64_t NumberOr(const Environment& environment, const char* name,
                 int64_t otherwise) {
  const char* const text = environment(name);
  int64_t value = 0;
  return text != nullptr && absl::SimpleAtoi(text, &value) ? value : otherwise;
}

}  // namespace

bool InSlurmStep(const Environment& environment) {
  return environment("SLURM_PROCID") != nullptr &&
         (environment("SLURM_STEP_ID") != nullptr ||
          environment("SLURM_JOB_ID") == nullptr);
}

const char* SlurmSizeVariable(const Environment& environment) {
  const char* const of_step = "SLURM_STEP_NUM_TASKS";
  return environment(of_step) != nullptr ? of_step : "SLURM_NTASKS";
}

int SlurmLocalSize(const Environment& environment) {
  const char* const text = environment("SLURM_STEP_TASKS_PER_NODE");
  if (text == nullptr) return 1;
  int64_t node = NumberOr(environment, "SLURM_NODEID", 0);
  for (const absl::string_view group : absl::StrSplit(text, ',')) {
    const std::vector<absl::string_view> parts =
        absl::StrSplit(group, absl::ByAnyChar("(x)"), absl::SkipEmpty());
    int tasks = 0, nodes = 1;
    if (parts.empty() || !absl::SimpleAtoi(parts[0], &tasks)) return 1;
    if (parts.size() > 1 && !absl::SimpleAtoi(parts[1], &nodes)) return 1;
    if (node < nodes) return tasks > 0 ? tasks : 1;
    node -= nodes;
  }
  return 1;
}

std::string SlurmRendezvous(const Environment& environment) {
  const char* const nodes = environment("SLURM_STEP_NODELIST");
  if (nodes == nullptr || *nodes == '\0') return "";
  const auto number = [&](const char* name) {
    return static_cast<uint64_t>(NumberOr(environment, name, 0));
  };
  const uint64_t place = 31 * number("SLURM_JOB_ID") + number("SLURM_STEP_ID");
  return absl::StrCat("tcp://", FirstHost(nodes), ":",
                      kFirstPort + static_cast<int64_t>(place % kPorts));
}

std::string FirstHost(absl::string_view node_list) {
  std::string host;
  bool in_brackets = false, skipping = false;
  for (const char c : node_list) {
    if (c == '[' || c == ']') {
      in_brackets = c == '[';
      skipping = false;
    } else if (c == ',' && !in_brackets) {
      break;
    } else if (in_brackets && (c == '-' || c == ',')) {
      skipping = true;
    } else if (!skipping) {
      host.push_back(c);
    }
  }
  return host;
}

}  // namespace lexprobe
