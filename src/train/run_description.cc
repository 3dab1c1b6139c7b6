#include "train/run_description.h"

#include "absl/strings/str_cat.h"

namespace lexprobe {
namespace {

using Json = nlohmann::ordered_json;

Json Parse(absl::string_view text) {
  return Json::parse(text.begin(), text.end(), nullptr,
                     /*allow_exceptions=*/false);
}

Json TextOptions(const TrainJob& job) {
  const TokenizerOptions& tokenizer = job.corpus.tokenizer;
  const auto text = [](absl::string_view name) { return std::string(name); };
  return {{"files", job.corpus.paths},
          {"case", text(NameOf(tokenizer.letter_case))},
          {"numbers", text(NameOf(tokenizer.numbers))},
          {"punctuation", text(NameOf(tokenizer.punctuation))},
          {"hyphens", text(NameOf(tokenizer.hyphens))},
          {"sentence_boundaries", tokenizer.sentence_boundaries},
          {"pretokenized", tokenizer.pretokenized},
          {"newline", text(NameOf(job.corpus.newline))},
          {"min_count", job.encoder.vocabulary.min_count},
          {"max_vocabulary", job.encoder.vocabulary.max_vocabulary},
          {"held_out", job.encoder.held_out}};
}

Json DescribeText(const TrainJob& job, const EncodedCorpus& corpus) {
  Json json = TextOptions(job);
  json["bytes"] = corpus.statistics.bytes;
  json["lines"] = corpus.statistics.lines;
  json["sentences"] = corpus.statistics.sentences;
  json["tokens"] = corpus.statistics.tokens;
  json["vocabulary"] = corpus.vocabulary.size() - 1;
  json["vocabulary_checksum"] =
      absl::StrCat(absl::Hex(corpus.vocabulary.Checksum(), absl::kZeroPad16));
  return json;
}

}  // namespace

std::string DescribeRun(const TrainJob& job, const EncodedCorpus& corpus,
                        const ValidityReport& report) {
  const Json json = {{"program", "lexprobe"},
                     {"corpus", DescribeText(job, corpus)},
                     {"init_from", job.init_from},
                     {"options", Parse(ToJson(job.train))},
                     {"validity", Parse(ToJson(report))}};
  return json.dump();
}

bool IsDescriptionOfRun(absl::string_view metadata_json) {
  const Json json = Parse(metadata_json);
  return json.is_object() && json.value("program", Json()) == "lexprobe";
}

std::string DescribeJob(const TrainJob& job) {
  Json json = {{"program", job.program},
               {"processes", job.all == nullptr ? 1 : job.all->size()}};
  json.update(TextOptions(job));
  json.update(Parse(ToJson(job.train)));
  json["parts"] = job.train.parts;
  json["sync"] = std::string(NameOf(job.train.sync));
  json["sync_every"] = job.train.sync_every;
  json["resume"] = job.resume;
  return json.dump();
}

std::string DescribeRunWithHistory(absl::string_view description,
                                   const Json& history, const Json& traffic) {
  Json json = Parse(description);
  json["history"] = history;
  if (!traffic.empty()) json["traffic"] = traffic;
  return json.dump(2);
}

Json HistoryEntry(const TrainProgress& progress, const ValidityReport& report,
                  const std::vector<PairSimilarity>& pairs) {
  Json json = {{"stage", std::string(progress.stage)},
               {"epoch", progress.done * progress.epochs},
               {"seconds", absl::ToDoubleSeconds(progress.elapsed)},
               {"loss", progress.loss},
               {"rate", progress.rate},
               {"auc", report.auc},
               {"paired", report.paired},
               {"accuracy", report.accuracy},
               {"calibration_error", report.calibration_error}};
  if (!pairs.empty()) json["pairs"] = Parse(ToJson(pairs));
  return json;
}

}  // namespace lexprobe
