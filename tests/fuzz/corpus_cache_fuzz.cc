// A corpus as numbers, as a stranger may have made it: right checksums around
// whatever sections (section_bytes.h). What is read has only words that are
// there.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "lexprobe/base/check.h"
#include "lexprobe/ngram/corpus_cache.h"
#include "lexprobe/ngram/corpus_encoder.h"
#include "support/section_bytes.h"

namespace lexprobe {
namespace {

constexpr uint32_t kTags[] = {SectionTag("STAT"), SectionTag("WRDS"),
                              SectionTag("HELD"), SectionTag("TOKS"),
                              SectionTag("WHAT")};

void CheckTokens(absl::Span<const int32_t> tokens, uint32_t words) {
  for (const int32_t token : tokens) {
    LEXPROBE_CHECK(token >= kSentenceEnd);
    LEXPROBE_CHECK(token < static_cast<int64_t>(words));
  }
}

void CheckCorpus(CountedCorpus corpus) {
  std::vector<int32_t> tokens(static_cast<size_t>(corpus.tokens->size()));
  LEXPROBE_CHECK(corpus.tokens->Read(0, absl::MakeSpan(tokens)).ok());
  CheckTokens(tokens, corpus.words.size());
  CheckTokens(corpus.held_out, corpus.words.size());
  std::vector<CountedCorpus> parts;
  parts.push_back(std::move(corpus));
  const auto encoded = FreezeParts(std::move(parts), {.min_count = 1}, {});
  LEXPROBE_CHECK(encoded.ok() || !absl::IsInternal(encoded.status()));
}

void Check(absl::string_view bytes) {
  const MemoryContainer file(SectionTag("TOKN"), SectionsIn(bytes, kTags));
  absl::StatusOr<CountedCorpus> corpus = ReadCorpusCache(file.path(), "/tmp");
  if (corpus.ok()) CheckCorpus(*std::move(corpus));
  LEXPROBE_CHECK(corpus.ok() || absl::IsDataLoss(corpus.status()) ||
                 absl::IsUnimplemented(corpus.status()) ||
                 absl::IsInvalidArgument(corpus.status()));
}

}  // namespace
}  // namespace lexprobe

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  lexprobe::Check({reinterpret_cast<const char*>(data), size});
  return 0;
}
