// The options that say what text to read, how to split it and which words to
// keep, bound to CorpusOptions and VocabularyOptions; shared by `vocab` and
// `train`.

#ifndef LEXPROBE_CLI_CORPUS_OPTIONS_GROUP_H_
#define LEXPROBE_CLI_CORPUS_OPTIONS_GROUP_H_

#include <string>

#include "absl/status/status.h"
#include "cli/options.h"
#include "lexprobe/text/corpus.h"
#include "lexprobe/vocab/vocabulary_builder.h"

namespace lexprobe::cli {

// The options whose values are names; their initial values are the defaults.
struct CorpusChoices {
  std::string letter_case{NameOf(CaseMode::kFold)};
  std::string numbers{NameOf(NumberMode::kClass)};
  std::string punctuation{NameOf(PunctuationMode::kKeep)};
  std::string hyphens{NameOf(HyphenMode::kKeep)};
  std::string newline{NameOf(NewlineMode::kSentence)};
  bool no_sentence_boundaries = false;

  // Reads the names into `options`. InvalidArgument naming the option, the
  // value and what is allowed; or if no corpus was given.
  absl::Status Resolve(CorpusOptions* options) const;
};

// --corpus, --case, --numbers, --punctuation, --hyphens, --newline,
// --no-sentence-boundaries, --pretokenized. All three must outlive the
// parsing.
void AddCorpusOptions(CorpusOptions& options, CorpusChoices& choices,
                      po::options_description& out);

// --min-count, --max-vocabulary.
void AddVocabularyOptions(VocabularyOptions& options,
                          po::options_description& out);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_CORPUS_OPTIONS_GROUP_H_
