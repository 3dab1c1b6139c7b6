#include "lexprobe/store/transform.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/store/principal_components.h"

namespace lexprobe {
namespace {

absl::Status Validate(const TransformOptions& options,
                      const EmbeddingTable& table) {
  if (options.top < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("top is ", options.top, ", must be 0 (all) or more"));
  }
  if (options.top > 0 && !options.rows.empty()) {
    return absl::InvalidArgumentError(
        "both the first rows and a list of rows are asked for");
  }
  if (options.remove_components < 0 ||
      options.remove_components > table.dim()) {
    return absl::InvalidArgumentError(
        absl::StrCat("components to remove are ", options.remove_components,
                     ", must be 0 to the dimension, ", table.dim()));
  }
  for (const int64_t row : options.rows) {
    if (row < 0 || row >= table.rows()) {
      return absl::InvalidArgumentError(
          absl::StrCat("row ", row, " of a table of ", table.rows(), " rows"));
    }
  }
  return absl::OkStatus();
}

// What is taken off every vector.
struct Common {
  std::vector<double> mean;        // empty: nothing
  std::vector<double> directions;  // count x dim
};

absl::StatusOr<Common> CommonOf(const EmbeddingTable& table,
                                const TransformOptions& options) {
  Common common;
  if (!options.center && options.remove_components == 0) return common;
  if (table.rows() == 0) return common;
  if (options.remove_components == 0) {
    common.mean.resize(static_cast<size_t>(table.dim()));
    for (int64_t row = 0; row < table.rows(); ++row) {
      const absl::Span<const float> vector = table.VectorOf(row);
      for (size_t i = 0; i < vector.size(); ++i) common.mean[i] += vector[i];
    }
    for (double& number : common.mean) {
      number /= static_cast<double>(table.rows());
    }
    return common;
  }
  LEXPROBE_ASSIGN_OR_RETURN(
      PrincipalComponents components,
      PrincipalComponentsOf(table.matrix(), table.dim(),
                            options.remove_components, options.threads));
  common.mean = std::move(components.mean);
  common.directions = std::move(components.directions);
  return common;
}

// v - mean, less its part along each direction.
void TakeOff(const Common& common, absl::Span<double> vector) {
  if (common.mean.empty()) return;
  const size_t dim = vector.size();
  for (size_t i = 0; i < dim; ++i) vector[i] -= common.mean[i];
  for (size_t begin = 0; begin < common.directions.size(); begin += dim) {
    const double* const direction = &common.directions[begin];
    double along = 0;
    for (size_t i = 0; i < dim; ++i) along += vector[i] * direction[i];
    for (size_t i = 0; i < dim; ++i) vector[i] -= along * direction[i];
  }
}

void MakeUnit(absl::Span<double> vector) {
  double squares = 0;
  for (const double number : vector) squares += number * number;
  if (squares == 0) return;
  const double norm = std::sqrt(squares);
  for (double& number : vector) number /= norm;
}

std::vector<int64_t> RowsToKeep(const EmbeddingTable& table,
                                const TransformOptions& options) {
  if (!options.rows.empty()) return options.rows;
  const int64_t count =
      options.top > 0 ? std::min(options.top, table.rows()) : table.rows();
  std::vector<int64_t> rows(static_cast<size_t>(count));
  for (int64_t row = 0; row < count; ++row) {
    rows[static_cast<size_t>(row)] = row;
  }
  return rows;
}

}  // namespace

absl::StatusOr<EmbeddingTable> Transform(const EmbeddingTable& table,
                                         const TransformOptions& options) {
  LEXPROBE_RETURN_IF_ERROR(Validate(options, table));
  LEXPROBE_ASSIGN_OR_RETURN(const Common common, CommonOf(table, options));
  EmbeddingTableParts parts;
  parts.dim = table.dim();
  parts.metadata_json = table.metadata_json();
  const std::vector<int64_t> rows = RowsToKeep(table, options);
  parts.words.reserve(rows.size());
  parts.matrix.reserve(rows.size() * static_cast<size_t>(table.dim()));
  std::vector<double> vector;
  for (const int64_t row : rows) {
    parts.words.emplace_back(std::string(table.WordOf(row)));
    if (table.has_counts()) parts.counts.push_back(table.CountOf(row));
    const absl::Span<const float> old = table.VectorOf(row);
    vector.assign(old.begin(), old.end());
    TakeOff(common, absl::MakeSpan(vector));
    if (options.normalize) MakeUnit(absl::MakeSpan(vector));
    for (const double number : vector) {
      parts.matrix.push_back(static_cast<float>(number));
    }
  }
  return EmbeddingTable::FromParts(std::move(parts));
}

}  // namespace lexprobe
