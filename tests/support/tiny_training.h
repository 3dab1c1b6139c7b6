// TinyTraining: a stage on a small random text, with all that it needs.

#ifndef LEXPROBE_TESTS_SUPPORT_TINY_TRAINING_H_
#define LEXPROBE_TESTS_SUPPORT_TINY_TRAINING_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "lexprobe/base/check.h"
#include "lexprobe/base/random.h"
#include "lexprobe/model/network.h"
#include "lexprobe/ngram/corpus_encoder.h"
#include "lexprobe/ngram/corruptor.h"
#include "lexprobe/train/rounds.h"
#include "lexprobe/train/stages.h"
#include "support/temporary_folder.h"

namespace lexprobe {

class TinyTraining {
 public:
  // `name` is that of a stage. Deterministic, of so many shards; the text is
  // in `parts` parts, of which process `rank` of `size` has its own.
  explicit TinyTraining(absl::string_view name, int shards = 3, int parts = 1,
                        int rank = 0, int size = 1)
      : TinyTraining(name, Options(shards, parts), rank, size) {}
  TinyTraining(absl::string_view name, const TrainOptions& options, int rank,
               int size)
      : options_(options),
        corpus_(MakeCorpus(options.parts * rank / size,
                           options.parts * (rank + 1) / size)) {
    auto corruptor = Corruptor::Create(corpus_.vocabulary, 0.75);
    LEXPROBE_CHECK(corruptor.ok());
    corruptor_ = std::make_unique<Corruptor>(*std::move(corruptor));
    Random random(7);
    const auto fill = [&](int64_t count, std::vector<float>* numbers) {
      numbers->resize(static_cast<size_t>(count));
      for (float& number : *numbers) {
        number = static_cast<float>(0.2 * random.Normal());
      }
    };
    const ModelOptions& model = options_.model;
    fill(corpus_.vocabulary.size() * int64_t{model.dim}, &embedding_);
    fill(int64_t{model.order} * model.dim * model.first_width(), &weight_);
    fill(model.first_width(), &bias_);
    fill(1, &output_bias_);
    network_ = {absl::MakeSpan(embedding_),
                absl::MakeSpan(weight_),
                absl::MakeSpan(bias_),
                {},
                absl::MakeSpan(output_bias_)};
    stage_ =
        name == "embedding"
            ? MakeEmbeddingStage("embedding", options_, corpus_, *corruptor_,
                                 network_.embedding, Random(1))
            : MakeValidityStage(options_, corpus_, *corruptor_, network_,
                                Random(1));
  }

  // Of stages that take less than a second.
  static TrainOptions Options(int shards, int parts) {
    TrainOptions options;
    options.parts = parts;
    options.deterministic = true;
    options.shards = shards;
    options.model.order = 3;
    options.model.dim = 6;
    options.model.hidden = 5;
    options.embedding.epochs = 8;
    options.embedding.order = 5;
    options.embedding.corruptions = 9;
    options.embedding.streams = 4;
    options.embedding.segment = 5;
    options.embedding.subsample = {0};
    options.validity.epochs = 8;
    options.validity.batch = 20;
    options.validity.corruptions = 9;
    options.validity.freeze_embedding = false;
    return options;
  }

  Stage& stage() { return *stage_; }
  std::vector<float>& embedding() { return embedding_; }
  const TrainOptions& options() const { return options_; }

  // The bytes of what is trained, without the workers' states.
  std::string Parameters() const {
    std::string bytes;
    for (const auto* array : {&embedding_, &weight_, &bias_, &output_bias_}) {
      PutFloats(*array, &bytes);
    }
    stage_->SaveState({}, &bytes);
    return bytes;
  }

  // Trains in rounds; gives the bytes of all that training changes.
  std::string RunToEnd(int threads, GradientExchange* exchange = nullptr) {
    const absl::Status status =
        RunRounds(stage_->workers(), stage_->parameters(), threads, exchange,
                  [] { return true; });
    return status.ok() ? Bytes() : std::string(status.message());
  }

  std::string Bytes() const {
    std::string bytes = Parameters();
    stage_->SaveState(stage_->WorkerStates(), &bytes);
    return bytes;
  }

  // Goes on where `other` stands.
  absl::Status TakeUp(const TinyTraining& other) {
    std::copy(other.embedding_.begin(), other.embedding_.end(),
              embedding_.begin());
    std::copy(other.weight_.begin(), other.weight_.end(), weight_.begin());
    std::copy(other.bias_.begin(), other.bias_.end(), bias_.begin());
    output_bias_[0] = other.output_bias_[0];
    std::string state;
    other.stage_->SaveState(other.stage_->WorkerStates(), &state);
    BinaryReader reader(state);
    return stage_->RestoreState(reader);
  }

 private:
  // All parts are read, for the vocabulary; `first` to `end` - 1 are kept.
  EncodedCorpus MakeCorpus(int first, int end) const {
    std::string text;
    Random random(3);
    for (int sentence = 0; sentence < 300; ++sentence) {
      for (int word = 0; word < 9; ++word) {
        text.append(
            {static_cast<char>('a' + random.Below(random.Below(25) + 1)),
             word == 8 ? '\n' : ' '});
      }
    }
    CorpusOptions options;
    options.paths = {folder_.Write("text.txt", text)};
    std::vector<std::unique_ptr<Corpus>> parts;
    for (int part = 0; part < options_.parts; ++part) {
      options.part = {part, options_.parts};
      auto corpus = Corpus::Open(options);
      LEXPROBE_CHECK(corpus.ok());
      parts.push_back(*std::move(corpus));
    }
    EncoderOptions encoder;
    encoder.vocabulary.min_count = 1;
    auto counted = CountParts(parts, encoder, folder_.path(), nullptr);
    LEXPROBE_CHECK(counted.ok());
    VocabularyBuilder others;
    std::vector<CountedCorpus> kept;
    for (int part = 0; part < options_.parts; ++part) {
      CountedCorpus& each = (*counted)[static_cast<size_t>(part)];
      if (part >= first && part < end) {
        kept.push_back(std::move(each));
      } else {
        others.Merge(each.words);
      }
    }
    auto encoded = FreezeParts(std::move(kept), encoder.vocabulary,
                               [&](VocabularyBuilder* words) {
                                 words->Merge(others);
                                 return absl::OkStatus();
                               });
    LEXPROBE_CHECK(encoded.ok());
    encoded->first_part = first;
    return *std::move(encoded);
  }

  TemporaryFolder folder_;
  TrainOptions options_;
  EncodedCorpus corpus_;
  std::unique_ptr<Corruptor> corruptor_;
  std::vector<float> embedding_, weight_, bias_, output_bias_;
  NetworkView network_;
  std::unique_ptr<Stage> stage_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_SUPPORT_TINY_TRAINING_H_
