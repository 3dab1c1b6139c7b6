// A checkpoint, as a stranger may have made it. The first byte chooses: of an
// even one the rest is sections (section_bytes.h) with right checksums. Of an
// odd one it is changes to the state of a stage, each two bytes, how far from
// its end, and eight that stand there then; a stage that takes the state can
// go on from it.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/check.h"
#include "lexprobe/train/checkpoint.h"
#include "support/section_bytes.h"
#include "support/tiny_training.h"

namespace lexprobe {
namespace {

constexpr uint32_t kTags[] = {
    SectionTag("RUN "), SectionTag("STAT"), SectionTag("OPTS"),
    SectionTag("EMBD"), SectionTag("W1  "), SectionTag("B1  "),
    SectionTag("W2  "), SectionTag("B2  "), SectionTag("WHAT")};
constexpr size_t kPlace = 2, kNumber = 8;

void CheckFile(absl::string_view bytes) {
  const MemoryContainer file(SectionTag("CKPT"), SectionsIn(bytes, kTags));
  const absl::StatusOr<Checkpoint> checkpoint = ReadCheckpoint(file.path());
  LEXPROBE_CHECK(checkpoint.ok() || !absl::IsInternal(checkpoint.status()));
  if (!checkpoint.ok()) return;
  const auto dim = static_cast<size_t>(checkpoint->network.options.dim);
  LEXPROBE_CHECK(checkpoint->network.embedding.size() % dim == 0);
}

std::string Changed(std::string state, absl::string_view changes) {
  while (changes.size() >= kPlace + kNumber) {
    const size_t place = static_cast<uint8_t>(changes[0]) +
                         size_t{256} * static_cast<uint8_t>(changes[1]);
    const size_t end = state.size() - place % state.size();
    const size_t count = std::min(kNumber, end);
    state.replace(end - count, count,
                  std::string(changes.substr(kPlace, count)));
    changes.remove_prefix(kPlace + kNumber);
  }
  return state;
}

class StateTaker {
 public:
  explicit StateTaker(absl::string_view stage) : training_(stage) {
    training_.stage().SaveState(training_.stage().WorkerStates(), &start_);
  }

  void Check(absl::string_view changes) {
    LEXPROBE_CHECK(Take(start_).ok());
    const absl::Status status = Take(Changed(start_, changes));
    LEXPROBE_CHECK(status.ok() || absl::IsDataLoss(status) ||
                   absl::IsFailedPrecondition(status));
    if (!status.ok()) return;
    for (const auto& worker : training_.stage().workers()) {
      LEXPROBE_CHECK(std::isfinite(worker->done_share()));
      worker->Compute().IgnoreError();  // parameters may be no numbers
    }
  }

 private:
  absl::Status Take(absl::string_view state) {
    BinaryReader reader(state);
    return training_.stage().RestoreState(reader);
  }

  TinyTraining training_;
  std::string start_;
};

}  // namespace
}  // namespace lexprobe

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  static lexprobe::StateTaker embedding("embedding"), validity("validity");
  const absl::string_view bytes(reinterpret_cast<const char*>(data) + 1,
                                size - 1);
  if (data[0] % 2 == 0) {
    lexprobe::CheckFile(bytes);
  } else {
    (data[0] % 4 == 1 ? embedding : validity).Check(bytes);
  }
  return 0;
}
