#include "train/network_sections.h"

#include <array>
#include <bit>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/status_macros.h"
#include "nlohmann/json.hpp"

namespace lexprobe {
namespace {

// Of kNetworkArrays, in their order.
constexpr uint32_t kArrayTags[] = {kEmbeddingTag, kFirstWeightTag,
                                   kFirstBiasTag, kOutputWeightTag,
                                   kOutputBiasTag};
constexpr size_t kArrays = std::size(kArrayTags);
static_assert(kArrays == std::size(kNetworkArrays));

// How many numbers each array has.
std::array<uint64_t, kArrays> SizesOf(const ModelOptions& options,
                                      uint64_t rows) {
  const auto dim = static_cast<uint64_t>(options.dim);
  const auto width = static_cast<uint64_t>(options.first_width());
  const bool bilinear = options.activation == Activation::kBilinear;
  return {rows * dim, static_cast<uint64_t>(options.order) * dim * width, width,
          bilinear ? 0 : static_cast<uint64_t>(options.hidden), 1};
}

absl::Status Damaged(absl::string_view what) {
  return absl::DataLossError(absl::StrCat("section OPTS: ", what));
}

}  // namespace

std::string TagName(uint32_t tag) {
  std::string name;
  for (int i = 0; i < 4; ++i, tag >>= 8) {
    name.push_back(static_cast<char>(tag & 0xff));
  }
  return name;
}

std::vector<Section> ArraySections(const NetworkData& network) {
  static_assert(std::endian::native == std::endian::little,
                "the arrays are written as they lie in memory");
  std::vector<Section> sections;
  for (size_t i = 0; i < kArrays; ++i) {
    const std::vector<float>& array = network.*kNetworkArrays[i];
    sections.push_back({kArrayTags[i],
                        0,
                        {reinterpret_cast<const char*>(array.data()),
                         array.size() * sizeof(float)}});
  }
  return sections;
}

std::string OptionsJson(const NetworkData& network) {
  const nlohmann::ordered_json json = {
      {"order", network.options.order},
      {"dim", network.options.dim},
      {"hidden", network.options.hidden},
      {"activation", std::string(NameOf(network.options.activation))},
      {"calibration_scale", network.calibration.scale},
      {"calibration_offset", network.calibration.offset}};
  return json.dump();
}

absl::Status ParseOptionsJson(absl::string_view text, NetworkData* network) {
  const auto json = nlohmann::json::parse(text.begin(), text.end(), nullptr,
                                          /*allow_exceptions=*/false);
  if (!json.is_object()) return Damaged("not a JSON object");
  for (const char* key : {"order", "dim", "hidden"}) {
    if (!json.contains(key) || !json[key].is_number_integer()) {
      return Damaged(absl::StrCat("no whole number \"", key, "\""));
    }
  }
  for (const char* key : {"calibration_scale", "calibration_offset"}) {
    if (!json.contains(key) || !json[key].is_number()) {
      return Damaged(absl::StrCat("no number \"", key, "\""));
    }
  }
  if (!json.contains("activation") || !json["activation"].is_string()) {
    return Damaged("no \"activation\"");
  }
  network->options.order = json["order"].get<int>();
  network->options.dim = json["dim"].get<int>();
  network->options.hidden = json["hidden"].get<int>();
  network->calibration.scale = json["calibration_scale"].get<double>();
  network->calibration.offset = json["calibration_offset"].get<double>();
  LEXPROBE_ASSIGN_OR_RETURN(
      network->options.activation,
      ActivationFromName(json["activation"].get<std::string>()));
  return Annotate(Validate(network->options), "section OPTS");
}

absl::StatusOr<absl::string_view> FindSection(
    const std::vector<Section>& sections, uint32_t tag) {
  const Section* found = nullptr;
  for (const Section& section : sections) {
    if (section.tag != tag) continue;
    if (found != nullptr) {
      return absl::DataLossError(
          absl::StrCat("section ", TagName(tag), " is there twice"));
    }
    found = &section;
  }
  if (found == nullptr) {
    return absl::DataLossError(
        absl::StrCat("section ", TagName(tag), " is missing"));
  }
  return found->bytes;
}

absl::Status ReadArrays(const std::vector<Section>& sections,
                        NetworkData* network) {
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view embedding,
                            FindSection(sections, kEmbeddingTag));
  const uint64_t row_bytes =
      static_cast<uint64_t>(network->options.dim) * sizeof(float);
  if (embedding.empty() || embedding.size() % row_bytes != 0) {
    return absl::DataLossError(absl::StrCat("section EMBD: ", embedding.size(),
                                            " bytes are no whole rows of ",
                                            row_bytes));
  }
  const std::array<uint64_t, kArrays> sizes =
      SizesOf(network->options, embedding.size() / row_bytes);
  for (size_t i = 0; i < sizes.size(); ++i) {
    LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view bytes,
                              FindSection(sections, kArrayTags[i]));
    std::vector<float>& array = network->*kNetworkArrays[i];
    if (bytes.size() != sizes[i] * sizeof(float)) {
      return absl::DataLossError(absl::StrCat(
          "section ", TagName(kArrayTags[i]), ": ", bytes.size(),
          " bytes where the options ask for ", sizes[i] * sizeof(float)));
    }
    array.resize(sizes[i]);
    BinaryReader reader(bytes);
    LEXPROBE_RETURN_IF_ERROR(reader.GetFloats(absl::MakeSpan(array)));
  }
  return absl::OkStatus();
}

}  // namespace lexprobe
