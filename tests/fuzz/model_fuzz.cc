// A file of a model folder, as a stranger may have made it: right checksums
// around whatever bytes. The first byte chooses its kind. Of our containers
// the rest is sections: a byte for the tag, one for the flags, two for the
// length, and the bytes. What is read is sound and can be asked.

#include <sys/mman.h>
#include <unistd.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/file_verdict.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/check.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/section_file.h"
#include "lexprobe/oscillator/model_file.h"
#include "lexprobe/oscillator/network.h"
#include "lexprobe/report/training_figure.h"
#include "lexprobe/store/formats.h"
#include "lexprobe/train/network_file.h"

namespace lexprobe {
namespace {

constexpr uint32_t kEmbeddings = SectionTag("EMBD");
constexpr uint32_t kNetwork = SectionTag("NETW");
constexpr uint32_t kOscillator = SectionTag("OSCL");
constexpr uint32_t kCheckpoint = SectionTag("CKPT");
constexpr uint32_t kKinds[] = {kEmbeddings, kNetwork, kOscillator, kCheckpoint};
constexpr uint32_t kTags[] = {
    SectionTag("SHAP"), SectionTag("META"), SectionTag("WORD"),
    SectionTag("ENDS"), SectionTag("SORT"), SectionTag("CNTS"),
    SectionTag("MATX"), SectionTag("OPTS"), SectionTag("WRDS"),
    SectionTag("EMBD"), SectionTag("W1  "), SectionTag("B1  "),
    SectionTag("W2  "), SectionTag("B2  "), SectionTag("SETT"),
    SectionTag("SCAL"), SectionTag("PARA"), SectionTag("HIST"),
    SectionTag("ADAM"), SectionTag("RUN "), SectionTag("STAT"),
    SectionTag("WHAT")};

// A file in memory that has a path.
class MemoryFile : public ByteSink {
 public:
  MemoryFile() : descriptor_(memfd_create("fuzz", MFD_CLOEXEC)) {
    LEXPROBE_CHECK(descriptor_ >= 0);
  }
  ~MemoryFile() override { close(descriptor_); }

  absl::Status Write(absl::string_view bytes) override {
    LEXPROBE_CHECK(write(descriptor_, bytes.data(), bytes.size()) ==
                   static_cast<ssize_t>(bytes.size()));
    return absl::OkStatus();
  }
  absl::Status Close() override { return absl::OkStatus(); }
  absl::string_view name() const override { return "memory"; }

  std::string path() const {
    return absl::StrCat("/proc/self/fd/", descriptor_);
  }

 private:
  int descriptor_;
};

std::vector<Section> SectionsIn(absl::string_view bytes) {
  std::vector<Section> sections;
  while (bytes.size() >= 4) {
    const auto byte = [&bytes](size_t i) {
      return static_cast<uint8_t>(bytes[i]);
    };
    const size_t length = byte(2) + size_t{256} * byte(3);
    sections.push_back({kTags[byte(0) % std::size(kTags)], byte(1) % 2u,
                        bytes.substr(4, length)});
    bytes.remove_prefix(std::min(bytes.size(), 4 + length));
  }
  return sections;
}

void AskNetwork(const std::string& path) {
  const absl::StatusOr<NetworkData> network = ReadNetwork(path);
  LEXPROBE_CHECK(network.ok() || !absl::IsInternal(network.status()));
  if (!network.ok()) return;
  const auto dim = static_cast<size_t>(network->options.dim);
  LEXPROBE_CHECK(network->words.size() * dim == network->embedding.size());
  LEXPROBE_CHECK(network->counts.size() == network->words.size());
}

void AskOscillator(const std::string& path) {
  const absl::StatusOr<OscillatorModel> model = LoadOscillatorModel(path);
  LEXPROBE_CHECK(model.ok() || !absl::IsInternal(model.status()));
  if (!model.ok()) return;
  LEXPROBE_CHECK(Network::FromParts(model->state.network).ok());
}

void AskEmbeddings(const std::string& path) {
  const absl::StatusOr<EmbeddingTable> table =
      ReadEmbeddings(path, {.format = "native"}, nullptr);
  LEXPROBE_CHECK(table.ok() || !absl::IsInternal(table.status()));
  if (!table.ok()) return;
  for (int64_t row = 0; row < table->rows(); ++row) {
    LEXPROBE_CHECK(table->RowOf(table->WordOf(row)) == row);
  }
}

void AskContainer(uint32_t kind, absl::string_view bytes) {
  MemoryFile file;
  LEXPROBE_CHECK(WriteSections(kind, SectionsIn(bytes), file).ok());
  cli::VerifyFile(file.path(), "");
  if (kind == kNetwork) AskNetwork(file.path());
  if (kind == kOscillator) AskOscillator(file.path());
  if (kind == kEmbeddings) AskEmbeddings(file.path());
}

}  // namespace
}  // namespace lexprobe

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const absl::string_view bytes(reinterpret_cast<const char*>(data) + 1,
                                size - 1);
  const size_t choice = data[0] % (std::size(lexprobe::kKinds) + 1);
  if (choice < std::size(lexprobe::kKinds)) {
    lexprobe::AskContainer(lexprobe::kKinds[choice], bytes);
  } else {                                                      // run.json
    lexprobe::TrainingRecordsOf(bytes).status().IgnoreError();  // may be wrong
  }
  return 0;
}
