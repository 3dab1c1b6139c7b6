#include "store/tsv_projector.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"
#include "store/exported_words.h"
#include "store/text_row.h"
#include "store/text_rows.h"

namespace lexprobe {
namespace {

constexpr char kVectors[] = "vectors.tsv";
constexpr char kMetadata[] = "metadata.tsv";

bool IsField(absl::string_view text) {
  return text.find_first_of(absl::string_view("\t\n\r\0", 4)) ==
         absl::string_view::npos;
}

absl::Status CheckColumns(const EmbeddingTable& table,
                          const WriteOptions& options) {
  for (const ExtraColumn& column : options.extra_columns) {
    if (column.values.size() != static_cast<size_t>(table.rows())) {
      return absl::InvalidArgumentError(absl::StrCat(
          "column \"", column.name, "\" has ", column.values.size(),
          " values for ", table.rows(), " rows"));
    }
    bool sound = IsField(column.name);
    for (const std::string& value : column.values) sound &= IsField(value);
    if (!sound) {
      return absl::InvalidArgumentError(
          absl::StrCat("column \"", absl::Utf8SafeCHexEscape(column.name),
                       "\" has a tab or a line end"));
    }
  }
  return absl::OkStatus();
}

absl::Status WriteMetadata(const EmbeddingTable& table,
                           const ExportedWords& words,
                           const WriteOptions& options, ByteSink& sink) {
  if (table.has_counts() || !options.extra_columns.empty()) {
    std::string header = table.has_counts() ? "word\tcount" : "word";
    for (const ExtraColumn& column : options.extra_columns) {
      absl::StrAppend(&header, "\t", column.name);
    }
    LEXPROBE_RETURN_IF_ERROR(sink.Write(header + "\n"));
  }
  return WriteRows(
      table, options,
      [&](int64_t row, std::string* out) {
        absl::StrAppend(out, words.At(row));
        if (table.has_counts()) absl::StrAppend(out, "\t", table.CountOf(row));
        for (const ExtraColumn& column : options.extra_columns) {
          absl::StrAppend(out, "\t", column.values[static_cast<size_t>(row)]);
        }
        *out += '\n';
      },
      sink);
}

absl::Status WriteVectors(const EmbeddingTable& table,
                          const WriteOptions& options, ByteSink& sink) {
  return WriteRows(
      table, options,
      [&table](int64_t row, std::string* out) {
        AppendNumbers(table.VectorOf(row), '\t', out);
        *out += '\n';
      },
      sink);
}

std::string ConfigForTensorBoard(const EmbeddingTable& table) {
  return absl::StrCat("embeddings {\n  tensor_name: \"embeddings\"\n",
                      "  tensor_shape: ", table.rows(),
                      "\n  tensor_shape: ", table.dim(), "\n  tensor_path: \"",
                      kVectors, "\"\n  metadata_path: \"", kMetadata,
                      "\"\n}\n");
}

std::string ConfigForStandalone(const EmbeddingTable& table) {
  return absl::StrCat(
      "{\n  \"embeddings\": [\n    {\n      \"tensorName\": \"embeddings\",\n",
      "      \"tensorShape\": [", table.rows(), ", ", table.dim(), "],\n",
      "      \"tensorPath\": \"", kVectors, "\",\n",
      "      \"metadataPath\": \"", kMetadata, "\"\n    }\n  ]\n}\n");
}

}  // namespace

absl::Status WriteTsvProjector(const EmbeddingTable& table,
                               absl::string_view path,
                               const WriteOptions& options) {
  LEXPROBE_RETURN_IF_ERROR(CheckColumns(table, options));
  LEXPROBE_ASSIGN_OR_RETURN(
      const ExportedWords words,
      ExportedWords::Of(table, WordRule::kNoTabOrNewline, options));
  LEXPROBE_RETURN_IF_ERROR(MakeFolder(path));
  std::vector<std::unique_ptr<ByteSink>> sinks;
  for (const char* name : {kVectors, kMetadata, "projector_config.pbtxt",
                           "projector_config.json"}) {
    LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<ByteSink> sink,
                              AtomicFile::Create(JoinPath(path, name)));
    sinks.push_back(std::move(sink));
  }
  LEXPROBE_RETURN_IF_ERROR(WriteVectors(table, options, *sinks[0]));
  LEXPROBE_RETURN_IF_ERROR(WriteMetadata(table, words, options, *sinks[1]));
  LEXPROBE_RETURN_IF_ERROR(sinks[2]->Write(ConfigForTensorBoard(table)));
  LEXPROBE_RETURN_IF_ERROR(sinks[3]->Write(ConfigForStandalone(table)));
  for (const std::unique_ptr<ByteSink>& sink : sinks) {
    LEXPROBE_RETURN_IF_ERROR(sink->Close());
  }
  return absl::OkStatus();
}

}  // namespace lexprobe
