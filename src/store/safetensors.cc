#include "store/safetensors.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/status_macros.h"
#include "store/array_rows.h"
#include "store/exported_words.h"
#include "store/json_text.h"
#include "store/number_type.h"
#include "store/safetensors_header.h"
#include "store/table_builder.h"
#include "store/words_file.h"

namespace lexprobe {
namespace {

constexpr size_t kAlignment = 8;
constexpr uint64_t kLengthBytes = 8;
constexpr uint64_t kSkippedAtOnce = uint64_t{1} << 16;

absl::StatusOr<SafetensorsHeader> TakeHeader(PeekSource& source) {
  std::string length_bytes(kLengthBytes, '\0');
  LEXPROBE_RETURN_IF_ERROR(source.ReadExactly(absl::MakeSpan(length_bytes)));
  LEXPROBE_ASSIGN_OR_RETURN(const uint64_t length,
                            BinaryReader(length_bytes).GetUint64());
  if (length > kLongestSafetensorsHeader) {
    return absl::InvalidArgumentError(absl::StrCat("a header of ", length,
                                                   " bytes; allowed are up to ",
                                                   kLongestSafetensorsHeader));
  }
  LEXPROBE_ASSIGN_OR_RETURN(const absl::string_view next, source.Peek(length));
  if (next.size() < length) {
    return absl::DataLossError(
        absl::StrCat("byte ", kLengthBytes, ": a header of ", length,
                     " bytes is needed, ", next.size(), " are left"));
  }
  absl::StatusOr<SafetensorsHeader> header =
      ParseSafetensorsHeader(next.substr(0, length));
  source.Skip(length);
  return header;
}

absl::Status SkipBytes(PeekSource& source, uint64_t count) {
  std::string skipped;
  for (uint64_t left = count; left > 0; left -= skipped.size()) {
    skipped.resize(std::min(left, kSkippedAtOnce));
    LEXPROBE_RETURN_IF_ERROR(source.ReadExactly(absl::MakeSpan(skipped)));
  }
  return absl::OkStatus();
}

std::string JsonArrayOf(const ExportedWords& words, int64_t rows) {
  std::string array = "[";
  for (int64_t row = 0; row < rows; ++row) {
    if (row > 0) array += ',';
    AppendJsonString(words.At(row), &array);
  }
  return array + "]";
}

std::string JsonArrayOfCounts(const EmbeddingTable& table) {
  std::string array = "[";
  for (int64_t row = 0; row < table.rows(); ++row) {
    absl::StrAppend(&array, row > 0 ? "," : "", table.CountOf(row));
  }
  return array + "]";
}

std::string HeaderOf(const EmbeddingTable& table, const ExportedWords& words,
                     const WriteOptions& options) {
  std::string json = "{\"__metadata__\":{\"words\":";
  AppendJsonString(JsonArrayOf(words, table.rows()), &json);
  if (table.has_counts()) {
    json += ",\"counts\":";
    AppendJsonString(JsonArrayOfCounts(table), &json);
  }
  json += ",\"lexprobe\":";
  AppendJsonString(table.metadata_json(), &json);
  absl::StrAppend(&json, "},\"embeddings\":{\"dtype\":\"",
                  options.float16 ? "F16" : "F32", "\",\"shape\":[",
                  table.rows(), ",", table.dim(), "],\"data_offsets\":[0,",
                  table.matrix().size() * (options.float16 ? 2 : 4), "]}}");
  json.append((kAlignment - json.size() % kAlignment) % kAlignment, ' ');
  return json;
}

}  // namespace

absl::StatusOr<EmbeddingTable> ReadSafetensors(EmbeddingInput& input) {
  LEXPROBE_ASSIGN_OR_RETURN(SafetensorsHeader header, TakeHeader(input.source));
  if (!header.has_words) {
    LEXPROBE_ASSIGN_OR_RETURN(header.words,
                              ReadWordsFile(input.path, header.rows));
  }
  const ArrayRows rows = {header.type, header.dim, std::move(header.words),
                          std::move(header.counts)};
  const uint64_t row_bytes = header.dim * BytesOf(header.type);
  TableBuilder builder(static_cast<int>(header.dim), input.path, "row",
                       input.options, input.notes);
  builder.Reserve(header.rows, input.MostRows(row_bytes));
  // Other tensors may stand before the matrix and behind it.
  LEXPROBE_RETURN_IF_ERROR(SkipBytes(input.source, header.begin));
  LEXPROBE_RETURN_IF_ERROR(ReadArrayRows(input, rows, builder));
  if (!builder.full()) {
    const uint64_t end = header.begin + header.rows * row_bytes;
    LEXPROBE_RETURN_IF_ERROR(SkipBytes(input.source, header.data_length - end));
    LEXPROBE_RETURN_IF_ERROR(input.source.ExpectEnd());
  }
  return builder.Finish(std::move(header.metadata_json));
}

absl::Status WriteSafetensors(const EmbeddingTable& table,
                              const WriteOptions& options, ByteSink& sink) {
  LEXPROBE_ASSIGN_OR_RETURN(const ExportedWords words,
                            ExportedWords::Of(table, WordRule::kUtf8, options));
  const std::string header = HeaderOf(table, words, options);
  if (header.size() > kLongestSafetensorsHeader) {
    return absl::ResourceExhaustedError(
        absl::StrCat("the words make a header of ", header.size(),
                     " bytes; safetensors allows ", kLongestSafetensorsHeader));
  }
  std::string length;
  PutUint64(header.size(), &length);
  LEXPROBE_RETURN_IF_ERROR(sink.Write(length));
  LEXPROBE_RETURN_IF_ERROR(sink.Write(header));
  return WriteNumbers(table, options, sink);
}

}  // namespace lexprobe
