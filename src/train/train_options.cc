#include "lexprobe/train/train_options.h"

#include <limits>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"
#include "nlohmann/json.hpp"

namespace lexprobe {
namespace {

constexpr double kNoLimit = std::numeric_limits<double>::max();

// One number and the range it must lie in.
struct Bound {
  absl::string_view option;
  double value, low, high;
};

// NaN is refused too: it compares false.
absl::Status CheckBounds(std::initializer_list<Bound> bounds) {
  for (const Bound& bound : bounds) {
    if (bound.value >= bound.low && bound.value <= bound.high) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        bound.option, " is ", bound.value, "; it must be ",
        bound.high == kNoLimit
            ? absl::StrCat("at least ", bound.low)
            : absl::StrCat("from ", bound.low, " to ", bound.high)));
  }
  return absl::OkStatus();
}

// A list of one is the one: so earlier versions wrote it.
nlohmann::ordered_json OneOrMore(const std::vector<double>& numbers) {
  if (numbers.size() == 1) return numbers[0];
  return numbers;
}

absl::Status Validate(const EmbeddingStageOptions& options) {
  LEXPROBE_RETURN_IF_ERROR(Validate(options.loss));
  LEXPROBE_RETURN_IF_ERROR(CheckBounds({
      {"epochs", options.epochs, 0, 1e6},
      {"replicas", double(options.replicas), 1, 100},
      {"distillation", options.distillation, 0, 1e6},
      {"embedding order", double(options.order), 3, 63},
      {"embedding corruptions", double(options.corruptions), 1, 65536},
      {"streams", double(options.streams), 1, 4096},
      {"segment", double(options.segment), 1, 4096},
      {"embedding rate", options.rate, 0, kNoLimit},
      {"position rate", options.position_rate, 0, kNoLimit},
      {"embedding warm-up", options.warm_up, 0, 0.5},
  }));
  if (options.subsample.empty()) {
    return absl::InvalidArgumentError("subsample has no value");
  }
  for (const double threshold : options.subsample) {
    LEXPROBE_RETURN_IF_ERROR(CheckBounds({{"subsample", threshold, 0, 1}}));
  }
  if (options.order % 2 == 1 || options.position == CorruptionPosition::kAny) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("embedding order is ", options.order,
                   "; it must be odd, with a word in the middle"));
}

absl::Status Validate(const ValidityStageOptions& options) {
  LEXPROBE_RETURN_IF_ERROR(Validate(options.loss));
  return CheckBounds({
      {"validity epochs", options.epochs, 0, 1e6},
      {"batch", double(options.batch), 1, 65536},
      {"corruptions", double(options.corruptions), 1, 65536},
      {"rate", options.rate, 0, kNoLimit},
      {"network rate", options.network_rate, 0, kNoLimit},
      {"validity warm-up", options.warm_up, 0, 0.5},
      {"validity subsample", options.subsample, 0, 1},
  });
}

// A device takes one step after the other, and adds up in any order.
absl::Status CheckDevice(const TrainOptions& options) {
  LEXPROBE_RETURN_IF_ERROR(Validate(options.device));
  if (!options.device.use_tensors()) return absl::OkStatus();
  if (options.deterministic) {
    return absl::InvalidArgumentError(absl::StrCat(
        "device is \"", options.device.name, "\"; deterministic training, and ",
        "with it sync sparse or dense, needs the device cpu"));
  }
  if (options.threads == 1) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("threads are ", options.threads, "; on the device ",
                   options.device.name, " there must be 1"));
}

}  // namespace

