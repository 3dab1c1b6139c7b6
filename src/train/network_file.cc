#include "lexprobe/train/network_file.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/section_file.h"
#include "lexprobe/base/status_macros.h"
#include "train/network_sections.h"

namespace lexprobe {
namespace {

constexpr uint32_t kNetworkKind = SectionTag("NETW");
constexpr uint32_t kWordsTag = SectionTag("WRDS");
constexpr uint32_t kMetadataTag = SectionTag("META");

std::string WordBytes(const NetworkData& network) {
  std::string bytes;
  PutUint64(network.words.size(), &bytes);
  for (size_t i = 0; i < network.words.size(); ++i) {
    PutString(network.words[i], &bytes);
    PutUint64(static_cast<uint64_t>(network.counts[i]), &bytes);
  }
  return bytes;
}

absl::Status ReadWords(absl::string_view bytes, NetworkData* network) {
  BinaryReader reader(bytes);
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t size, reader.GetUint64());
  const size_t rows =
      network->embedding.size() / static_cast<size_t>(network->options.dim);
  if (size != rows) {
    return absl::DataLossError(
        absl::StrCat(size, " words for ", rows, " embeddings"));
  }
  for (uint64_t i = 0; i < size; ++i) {
    LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view word, reader.GetString());
    LEXPROBE_ASSIGN_OR_RETURN(const uint64_t count, reader.GetUint64());
    network->words.emplace_back(word);
    network->counts.push_back(static_cast<int64_t>(count));
  }
  return absl::OkStatus();
}

absl::StatusOr<NetworkData> ParseNetwork(absl::string_view bytes) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<Section> sections,
                            ReadSections(kNetworkKind, bytes));
  NetworkData network;
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view options,
                            FindSection(sections, kOptionsTag));
  LEXPROBE_RETURN_IF_ERROR(ParseOptionsJson(options, &network));
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view metadata,
                            FindSection(sections, kMetadataTag));
  network.metadata_json = std::string(metadata);
  LEXPROBE_RETURN_IF_ERROR(ReadArrays(sections, &network));
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view words,
                            FindSection(sections, kWordsTag));
  LEXPROBE_RETURN_IF_ERROR(
      Annotate(ReadWords(words, &network), "section WRDS"));
  return network;
}

}  // namespace

NetworkView NetworkData::view() {
  return {absl::MakeSpan(embedding), absl::MakeSpan(first_weight),
          absl::MakeSpan(first_bias), absl::MakeSpan(output_weight),
          absl::MakeSpan(output_bias)};
}

NetworkData MakeNetworkData(const ModelOptions& options, int64_t vocabulary) {
  NetworkData data;
  data.options = options;
  const auto dim = static_cast<size_t>(options.dim);
  const auto width = static_cast<size_t>(options.first_width());
  data.embedding.resize(static_cast<size_t>(vocabulary) * dim);
  data.first_weight.resize(static_cast<size_t>(options.order) * dim * width);
  data.first_bias.resize(width);
  data.output_weight.resize(options.activation == Activation::kBilinear
                                ? 0
                                : static_cast<size_t>(options.hidden));
  data.output_bias.resize(1);
  return data;
}

absl::Status WriteNetwork(const NetworkData& network, absl::string_view path) {
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<AtomicFile> file,
                            AtomicFile::Create(path));
  std::vector<Section> sections = ArraySections(network);
  const std::string options = OptionsJson(network), words = WordBytes(network);
  sections.insert(sections.begin(), {kWordsTag, 0, words});
  sections.insert(sections.begin(), {kMetadataTag, 0, network.metadata_json});
  sections.insert(sections.begin(), {kOptionsTag, 0, options});
  return WriteSections(kNetworkKind, sections, *file);
}

absl::StatusOr<NetworkData> ReadNetwork(absl::string_view path) {
  return ParseMapped(path, ParseNetwork);
}

}  // namespace lexprobe
