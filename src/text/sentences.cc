#include "lexprobe/text/sentences.h"

#include <thread>
#include <utility>
#include <vector>

#include "lexprobe/base/check.h"
#include "lexprobe/base/mutex.h"
#include "lexprobe/base/status_macros.h"
#include "text/block_tokenizer.h"

namespace lexprobe {
namespace {

// What the threads of ReadSentences share.
class SharedReading {
 public:
  explicit SharedReading(Corpus* corpus) : corpus_(*corpus) {}

  // The next block; false when there is none, or reading has failed. Inflating
  // is done under the lock too: it is a small part of the work, and so each
  // thread holds one block and no queue is needed.
  bool NextBlock(TextBlock* block) {
    MutexLock lock(&mutex_);
    if (done_) return false;
    absl::StatusOr<bool> more = corpus_.NextBlock(block);
    if (!more.ok()) status_ = more.status();
    done_ = !more.ok() || !*more;
    return !done_;
  }

  // Notes an error that came up in block `number`. That of the first block
  // wins: all blocks before it were handed out, and are being finished.
  void Fail(int64_t number, absl::Status status) {
    MutexLock lock(&mutex_);
    done_ = true;
    if (failed_block_ >= 0 && failed_block_ < number) return;
    failed_block_ = number;
    status_ = std::move(status);
  }

  void Finish(const TextStatistics& statistics) {
    MutexLock lock(&mutex_);
    statistics_.Add(statistics);
  }

  absl::StatusOr<TextStatistics> Result() {
    MutexLock lock(&mutex_);
    LEXPROBE_RETURN_IF_ERROR(status_);
    return statistics_;
  }

 private:
  Mutex mutex_;
  Corpus& corpus_ ABSL_GUARDED_BY(mutex_);
  bool done_ ABSL_GUARDED_BY(mutex_) = false;
  int64_t failed_block_ ABSL_GUARDED_BY(mutex_) = -1;
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
  TextStatistics statistics_ ABSL_GUARDED_BY(mutex_);
};

absl::Status Consume(const TextBlock& block, BlockTokenizer& tokenizer,
                     Tokens& tokens, SentenceConsumer& consumer) {
  tokenizer.Start(&block);
  consumer.StartBlock(block.number);
  while (tokenizer.Next(&tokens)) consumer.Sentences(tokens);
  return consumer.EndBlock();
}

void Work(const CorpusOptions& options, SharedReading& shared,
          SentenceConsumer& consumer) {
  BlockTokenizer tokenizer(options);
  TextBlock block;
  Tokens tokens;
  while (shared.NextBlock(&block)) {
    absl::Status status = Consume(block, tokenizer, tokens, consumer);
    if (!status.ok()) shared.Fail(block.number, std::move(status));
  }
  shared.Finish(tokenizer.statistics());
}

}  // namespace

void TextStatistics::Add(const TextStatistics& other) {
  bytes += other.bytes;
  lines += other.lines;
  sentences += other.sentences;
  tokens += other.tokens;
  nul_bytes += other.nul_bytes;
  const bool other_is_first =
      invalid_utf8 == 0 || other.first_invalid_block < first_invalid_block;
  if (other.invalid_utf8 > 0 && other_is_first) {
    first_invalid_place = other.first_invalid_place;
    first_invalid_block = other.first_invalid_block;
  }
  invalid_utf8 += other.invalid_utf8;
}

absl::StatusOr<TextStatistics> ReadSentences(
    Corpus& corpus, absl::Span<SentenceConsumer* const> consumers) {
  LEXPROBE_CHECK(!consumers.empty());
  SharedReading shared(&corpus);
  std::vector<std::thread> threads;
  for (SentenceConsumer* consumer : consumers.subspan(1)) {
    threads.emplace_back([&corpus, &shared, consumer] {
      Work(corpus.options(), shared, *consumer);
    });
  }
  Work(corpus.options(), shared, *consumers[0]);
  for (std::thread& thread : threads) thread.join();
  return shared.Result();
}

SentenceReader::SentenceReader(Corpus* corpus)
    : corpus_(corpus),
      tokenizer_(std::make_unique<BlockTokenizer>(corpus->options())) {
  tokenizer_->Start(&block_);  // an empty block, to begin with
}

SentenceReader::~SentenceReader() = default;

const TextStatistics& SentenceReader::statistics() const {
  return tokenizer_->statistics();
}

absl::StatusOr<bool> SentenceReader::Next(
    absl::Span<const absl::string_view>* words) {
  while (next_sentence_ == tokens_.sentences()) {
    next_sentence_ = 0;
    if (tokenizer_->Next(&tokens_)) break;
    LEXPROBE_ASSIGN_OR_RETURN(const bool more, corpus_->NextBlock(&block_));
    if (!more) return false;
    tokenizer_->Start(&block_);
  }
  *words = tokens_.sentence(next_sentence_++);
  return true;
}

}  // namespace lexprobe
