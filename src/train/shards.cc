#include "train/shards.h"

#include <algorithm>
#include <utility>

namespace lexprobe {
namespace {

// Fewer tokens than this are not worth a stream of their own.
constexpr int64_t kMinStreamTokens = 1000;

}  // namespace

std::vector<Share> MakeShares(const TrainOptions& options,
                              const EncodedCorpus& corpus,
                              const Subsampler& subsampler,
                              const Corruptor& corruptor,
                              const ShareSettings& settings,
                              const Random& random) {
  const TokenStreamSource source = {corpus.tokens.get(), &corpus.ids,
                                    &subsampler, options.unknown_words};
  const int64_t size = source.file->size();
  const int workers = options.workers();
  std::vector<Share> shares;
  for (int w = 0; w < workers; ++w) {
    const int64_t begin = size * w / workers;
    const int64_t end = std::max(size * (w + 1) / workers, begin + 1);
    const int64_t parts = std::clamp<int64_t>((end - begin) / kMinStreamTokens,
                                              1, settings.streams);
    Random worker_random = random.Fork("worker", static_cast<uint64_t>(w));
    std::vector<TokenStream> built;
    for (int64_t s = 0; s < parts; ++s) {
      const int64_t first = begin + (end - begin) * s / parts;
      const int64_t last = begin + (end - begin) * (s + 1) / parts;
      const auto start = first + static_cast<int64_t>(worker_random.Below(
                                     static_cast<uint64_t>(last - first)));
      built.emplace_back(
          source, first, last, start,
          worker_random.Fork("stream", static_cast<uint64_t>(s)));
    }
    shares.push_back({BatchBuilder(std::move(built), &corruptor,
                                   worker_random.Fork("batches")),
                      static_cast<int64_t>(settings.epochs *
                                           static_cast<double>(end - begin)),
                      settings.schedule});
  }
  return shares;
}

}  // namespace lexprobe
