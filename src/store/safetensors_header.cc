#include "store/safetensors_header.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lexprobe/base/status_macros.h"
#include "nlohmann/json.hpp"

namespace lexprobe {
namespace {

using Json = nlohmann::json;

constexpr char kMetadata[] = "__metadata__";
constexpr char kTensor[] = "embeddings";
constexpr uint64_t kLargestDim = 65536;

struct Tensor {
  std::string name;
  std::string type;
  std::vector<uint64_t> shape;
  uint64_t begin = 0;
  uint64_t end = 0;
};

std::string Quoted(absl::string_view name) {
  return absl::StrCat("\"", absl::Utf8SafeCHexEscape(name), "\"");
}

// The member `key` of `object` if it is an array of whole numbers.
std::optional<std::vector<uint64_t>> WholeNumbers(const Json& object,
                                                  const char* key) {
  const auto member = object.find(key);
  if (member == object.end() || !member->is_array()) return std::nullopt;
  std::vector<uint64_t> numbers;
  for (const Json& number : *member) {
    if (!number.is_number_unsigned()) return std::nullopt;
    numbers.push_back(number.get<uint64_t>());
  }
  return numbers;
}

absl::StatusOr<Tensor> ParseTensor(const std::string& name, const Json& json) {
  const absl::Status damaged = absl::DataLossError(
      absl::StrCat("tensor ", Quoted(name),
                   " lacks dtype, shape or data_offsets as they should be"));
  if (!json.is_object()) return damaged;
  const auto type = json.find("dtype");
  const auto shape = WholeNumbers(json, "shape");
  const auto offsets = WholeNumbers(json, "data_offsets");
  if (type == json.end() || !type->is_string() || !shape.has_value() ||
      !offsets.has_value() || offsets->size() != 2 ||
      (*offsets)[0] > (*offsets)[1]) {
    return damaged;
  }
  return Tensor{name, type->get<std::string>(), *shape, (*offsets)[0],
                (*offsets)[1]};
}

std::optional<NumberType> TypeOf(absl::string_view type) {
  if (type == "F16") return NumberType::kFloat16;
  if (type == "BF16") return NumberType::kBfloat16;
  if (type == "F32") return NumberType::kFloat32;
  if (type == "F64") return NumberType::kFloat64;
  return std::nullopt;
}

// "embeddings", or else the only matrix of floats.
absl::StatusOr<Tensor> ChooseTensor(const std::vector<Tensor>& tensors) {
  std::vector<const Tensor*> matrices;
  for (const Tensor& tensor : tensors) {
    if (tensor.name == kTensor) return tensor;
    if (tensor.shape.size() == 2 && TypeOf(tensor.type).has_value()) {
      matrices.push_back(&tensor);
    }
  }
  if (matrices.size() == 1) return *matrices[0];
  return absl::InvalidArgumentError(absl::StrCat(
      "no tensor \"", kTensor, "\", and ", matrices.size(),
      " matrices of floats to choose from", matrices.empty() ? "" : ": ",
      absl::StrJoin(matrices, ", ", [](std::string* out, const Tensor* tensor) {
        out->append(Quoted(tensor->name));
      })));
}

absl::Status SetMatrix(const Tensor& tensor, SafetensorsHeader* header) {
  const std::optional<NumberType> type = TypeOf(tensor.type);
  if (!type.has_value() || tensor.shape.size() != 2) {
    return absl::InvalidArgumentError(absl::StrCat(
        "tensor ", Quoted(tensor.name), " is of type ", Quoted(tensor.type),
        " and shape [", absl::StrJoin(tensor.shape, ", "),
        "]; F32, F64, F16 or BF16 and [rows, dimension] are needed"));
  }
  header->tensor = tensor.name;
  header->type = *type;
  header->rows = tensor.shape[0];
  header->dim = tensor.shape[1];
  header->begin = tensor.begin;
  if (header->rows > std::numeric_limits<uint32_t>::max() || header->dim < 1 ||
      header->dim > kLargestDim) {
    return absl::InvalidArgumentError(absl::StrCat(
        "a matrix of ", header->rows, " x ", header->dim,
        "; allowed are up to 2^32 - 1 rows of dimension 1 to ", kLargestDim));
  }
  const uint64_t needed = header->rows * header->dim * BytesOf(*type);
  if (tensor.end - tensor.begin == needed) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("tensor ", Quoted(tensor.name),
                                          " has ", tensor.end - tensor.begin,
                                          " bytes, its shape needs ", needed));
}

// The JSON array that metadata have as text under `key`; null if absent.
absl::StatusOr<Json> ArrayIn(const Json& metadata, const char* key,
                             uint64_t rows) {
  const auto member = metadata.find(key);
  if (member == metadata.end()) return Json();
  Json array;
  if (member->is_string()) {
    array = Json::parse(member->get_ref<const std::string&>(), nullptr, false);
  }
  if (!array.is_array() || array.size() != rows) {
    return absl::DataLossError(absl::StrCat("the metadata \"", key,
                                            "\" are not a JSON array of ", rows,
                                            " elements as text"));
  }
  return array;
}

absl::Status SetMetadata(const Json& metadata, SafetensorsHeader* header) {
  if (!metadata.is_object()) {
    return absl::DataLossError(absl::StrCat(kMetadata, " is no object"));
  }
  LEXPROBE_ASSIGN_OR_RETURN(const Json words,
                            ArrayIn(metadata, "words", header->rows));
  for (const Json& word : words) {
    if (!word.is_string()) return absl::DataLossError("a word is no string");
    header->words.push_back(word.get<std::string>());
  }
  header->has_words = !words.is_null();
  LEXPROBE_ASSIGN_OR_RETURN(const Json counts,
                            ArrayIn(metadata, "counts", header->rows));
  for (const Json& count : counts) {
    if (!count.is_number_unsigned() ||
        count.get<uint64_t>() > std::numeric_limits<int64_t>::max()) {
      return absl::DataLossError("a count is no whole number");
    }
    header->counts.push_back(count.get<int64_t>());
  }
  const auto ours = metadata.find("lexprobe");
  if (ours != metadata.end() && ours->is_string()) {
    header->metadata_json = ours->get<std::string>();
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SafetensorsHeader> ParseSafetensorsHeader(
    absl::string_view json) {
  const Json parsed = Json::parse(json.begin(), json.end(), nullptr, false);
  if (!parsed.is_object()) {
    return absl::DataLossError("the header is no JSON object");
  }
  std::vector<Tensor> tensors;
  SafetensorsHeader header;
  for (const auto& [name, value] : parsed.items()) {
    if (name == kMetadata) continue;
    LEXPROBE_ASSIGN_OR_RETURN(Tensor tensor, ParseTensor(name, value));
    header.data_length = std::max(header.data_length, tensor.end);
    tensors.push_back(std::move(tensor));
  }
  LEXPROBE_ASSIGN_OR_RETURN(const Tensor matrix, ChooseTensor(tensors));
  LEXPROBE_RETURN_IF_ERROR(SetMatrix(matrix, &header));
  const auto metadata = parsed.find(kMetadata);
  if (metadata != parsed.end()) {
    LEXPROBE_RETURN_IF_ERROR(SetMetadata(*metadata, &header));
  }
  return header;
}

}  // namespace lexprobe
