#include "cli/row_search_argument.h"

#include <ostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/delayed_progress.h"
#include "cli/terminal.h"
#include "lexprobe/base/clock.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/probe/approximate_index.h"
#include "lexprobe/probe/neighbors.h"

namespace lexprobe::cli {
namespace {

constexpr int kLargestEffort = 1'000'000;

absl::StatusOr<Metric> MetricFor(ScoreKind kind) {
  if (kind == ScoreKind::kCosine) return Metric::kCosine;
  if (kind == ScoreKind::kEuclidean) return Metric::kEuclidean;
  return absl::InvalidArgumentError(
      "--approximate answers by cosine or by distance; 3CosMul and "
      "PairDirection need the exact search");
}

// "M/embeddings.lexprobe.cosine.hnsw"; one of the first rows alone is another.
absl::StatusOr<std::string> IndexPath(const RowSearchArgument& argument,
                                      const ModelArgument& model,
                                      Metric metric) {
  if (!argument.index.empty()) return argument.index;
  LEXPROBE_ASSIGN_OR_RETURN(const std::string path, EmbeddingsPath(model));
  if (path == "-") {
    return absl::InvalidArgumentError(
        "--approximate keeps its index beside the embeddings, which come from "
        "standard input: say with --index where");
  }
  return absl::StrCat(
      path,
      model.restrict_vocab == 0 ? ""
                                : absl::StrCat(".first-", model.restrict_vocab),
      metric == Metric::kCosine ? ".cosine.hnsw" : ".euclidean.hnsw");
}

absl::StatusOr<ApproximateIndex> MakeIndex(const EmbeddingTable& table,
                                           Metric metric, int threads,
                                           const std::string& path,
                                           Streams& io) {
  DelayedProgress progress(io, Clock::Real(), "indexing", table.rows());
  LEXPROBE_ASSIGN_OR_RETURN(
      ApproximateIndex index,
      ApproximateIndex::Make(
          table, metric,
          {.threads = threads,
           .progress = [&progress](int64_t rows) { progress.Update(rows); }}));
  const absl::Status kept = index.Write(path);
  if (!kept.ok()) {  // it serves this time
    io.err << WithoutControls(
                  absl::StrCat("the index is not kept: ", kept.message()))
           << "\n";
  }
  return index;
}

absl::StatusOr<ApproximateIndex> OpenIndex(const EmbeddingTable& table,
                                           Metric metric, int threads,
                                           const std::string& path,
                                           Streams& io) {
  if (HasApproximateSearch() && FileExists(path)) {
    absl::StatusOr<ApproximateIndex> read =
        ApproximateIndex::Read(path, table, metric);
    // What is stale or damaged is made again; what is no index at all, or of
    // a newer program, is not overwritten.
    if (read.ok() || (!absl::IsFailedPrecondition(read.status()) &&
                      !absl::IsDataLoss(read.status()))) {
      return read;
    }
    io.err << WithoutControls(
                  absl::StrCat(read.status().message(), "; it is made again"))
           << "\n";
  }
  return MakeIndex(table, metric, threads, path, io);
}

// The greatest measured effort that is not above the one in use.
const Recall* MeasuredRecall(const ApproximateIndex& index) {
  const Recall* found = nullptr;
  for (const Recall& recall : index.recalls()) {
    if (recall.effort <= index.effort()) found = &recall;
  }
  return found;
}

void Tell(const ApproximateIndex& index, Streams& io) {
  io.err << "approximate search with effort " << index.effort();
  if (const Recall* recall = MeasuredRecall(index)) {
    io.err << absl::StrFormat(
        ": finds %.1f%% of the nearest and %.1f%% of the ten nearest",
        100 * recall->at_1, 100 * recall->at_10);
    if (recall->effort != index.effort()) {
      io.err << " with effort " << recall->effort;
    }
    io.err << ", measured when it was indexed";
  }
  io.err << "\n";
}

}  // namespace

void AddRowSearchOptions(RowSearchArgument& argument,
                         po::options_description& options) {
  options.add_options()(
      "approximate", po::bool_switch(&argument.approximate),
      "search by an index that may miss words, for tables of more than a "
      "million; made at first use")(
      "effort",
      po::value(&argument.effort)
          ->default_value(argument.effort)
          ->value_name("N"),
      "words that an approximate search keeps in sight: more misses less and "
      "takes longer; 0: as many as found 95% of ten neighbours")(
      "index", po::value(&argument.index)->value_name("FILE"),
      "where the index is kept, if not beside the embeddings");
}

absl::Status Validate(const RowSearchArgument& argument) {
  if (argument.effort < 0 || argument.effort > kLargestEffort) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--effort is ", argument.effort, ", must be 0 to ", kLargestEffort));
  }
  if (argument.approximate) return absl::OkStatus();
  if (argument.effort > 0 || !argument.index.empty()) {
    return absl::InvalidArgumentError(
        "--effort and --index are for --approximate, which is missing");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<RowSearch>> OpenSearch(
    const RowSearchArgument& argument, const ModelArgument& model,
    const EmbeddingTable& table, ScoreKind kind, int threads, Streams& io) {
  if (!argument.approximate) return std::make_unique<NeighborIndex>(table);
  LEXPROBE_ASSIGN_OR_RETURN(const Metric metric, MetricFor(kind));
  LEXPROBE_ASSIGN_OR_RETURN(const std::string path,
                            IndexPath(argument, model, metric));
  LEXPROBE_ASSIGN_OR_RETURN(ApproximateIndex index,
                            OpenIndex(table, metric, threads, path, io));
  if (argument.effort > 0) index.set_effort(argument.effort);
  Tell(index, io);
  return std::make_unique<ApproximateIndex>(std::move(index));
}

Json ApproximationJson(const RowSearch& search) {
  const auto* index = dynamic_cast<const ApproximateIndex*>(&search);
  if (index == nullptr) return Json::object();
  Json json = {{"effort", index->effort()}};
  if (const Recall* recall = MeasuredRecall(*index)) {
    json["measured_effort"] = recall->effort;
    json["recall_at_1"] = recall->at_1;
    json["recall_at_10"] = recall->at_10;
  }
  return Json{{"approximate", std::move(json)}};
}

}  // namespace lexprobe::cli
