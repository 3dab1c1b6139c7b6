#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/types/span.h"
#include "cli/commands.h"
#include "cli/delayed_progress.h"
#include "cli/model_argument.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "cli/word_arguments.h"
#include "lexprobe/base/clock.h"
#include "lexprobe/base/gzip_source.h"
#include "lexprobe/base/line_reader.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/probe/analogy.h"
#include "lexprobe/probe/search_target.h"
#include "lexprobe/store/formats.h"
#include "lexprobe/store/transform.h"

namespace lexprobe::cli {
namespace {

const CommandHelp kHelp = {
    "export", "--model M --format NAME --output FILE [options]",
    "Writes embeddings in a format that other programs read, or a foreign file "
    "in the native format, which opens at once: do that for a large file that "
    "you will ask more than once. Floats read back as they were, to the last "
    "bit. A name that ends in .gz is compressed. The old file stays whole "
    "until the new one is complete. Mean and common directions are those of "
    "all words of the model, whichever are written.",
    "lexprobe export --model world --format word2vec-text --output world.txt\n"
    "lexprobe export --model world --format projector --output projector/\n"
    "lexprobe export --model world --format projector --output projector/ "
    "--concept gender=queen:king,aunt:uncle\n"
    "lexprobe export --model glove.6B.300d.txt.gz --output glove.lexprobe\n"
    "lexprobe export --model world --top 10000 --normalize --output top.npy\n"};

struct ExportArguments {
  ModelArgument model;
  std::string output;
  WriteOptions write;
  TransformOptions transform;
  std::string words;
  std::string missing_words = "refuse";
  std::string dtype = "float32";
  std::vector<std::string> concepts;
};

void AddTransformOptions(ExportArguments& arguments,
                         po::options_description& options) {
  TransformOptions& transform = arguments.transform;
  options.add_options()  //
      ("words", po::value(&arguments.words)->value_name("FILE"),
       "write these words only, one a line, in this order; - is standard "
       "input")  //
      ("missing-words",
       po::value(&arguments.missing_words)
           ->default_value(arguments.missing_words)
           ->value_name("RULE"),
       "words of that list that the model does not know: refuse or skip")  //
      ("top",
       po::value(&transform.top)->default_value(transform.top)->value_name("N"),
       "write the first N words only; 0: all")  //
      ("center", po::bool_switch(&transform.center),
       "subtract the mean of all vectors")  //
      ("remove-components",
       po::value(&transform.remove_components)
           ->default_value(transform.remove_components)
           ->value_name("N"),
       "centre, then project out the first N principal components "
       "(all-but-the-top; a hundredth of the dimension is a good start)")  //
      ("normalize", po::bool_switch(&transform.normalize),
       "make every vector of unit length, after all else");
}

void AddFormatOptions(ExportArguments& arguments,
                      po::options_description& options) {
  options.add_options()  //
      ("model", po::value(&arguments.model.model)->value_name("M"),
       "the model: a folder that train made, or an embedding file")  //
      ("input-format", po::value(&arguments.model.format)->value_name("NAME"),
       absl::StrCat("read the file as this format, whatever its content looks "
                    "like: ",
                    ReadableFormats())
           .c_str())  //
      ("output", po::value(&arguments.output)->value_name("FILE"),
       "the file to write; - is standard output; for projector a folder")  //
      ("format", po::value(&arguments.write.format)->value_name("NAME"),
       absl::StrCat("the format to write, if the file's name does not tell: ",
                    WritableFormats())
           .c_str())  //
      ("dtype",
       po::value(&arguments.dtype)
           ->default_value(arguments.dtype)
           ->value_name("TYPE"),
       "float32, or float16 (npy and safetensors)")  //
      ("on-bad-word",
       po::value(&arguments.write.on_bad_word)
           ->default_value(arguments.write.on_bad_word)
           ->value_name("RULE"),
       "a word that the format cannot carry: refuse, or escape (white space "
       "becomes U+2581)")  //
      ("concept",
       po::value(&arguments.concepts)->composing()->value_name("NAME=A:A*,..."),
       "a column of the projector's metadata: the cosine of each word and the "
       "mean offset of these pairs, as of `lexprobe axis`; can be given "
       "again")  //
      ("threads",
       po::value(&arguments.write.threads)
           ->default_value(arguments.write.threads)
           ->value_name("N"),
       "threads that format text; 0: one a processor");
}

absl::Status CheckChoice(const char* option, const std::string& value,
                         const char* first, const char* second) {
  if (value == first || value == second) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      option, " is \"", value, "\", must be ", first, " or ", second));
}

absl::Status Complete(ExportArguments& arguments) {
  if (arguments.output.empty()) {
    return absl::InvalidArgumentError("--output is missing: a file to write");
  }
  LEXPROBE_RETURN_IF_ERROR(
      CheckChoice("--dtype", arguments.dtype, "float32", "float16"));
  LEXPROBE_RETURN_IF_ERROR(CheckChoice(
      "--missing-words", arguments.missing_words, "refuse", "skip"));
  LEXPROBE_RETURN_IF_ERROR(CheckChoice(
      "--on-bad-word", arguments.write.on_bad_word, "refuse", "escape"));
  if (arguments.write.threads < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("--threads is ", arguments.write.threads,
                     ", must be 0 (one a processor) or more"));
  }
  arguments.write.float16 = arguments.dtype == "float16";
  arguments.transform.threads = arguments.write.threads;
  if (arguments.write.format.empty()) {
    arguments.write.format = FormatForFileName(arguments.output);
  }
  if (!arguments.concepts.empty() && arguments.write.format != "projector") {
    return absl::InvalidArgumentError(
        "--concept is for --format projector: other formats have no columns");
  }
  if (!arguments.write.format.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("--format is missing, and the name ", arguments.output,
                   " does not tell it; written are ", WritableFormats()));
}

