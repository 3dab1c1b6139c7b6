#include "lexprobe/ngram/corpus_encoder.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/mutex.h"
#include "lexprobe/base/random.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/ngram/corpus_cache.h"

namespace lexprobe {
namespace {

// What all threads write to, block by block in the corpus's order.
class SharedCorpus {
 public:
  SharedCorpus(TokenFile* tokens, const EncoderOptions& options)
      : tokens_(tokens), options_(options) {}

  // Waits until all blocks before `number` are in, and puts in this one.
  // `words` counted its tokens; (*global)[i] is the shared id of its word i,
  // if there are several threads.
  absl::Status Append(int64_t number, const VocabularyBuilder& words,
                      std::vector<uint32_t>* global,
                      std::vector<int32_t>* block,
                      std::vector<int32_t>* held_out) {
    MutexLock lock(&mutex_);
    while (next_block_ != number && status_.ok()) turn_.Wait(&mutex_);
    if (!status_.ok()) return status_;
    if (options_.threads > 1) {
      Share(words, global);
      Translate(*global, block);
      Translate(*global, held_out);
    }
    const auto room =
        options_.max_held_out_tokens - static_cast<int64_t>(held_out_.size());
    std::vector<int32_t>& target =
        static_cast<int64_t>(held_out->size()) <= room ? held_out_ : *block;
    target.insert(target.end(), held_out->begin(), held_out->end());
    status_ = tokens_->Append(*block);
    ++next_block_;
    turn_.NotifyAll();
    return status_;
  }

  // Stops all who wait; the first status wins.
  void Stop(const absl::Status& status) {
    MutexLock lock(&mutex_);
    if (status_.ok()) status_ = status;
    turn_.NotifyAll();
  }

  // Adds what one thread counted; the ids of a single one are the shared ones.
  // REQUIRES: nobody appends any more
  void AddCounts(VocabularyBuilder words) {
    MutexLock lock(&mutex_);
    if (options_.threads == 1) {
      words_ = std::move(words);
    } else {
      words_.Merge(words);
    }
  }

  // REQUIRES: nobody appends any more
  VocabularyBuilder TakeWords() {
    MutexLock lock(&mutex_);
    return std::move(words_);
  }
  std::vector<int32_t> TakeHeldOut() {
    MutexLock lock(&mutex_);
    return std::move(held_out_);
  }

 private:
  // Gives the words of one thread that have no shared id yet theirs.
  void Share(const VocabularyBuilder& words, std::vector<uint32_t>* global)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    for (auto id = static_cast<uint32_t>(global->size()); id < words.size();
         ++id) {
      global->push_back(words_.Add(words.WordOf(id), 0));
    }
  }

  static void Translate(const std::vector<uint32_t>& global,
                        std::vector<int32_t>* tokens) {
    for (int32_t& token : *tokens) {
      if (token == kSentenceEnd) continue;
      token = static_cast<int32_t>(global[static_cast<size_t>(token)]);
    }
  }

  TokenFile* const tokens_;
  const EncoderOptions options_;
  Mutex mutex_;
  CondVar turn_;
  VocabularyBuilder words_ ABSL_GUARDED_BY(mutex_);
  std::vector<int32_t> held_out_ ABSL_GUARDED_BY(mutex_);
  int64_t next_block_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
};

// One thread's part: numbers the words of its blocks.
class BlockEncoder : public SentenceConsumer {
 public:
  BlockEncoder(SharedCorpus* shared, const EncoderOptions& options,
               const CorpusPart& part, const std::function<bool()>& cancelled)
      : shared_(shared),
        held_out_share_(options.held_out),
        random_(RandomOf(options.seed, part)),
        cancelled_(cancelled) {}

  void StartBlock(int64_t number) override {
    number_ = number;
    block_random_ = random_.Fork("block", static_cast<uint64_t>(number));
    block_.clear();
    held_out_.clear();
  }

  void Sentences(const Tokens& tokens) override {
    ids_.clear();
    words_.AddAll(tokens.words, &ids_);
    auto begin = ids_.begin();
    for (const size_t size : tokens.sentence_ends) {
      const auto end = ids_.begin() + static_cast<std::ptrdiff_t>(size);
      std::vector<int32_t>& target =
          block_random_.Uniform() < held_out_share_ ? held_out_ : block_;
      target.insert(target.end(), begin, end);
      target.push_back(kSentenceEnd);
      begin = end;
    }
  }

  absl::Status EndBlock() override {
    if (cancelled_ && cancelled_()) {
      shared_->Stop(absl::CancelledError("stopped while reading the corpus"));
    }
    return shared_->Append(number_, words_, &global_, &block_, &held_out_);
  }

  VocabularyBuilder TakeWords() { return std::move(words_); }

 private:
  static Random RandomOf(uint64_t seed, const CorpusPart& part) {
    const Random random = Random(seed).Fork("held-out");
    if (part.count == 1) return random;
    return random.Fork("part", static_cast<uint64_t>(part.index));
  }

