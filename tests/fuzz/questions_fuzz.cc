// Bytes taken for analogy questions or judged pairs are some, or an error that
// names the file. Questions ask about pairs that their section has.

#include <sys/mman.h>
#include <unistd.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/check.h"
#include "lexprobe/probe/analogy_set.h"
#include "lexprobe/probe/similarity.h"

namespace lexprobe {
namespace {

// A file in memory, which has a path while it lives.
class MemoryFile {
 public:
  MemoryFile(const uint8_t* data, size_t size)
      : descriptor_(memfd_create("fuzz", 0)) {
    LEXPROBE_CHECK(descriptor_ >= 0);
    LEXPROBE_CHECK(write(descriptor_, data, size) ==
                   static_cast<ssize_t>(size));
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string path() const {
    return absl::StrCat("/proc/self/fd/", descriptor_);
  }

 private:
  const int descriptor_;
};

void CheckQuestions(const AnalogySet& set) {
  LEXPROBE_CHECK(set.questions() > 0);
  for (const AnalogySection& section : set.sections) {
    const auto pairs = static_cast<int64_t>(section.pairs.size());
    for (const AnalogyQuestion& question : section.questions) {
      LEXPROBE_CHECK(question.given >= 0 && question.given < pairs);
      LEXPROBE_CHECK(question.asked >= 0 && question.asked < pairs);
    }
  }
}

}  // namespace
}  // namespace lexprobe

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const lexprobe::MemoryFile file(data, size);
  const auto questions = lexprobe::ReadAnalogySet(file.path());
  if (questions.ok()) lexprobe::CheckQuestions(*questions);
  const auto pairs = lexprobe::ReadJudgedPairs(file.path());
  if (pairs.ok()) {
    for (const lexprobe::JudgedPair& pair : *pairs) {
      LEXPROBE_CHECK(std::isfinite(pair.score) && !pair.first.empty());
    }
  }
  return 0;
}
