// A whole corpus as numbers, as one undivided training reads it.

#ifndef LEXPROBE_TESTS_SUPPORT_ENCODE_TEXT_H_
#define LEXPROBE_TESTS_SUPPORT_ENCODE_TEXT_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/ngram/corpus_encoder.h"
#include "lexprobe/text/corpus.h"

namespace lexprobe {

inline absl::StatusOr<EncodedCorpus> EncodeText(
    CorpusOptions corpus, const EncoderOptions& options,
    const std::string& folder, const std::function<bool()>& cancelled) {
  std::vector<std::unique_ptr<Corpus>> parts(1);
  LEXPROBE_ASSIGN_OR_RETURN(parts[0], Corpus::Open(std::move(corpus)));
  LEXPROBE_ASSIGN_OR_RETURN(std::vector<CountedCorpus> counted,
                            CountParts(parts, options, folder, cancelled));
  return FreezeParts(std::move(counted), options.vocabulary, nullptr);
}

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_SUPPORT_ENCODE_TEXT_H_