  SharedCorpus* const shared_;
  const double held_out_share_;
  const Random random_;
  const std::function<bool()>& cancelled_;
  VocabularyBuilder words_;
  std::vector<uint32_t> global_;  // own provisional id -> shared one
  int64_t number_ = 0;
  Random block_random_{0};
  std::vector<int32_t> ids_;  // of a line or paragraph
  std::vector<int32_t> block_;
  std::vector<int32_t> held_out_;
};

absl::StatusOr<CountedCorpus> ReadAndCount(
    Corpus& corpus, const EncoderOptions& options, absl::string_view folder,
    const std::function<bool()>& cancelled) {
  const CorpusPart& part = corpus.options().part;
  EncoderOptions own = options;
  own.max_held_out_tokens /= part.count;
  CountedCorpus counted;
  LEXPROBE_ASSIGN_OR_RETURN(counted.tokens, TokenFile::Create(folder));
  SharedCorpus shared(counted.tokens.get(), own);
  std::vector<std::unique_ptr<BlockEncoder>> encoders;
  std::vector<SentenceConsumer*> consumers;
  for (int i = 0; i < options.threads; ++i) {
    encoders.push_back(
        std::make_unique<BlockEncoder>(&shared, options, part, cancelled));
    consumers.push_back(encoders.back().get());
  }
  LEXPROBE_ASSIGN_OR_RETURN(counted.statistics,
                            ReadSentences(corpus, consumers));
  LEXPROBE_RETURN_IF_ERROR(counted.tokens->Flush());
  for (const auto& encoder : encoders) shared.AddCounts(encoder->TakeWords());
  counted.words = shared.TakeWords();
  counted.held_out = shared.TakeHeldOut();
  return counted;
}

// Takes the corpus from its copy at `path`, or reads it and writes that.
absl::StatusOr<CountedCorpus> TakeOrRead(
    Corpus& corpus, const EncoderOptions& options, absl::string_view folder,
    const std::string& path, const std::function<bool()>& cancelled) {
  if (FileExists(path)) {
    absl::StatusOr<CountedCorpus> counted = ReadCorpusCache(path, folder);
    if (counted.ok()) counted->cache = path;
    if (counted.ok() || absl::IsResourceExhausted(counted.status())) {
      return counted;
    }
  }
  LEXPROBE_ASSIGN_OR_RETURN(CountedCorpus counted,
                            ReadAndCount(corpus, options, folder, cancelled));
  LEXPROBE_RETURN_IF_ERROR(WriteCorpusCache(counted, path));
  return counted;
}

}  // namespace

absl::StatusOr<std::vector<CountedCorpus>> CountParts(
    absl::Span<const std::unique_ptr<Corpus>> parts,
    const EncoderOptions& options, absl::string_view folder,
    const std::function<bool()>& cancelled) {
  std::string digest;  // of the files, which all parts share
  if (!options.cache_folder.empty() && !parts.empty()) {
    LEXPROBE_ASSIGN_OR_RETURN(digest,
                              DigestOfFiles(parts[0]->files(), cancelled));
  }
  const std::string settings = absl::StrCat(
      options.held_out, " ", options.max_held_out_tokens, " ", options.seed);
  std::vector<CountedCorpus> counted;
  for (const std::unique_ptr<Corpus>& part : parts) {
    if (digest.empty()) {
      LEXPROBE_ASSIGN_OR_RETURN(
          counted.emplace_back(),
          ReadAndCount(*part, options, folder, cancelled));
      continue;
    }
    const std::string path = CorpusCachePath(part->options(), settings, digest,
                                             options.cache_folder);
    LEXPROBE_ASSIGN_OR_RETURN(
        counted.emplace_back(),
        TakeOrRead(*part, options, folder, path, cancelled));
  }
  return counted;
}

absl::StatusOr<EncodedCorpus> FreezeParts(
    std::vector<CountedCorpus> parts, const VocabularyOptions& options,
    const std::function<absl::Status(VocabularyBuilder*)>& merge) {
  VocabularyBuilder words = std::move(parts[0].words);
  std::vector<std::vector<uint32_t>> numbers;  // of the other parts' words
  for (size_t i = 1; i < parts.size(); ++i) {
    numbers.push_back(words.Merge(parts[i].words));
  }
  if (merge) LEXPROBE_RETURN_IF_ERROR(merge(&words));
  LEXPROBE_ASSIGN_OR_RETURN(FrozenVocabulary frozen, words.Freeze(options));
  EncodedCorpus encoded{.tokens = std::move(parts[0].tokens),
                        .ids = std::move(frozen.ids),
                        .more = {},
                        .held_out = {},
                        .vocabulary = std::move(frozen.vocabulary),
                        .statistics = {},
                        .cache = std::move(parts[0].cache)};
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) {
      std::vector<WordId> ids;
      for (const uint32_t number : numbers[i - 1]) {
        ids.push_back(encoded.ids[number]);
      }
      encoded.more.push_back({std::move(parts[i].tokens), std::move(ids)});
    }
    const std::vector<WordId>& ids =
        i == 0 ? encoded.ids : encoded.more.back().ids;
    for (const int32_t token : parts[i].held_out) {
      encoded.held_out.push_back(
          token == kSentenceEnd ? token : ids[static_cast<size_t>(token)]);
    }
    encoded.statistics.Add(parts[i].statistics);
  }
  return encoded;
}

}  // namespace lexprobe
