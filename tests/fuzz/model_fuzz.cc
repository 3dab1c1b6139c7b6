// A file of a model folder, as a stranger may have made it: right checksums
// around whatever bytes. The first byte chooses its kind. Of our containers
// the rest is sections (section_bytes.h). What is read is sound and can be
// asked.

#include <cstddef>
#include <cstdint>
#include <string>

#include "cli/file_verdict.h"
#include "lexprobe/base/check.h"
#include "lexprobe/oscillator/model_file.h"
#include "lexprobe/oscillator/network.h"
#include "lexprobe/report/training_figure.h"
#include "lexprobe/store/formats.h"
#include "lexprobe/train/network_file.h"
#include "support/section_bytes.h"

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
  const MemoryContainer file(kind, SectionsIn(bytes, kTags));
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