absl::StatusOr<std::vector<std::string>> ReadWordList(const std::string& path) {
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<ByteSource> source,
                            OpenPlainOrGzip(path));
  LineReader reader(std::move(source));
  std::vector<std::string> words;
  absl::flat_hash_set<std::string> seen;
  absl::string_view line;
  while (true) {
    LEXPROBE_ASSIGN_OR_RETURN(const bool more, reader.Next(&line));
    if (!more) break;
    const std::string word(line);
    if (!word.empty() && seen.insert(word).second) words.push_back(word);
  }
  if (!words.empty()) return words;
  return absl::InvalidArgumentError(
      absl::StrCat(path, ": no words, where one a line is needed"));
}

absl::StatusOr<std::vector<int64_t>> RowsToWrite(
    const EmbeddingTable& table, const ExportArguments& arguments,
    Streams& io) {
  LEXPROBE_ASSIGN_OR_RETURN(std::vector<std::string> words,
                            ReadWordList(arguments.words));
  if (arguments.missing_words == "refuse") return RowsOf(table, words);
  std::vector<int64_t> rows;
  for (const std::string& word : words) {
    const std::optional<int64_t> row = table.RowOf(word);
    if (row.has_value()) rows.push_back(*row);
  }
  if (rows.size() < words.size()) {
    io.err << words.size() - rows.size() << " of " << words.size()
           << " words are not in the vocabulary and are skipped\n";
  }
  if (!rows.empty()) return rows;
  return absl::NotFoundError(absl::StrCat(
      arguments.words, ": none of its words is in the vocabulary"));
}

bool ChangesTable(const TransformOptions& options) {
  return options.center || options.remove_components != 0 ||
         options.normalize || options.top != 0 || !options.rows.empty();
}

// The column of "gender=queen:king,aunt:uncle": places of the words that are
// written, by their vectors in the model, on the axis of the pairs there.
absl::StatusOr<ExtraColumn> ConceptColumn(const std::string& asked,
                                          const EmbeddingTable& model,
                                          const EmbeddingTable& written) {
  const std::pair<std::string, std::string> parts =
      absl::StrSplit(asked, absl::MaxSplits('=', 1));
  if (parts.first.empty() || parts.second.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--concept is \"", asked,
                     "\", must be a name and pairs: gender=queen:king"));
  }
  absl::StatusOr<std::vector<RowPair>> pairs = FindPairs(model, {parts.second});
  if (!pairs.ok()) return Annotate(pairs.status(), "--concept " + parts.first);
  const SearchTarget axis = SearchTarget::Cosine(MeanOffset(model, *pairs));
  ExtraColumn column = {parts.first, {}};
  for (int64_t row = 0; row < written.rows(); ++row) {
    float place = 0;
    axis.Score(model.VectorOf(*model.RowOf(written.WordOf(row))),
               absl::MakeSpan(&place, 1));
    column.values.push_back(absl::StrCat(place));
  }
  return column;
}

absl::Status Write(const EmbeddingTable& table, ExportArguments& arguments,
                   Streams& io) {
  DelayedProgress progress(io, Clock::Real(),
                           absl::StrCat("writing ", arguments.output),
                           table.rows());
  arguments.write.progress = [&progress](int64_t rows) {
    progress.Update(rows);
  };
  const std::string path =
      arguments.output == "-" ? "/dev/stdout" : arguments.output;
  return WriteEmbeddings(table, path, arguments.write);
}

}  // namespace

absl::Status RunExport(absl::Span<const std::string> args, Streams& io) {
  ExportArguments arguments;
  po::options_description format_options("Files");
  AddFormatOptions(arguments, format_options);
  po::options_description transform_options("Words and vectors");
  AddTransformOptions(arguments, transform_options);
  po::options_description options;
  options.add(format_options).add(transform_options);
  LEXPROBE_ASSIGN_OR_RETURN(const bool run,
                            Parse(kHelp, options, nullptr, args, io));
  if (!run) return absl::OkStatus();
  LEXPROBE_RETURN_IF_ERROR(Complete(arguments));
  LEXPROBE_ASSIGN_OR_RETURN(const EmbeddingTable model,
                            OpenModel(arguments.model, io));
  if (!arguments.words.empty()) {
    LEXPROBE_ASSIGN_OR_RETURN(arguments.transform.rows,
                              RowsToWrite(model, arguments, io));
  }
  std::optional<EmbeddingTable> changed;
  if (ChangesTable(arguments.transform)) {
    LEXPROBE_ASSIGN_OR_RETURN(changed, Transform(model, arguments.transform));
  }
  const EmbeddingTable& table = changed.has_value() ? *changed : model;
  for (const std::string& asked : arguments.concepts) {
    LEXPROBE_ASSIGN_OR_RETURN(ExtraColumn column,
                              ConceptColumn(asked, model, table));
    arguments.write.extra_columns.push_back(std::move(column));
  }
  LEXPROBE_RETURN_IF_ERROR(Write(table, arguments, io));
  io.err << WithoutControls(absl::StrCat(
                "wrote ", table.rows(), " words of dimension ", table.dim(),
                " to ", arguments.output, " as ", arguments.write.format))
         << "\n";
  return absl::OkStatus();
}

}  // namespace lexprobe::cli
