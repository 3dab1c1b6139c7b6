// Batches of positives: what the training kernels learn from. Plain arrays,
// no LibTorch.
//
// NGramBatch: B N-grams of N words that share one corrupted position and K
// replacement words. SegmentBatch: S stretches of running text in which every
// word in the middle part is the centre of an N-gram; N-grams overlap, so
// that a word is looked up once and not N times.
//
// Not thread-safe; each thread has its own.

#ifndef LEXPROBE_NGRAM_BATCH_H_
#define LEXPROBE_NGRAM_BATCH_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/random.h"
#include "lexprobe/ngram/corruptor.h"
#include "lexprobe/ngram/token_stream.h"
#include "lexprobe/vocab/word_id.h"

namespace lexprobe {

// Which word of an N-gram is replaced.
enum class CorruptionPosition {
  kAny,     // uniform over the N positions, one for each batch
  kCentre,  // position N / 2 (Collobert & Weston 2008)
};

absl::StatusOr<CorruptionPosition> CorruptionPositionFromName(
    absl::string_view name);
absl::string_view NameOf(CorruptionPosition position);

struct NGramBatch {
  int order = 0;                     // N
  std::vector<WordId> ids;           // B x N, row-major
  int corrupted_position = 0;        // 0 .. N - 1
  std::vector<WordId> replacements;  // K

  int size() const {
    return order == 0 ? 0 : static_cast<int>(ids.size()) / order;
  }
};

struct SegmentBatch {
  // No word: a place before the start or after the end of a sentence.
  static constexpr WordId kNoWord = -1;

  int segments = 0;                  // S
  int length = 0;                    // L: centres in a segment
  int margin = 0;                    // N / 2 words on either side
  std::vector<WordId> ids;           // S x (L + 2 margin), kNoWord among them
  std::vector<int> centres;          // indices into ids: the words to judge
  std::vector<WordId> replacements;  // K
};

// Fills batches from several streams in turn, so that a batch mixes parts of
// the corpus.
class BatchBuilder {
 public:
  // REQUIRES: streams and corruptor outlive the builder; !streams.empty()
  BatchBuilder(std::vector<TokenStream> streams, const Corruptor* corruptor,
               Random random);

  // N-grams that hold no sentence end, `batch->order` words each, `count` of
  // them, with `replacements` replacement words. OutOfRange if two
  // passes over a stream, and at least a million tokens, bring none.
  // REQUIRES: batch->order >= 2, count > 0, replacements > 0
  absl::Status FillNGrams(int count, int replacements,
                          CorruptionPosition position, NGramBatch* batch);

  // One segment from each stream: the next `length` words, and gaps of
  // `margin` between sentences. `length` and `margin` must not change from
  // call to call. OutOfRange, as above, if a stream has no words.
  // REQUIRES: length > 0, margin >= 0, replacements > 0
  absl::Status FillSegments(int length, int margin, int replacements,
                            SegmentBatch* batch);

  // Tokens of the file that the streams have gone through.
  int64_t tokens_read() const;
  int streams() const { return static_cast<int>(streams_.size()); }

  // For checkpoints; see TokenStream. After an error of RestoreState the
  // builder is of no use until a RestoreState that succeeds.
  void SaveState(std::string* out) const;
  absl::Status RestoreState(BinaryReader& in);

 private:
  // A stream and the words already taken from it that are still in use.
  struct Reader {
    TokenStream stream;
    std::vector<WordId> window;
    int pending_breaks = 0;  // kNoWord still to come after a sentence end
  };

  absl::Status RestoreWindow(BinaryReader& in, Reader& reader);
  static absl::Status NextNGram(Reader& reader, int order, WordId* out);
  static absl::Status NextWordOrGap(Reader& reader, int margin, WordId* out);
  static absl::Status FillSegment(Reader& reader, int length, int margin,
                                  WordId* ids);

  std::vector<Reader> streams_;
  const Corruptor* corruptor_;
  Random random_;
  size_t turn_ = 0;  // whose N-gram is next
};

}  // namespace lexprobe

#endif  // LEXPROBE_NGRAM_BATCH_H_
