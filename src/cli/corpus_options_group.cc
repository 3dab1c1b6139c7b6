#include "cli/corpus_options_group.h"

#include "lexprobe/base/status_macros.h"

namespace lexprobe::cli {
namespace {

template <typename T>
po::typed_value<T>* Bound(T& field, const char* value_name) {
  return po::value(&field)->default_value(field)->value_name(value_name);
}

}  // namespace

absl::Status CorpusChoices::Resolve(CorpusOptions* options) const {
  if (options->paths.empty()) {
    return absl::InvalidArgumentError(
        "--corpus is missing: files, folders or - for standard input");
  }
  TokenizerOptions& tokenizer = options->tokenizer;
  LEXPROBE_ASSIGN_OR_RETURN(tokenizer.letter_case, ParseCaseMode(letter_case));
  LEXPROBE_ASSIGN_OR_RETURN(tokenizer.numbers, ParseNumberMode(numbers));
  LEXPROBE_ASSIGN_OR_RETURN(tokenizer.punctuation,
                            ParsePunctuationMode(punctuation));
  LEXPROBE_ASSIGN_OR_RETURN(tokenizer.hyphens, ParseHyphenMode(hyphens));
  LEXPROBE_ASSIGN_OR_RETURN(options->newline, ParseNewlineMode(newline));
  tokenizer.sentence_boundaries = !no_sentence_boundaries;
  return Validate(*options);
}

void AddCorpusOptions(CorpusOptions& options, CorpusChoices& choices,
                      po::options_description& out) {
  po::options_description text("Text");
  text.add_options()  //
      ("corpus", po::value(&options.paths)->multitoken()->value_name("FILE..."),
       "text to read: files (plain or gzip), folders, globs, or - for "
       "standard input")  //
      ("case", Bound(choices.letter_case, "CHOICE"),
       "fold (everything in lower case) or keep")  //
      ("numbers", Bound(choices.numbers, "CHOICE"),
       "class (one token for all), digits (1984 is 0000) or keep")  //
      ("punctuation", Bound(choices.punctuation, "CHOICE"),
       "keep (marks are tokens) or drop")  //
      ("hyphens", Bound(choices.hyphens, "CHOICE"),
       "keep (well-known is one token) or split")  //
      ("newline", Bound(choices.newline, "CHOICE"),
       "sentence (a line ends its sentence) or space (only an empty line "
       "does, for hard-wrapped text)")  //
      ("no-sentence-boundaries",
       po::bool_switch(&choices.no_sentence_boundaries),
       "let N-grams run over . ! ? inside a line")  //
      ("pretokenized", po::bool_switch(&options.tokenizer.pretokenized),
       "tokens are what stands between white space; nothing else is done");
  out.add(text);
}

void AddVocabularyOptions(VocabularyOptions& options,
                          po::options_description& out) {
  po::options_description vocabulary("Vocabulary");
  vocabulary.add_options()  //
      ("min-count", Bound(options.min_count, "N"),
       "leave out words seen less often")  //
      ("max-vocabulary", Bound(options.max_vocabulary, "N"),
       "keep at most so many words, the most frequent; 0 is no limit");
  out.add(vocabulary);
}

}  // namespace lexprobe::cli
