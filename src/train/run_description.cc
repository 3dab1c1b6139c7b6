#include "train/run_description.h"

#include "absl/strings/str_cat.h"

namespace lexprobe {
namespace {

using Json = nlohmann::ordered_json;

Json Parse(absl::string_view text) {
  return Json::parse(text.begin(), text.end(), nullptr,
                     /*allow_exceptions=*/false);
}

Json DescribeText(const TrainJob& job, const EncodedCorpus& corpus) {
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
          {"held_out", job.encoder.held_out},
          {"bytes", corpus.statistics.bytes},
          {"lines", corpus.statistics.lines},
          {"sentences", corpus.statistics.sentences},
          {"tokens", corpus.statistics.tokens},
          {"vocabulary", corpus.vocabulary.size() - 1},
          {"vocabulary_checksum",
           absl::StrCat(
               absl::Hex(corpus.vocabulary.Checksum(), absl::kZeroPad16))}};
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

std::string DescribeRunWithHistory(absl::string_view description,
                                   const Json& history) {
  Json json = Parse(description);
  json["history"] = history;
  return json.dump(2);
}

Json HistoryEntry(const TrainProgress& progress, const ValidityReport& report) {
  return {{"stage", std::string(progress.stage)},
          {"epoch", progress.done * progress.epochs},
          {"seconds", absl::ToDoubleSeconds(progress.elapsed)},
          {"loss", progress.loss},
          {"rate", progress.rate},
          {"auc", report.auc},
          {"paired", report.paired},
          {"accuracy", report.accuracy},
          {"calibration_error", report.calibration_error}};
}

std::string FirstDifference(absl::string_view there, absl::string_view here) {
  const Json a = Parse(there), b = Parse(here);
  for (const auto& [key, value] : b.items()) {
    if (!a.is_object() || !a.contains(key)) {
      return absl::StrCat(key, " is not in it");
    }
    if (a[key] != value) {
      return absl::StrCat(key, " is ", a[key].dump(), " there, ", value.dump(),
                          " here");
    }
  }
  return "an option that this version does not have";
}

}  // namespace lexprobe
