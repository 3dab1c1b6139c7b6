#include "train/shards.h"

#include <algorithm>
#include <utility>

namespace lexprobe {
namespace {

// Fewer tokens than this are not worth a stream of their own.
constexpr int64_t kMinStreamTokens = 1000;

// The share of one worker: tokens `begin` to `end` of `source`.
Share MakeShare(const TokenStreamSource& source, int64_t begin, int64_t end,
                const Corruptor& corruptor, const ShareSettings& settings,
                const Random& random) {
  Random starts = random;
  const int64_t parts = std::clamp<int64_t>((end - begin) / kMinStreamTokens, 1,
                                            settings.streams);
  std::vector<TokenStream> streams;
  for (int64_t s = 0; s < parts; ++s) {
    const int64_t first = begin + (end - begin) * s / parts;
    const int64_t last = begin + (end - begin) * (s + 1) / parts;
    const auto start =
        first +
        static_cast<int64_t>(starts.Below(static_cast<uint64_t>(last - first)));
    streams.emplace_back(source, first, last, start,
                         random.Fork("stream", static_cast<uint64_t>(s)));
  }
  return {
      BatchBuilder(std::move(streams), &corruptor, random.Fork("batches")),
      static_cast<int64_t>(settings.epochs * static_cast<double>(end - begin)),
      settings.schedule};
}

// The first worker of a part; they are divided evenly among the parts.
int64_t FirstOfPart(const TrainOptions& options, int64_t part) {
  return options.workers() * part / std::max(1, options.parts);
}

}  // namespace

int FirstWorker(const TrainOptions& options, const EncodedCorpus& corpus) {
  return static_cast<int>(FirstOfPart(options, corpus.first_part));
}

std::vector<Share> MakeShares(const TrainOptions& options,
                              const EncodedCorpus& corpus,
                              const Subsampler& subsampler,
                              const Corruptor& corruptor,
                              const ShareSettings& settings,
                              const Random& random) {
  std::vector<Share> shares;
  for (size_t p = 0; p <= corpus.more.size(); ++p) {
    const TokenStreamSource source = {
        p == 0 ? corpus.tokens.get() : corpus.more[p - 1].tokens.get(),
        p == 0 ? &corpus.ids : &corpus.more[p - 1].ids, &subsampler,
        options.unknown_words};
    const int64_t size = source.file->size();
    const int64_t part = corpus.first_part + static_cast<int64_t>(p);
    const int64_t first = FirstOfPart(options, part);
    const int64_t workers = FirstOfPart(options, part + 1) - first;
    for (int64_t w = 0; w < workers; ++w) {
      const int64_t begin = size * w / workers;
      const int64_t end = std::max(size * (w + 1) / workers, begin + 1);
      shares.push_back(
          MakeShare(source, begin, end, corruptor, settings,
                    random.Fork("worker", static_cast<uint64_t>(first + w))));
    }
  }
  return shares;
}

}  // namespace lexprobe