absl::Status Validate(const TrainOptions& options) {
  LEXPROBE_RETURN_IF_ERROR(CheckDevice(options));
  LEXPROBE_RETURN_IF_ERROR(Validate(options.model));
  LEXPROBE_RETURN_IF_ERROR(Validate(options.embedding));
  LEXPROBE_RETURN_IF_ERROR(Validate(options.validity));
  LEXPROBE_RETURN_IF_ERROR(CheckBounds({
      {"corruption exponent", options.corruption_exponent, 0, 2},
      {"embedding deviation", options.embedding_deviation, 0, 100},
      {"final rate", options.final_rate, 0, 1},
      {"patience", double(options.patience), 0, 1e6},
      {"threads", double(options.threads), 1, 256},
      {"shards", double(options.shards), 1, 4096},
      {"parts", double(options.parts), 0, 4096},
      {"sync every",
       options.sync_every == 0 ? 1000 : double(options.sync_every), 1000,
       kNoLimit},
  }));
  if (options.device.use_tensors() &&
      options.embedding.position == CorruptionPosition::kAny) {
    return absl::InvalidArgumentError(
        "embedding position is any; that needs --device cpu");
  }
  if (options.sync != Sync::kAverage && !options.deterministic) {
    return absl::InvalidArgumentError(
        absl::StrCat("sync is ", NameOf(options.sync),
                     "; that needs deterministic training"));
  }
  if (options.parts > options.workers()) {
    return absl::InvalidArgumentError(
        absl::StrCat("shards are ", options.shards,
                     "; they must be at least as many as "
                     "the parts of the text, ",
                     options.parts));
  }
  if (options.embedding.epochs + options.validity.epochs > 0) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      "epochs and validity epochs are both 0; nothing would be trained");
}

absl::StatusOr<Sync> SyncFromName(absl::string_view name) {
  for (const Sync value : {Sync::kAverage, Sync::kSparse, Sync::kDense}) {
    if (name == NameOf(value)) return value;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("sync is \"", name, "\"; allowed: average, sparse, dense"));
}

absl::string_view NameOf(Sync sync) {
  switch (sync) {
    case Sync::kAverage:
      return "average";
    case Sync::kSparse:
      return "sparse";
    case Sync::kDense:
      return "dense";
  }
  return "";
}

std::string ToJson(const TrainOptions& options) {
  const auto text = [](absl::string_view name) { return std::string(name); };
  const EmbeddingStageOptions& embedding = options.embedding;
  const ValidityStageOptions& validity = options.validity;
  nlohmann::ordered_json json = {
      {"order", options.model.order},
      {"dim", options.model.dim},
      {"hidden", options.model.hidden},
      {"activation", text(NameOf(options.model.activation))},
      {"epochs", embedding.epochs},
      {"embedding_order", embedding.order},
      {"embedding_corruptions", embedding.corruptions},
      {"streams", embedding.streams},
      {"segment", embedding.segment},
      {"embedding_loss", text(NameOf(embedding.loss.loss))},
      {"embedding_kappa", embedding.loss.kappa},
      {"embedding_rate", embedding.rate},
      {"position_rate", embedding.position_rate},
      {"embedding_warm_up", embedding.warm_up},
      {"subsample", OneOrMore(embedding.subsample)},
      {"validity_epochs", validity.epochs},
      {"batch", validity.batch},
      {"corruptions", validity.corruptions},
      {"position", text(NameOf(validity.position))},
      {"loss", text(NameOf(validity.loss.loss))},
      {"kappa", validity.loss.kappa},
      {"rate", validity.rate},
      {"network_rate", validity.network_rate},
      {"validity_warm_up", validity.warm_up},
      {"validity_subsample", validity.subsample},
      {"freeze_embedding", validity.freeze_embedding},
      {"unknown_words", text(NameOf(options.unknown_words))},
      {"corruption_exponent", options.corruption_exponent},
      {"embedding_deviation", options.embedding_deviation},
      {"final_rate", options.final_rate},
      {"seed", options.seed},
      {"deterministic", options.deterministic}};
  if (options.device.use_tensors()) {
    const std::string& name = options.device.name;
    json["device"] = name.substr(0, name.find(':'));  // any GPU will do
    json["precision"] = text(NameOf(options.device.precision));
  }
  // What else changes the result.
  if (embedding.position != CorruptionPosition::kCentre) {
    json["embedding_position"] = text(NameOf(embedding.position));
  }
  if (embedding.replicas > 1) {
    json["replicas"] = embedding.replicas;
    json["distillation"] = embedding.distillation;
  }
  if (options.patience > 0) json["patience"] = options.patience;
  json[options.deterministic ? "shards" : "threads"] = options.workers();
  if (options.parts > 1) {
    json["parts"] = options.parts;
    json["sync"] = text(NameOf(options.sync));
    if (options.sync == Sync::kAverage) json["sync_every"] = options.sync_every;
  }
  return json.dump();
}

}  // namespace lexprobe
