#include "store/npy.h"

#include <memory>
#include <utility>
#include <vector>

#include "lexprobe/base/gzip_sink.h"
#include "lexprobe/base/status_macros.h"
#include "store/array_rows.h"
#include "store/exported_words.h"
#include "store/npy_header.h"
#include "store/number_type.h"
#include "store/table_builder.h"
#include "store/words_file.h"

namespace lexprobe {
namespace {

// Column after column to row after row.
std::vector<float> Transposed(const std::vector<float>& columns, size_t rows,
                              size_t dim) {
  std::vector<float> matrix(columns.size());
  for (size_t row = 0; row < rows; ++row) {
    for (size_t i = 0; i < dim; ++i) {
      matrix[row * dim + i] = columns[i * rows + row];
    }
  }
  return matrix;
}

}  // namespace

absl::StatusOr<EmbeddingTable> ReadNpy(EmbeddingInput& input) {
  LEXPROBE_ASSIGN_OR_RETURN(const NpyHeader header,
                            TakeNpyHeader(input.source));
  ArrayRows rows;
  rows.type = header.type;
  rows.dim = header.dim;
  LEXPROBE_ASSIGN_OR_RETURN(rows.words, ReadWordsFile(input.path, header.rows));
  TableBuilder builder(static_cast<int>(header.dim), input.path, "row",
                       input.options, input.notes);
  builder.Reserve(header.rows, input.MostRows(header.dim * BytesOf(rows.type)));
  if (header.fortran_order) {
    // No overflow: 2^32 rows of 2^16 at most.
    LEXPROBE_ASSIGN_OR_RETURN(
        const std::vector<float> columns,
        ReadNumbers(input.source, header.type, header.rows * header.dim));
    AddArrayRows(Transposed(columns, header.rows, header.dim), rows, builder);
  } else {
    LEXPROBE_RETURN_IF_ERROR(ReadArrayRows(input, rows, builder));
  }
  if (!builder.full()) LEXPROBE_RETURN_IF_ERROR(input.source.ExpectEnd());
  return builder.Finish();
}

absl::Status WriteNpy(const EmbeddingTable& table, absl::string_view path,
                      const WriteOptions& options) {
  LEXPROBE_ASSIGN_OR_RETURN(
      const ExportedWords words,
      ExportedWords::Of(table, WordRule::kNoNewline, options));
  NpyHeader header;
  header.type = options.float16 ? NumberType::kFloat16 : NumberType::kFloat32;
  header.rows = static_cast<uint64_t>(table.rows());
  header.dim = static_cast<uint64_t>(table.dim());
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<ByteSink> matrix_sink,
                            CreatePlainOrGzip(path));
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<ByteSink> words_sink,
                            CreatePlainOrGzip(WordsPathOf(path)));
  LEXPROBE_RETURN_IF_ERROR(matrix_sink->Write(NpyHeaderBytes(header)));
  LEXPROBE_RETURN_IF_ERROR(WriteNumbers(table, options, *matrix_sink));
  LEXPROBE_RETURN_IF_ERROR(WriteWordsFile(words, table.rows(), *words_sink));
  LEXPROBE_RETURN_IF_ERROR(matrix_sink->Close());
  return words_sink->Close();
}

}  // namespace lexprobe
