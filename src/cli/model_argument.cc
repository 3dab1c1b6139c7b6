#include "cli/model_argument.h"

#include <cstdint>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/closest_words.h"
#include "cli/delayed_progress.h"
#include "cli/terminal.h"
#include "lexprobe/base/clock.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/store/embedding_cache.h"
#include "lexprobe/store/formats.h"

namespace lexprobe::cli {
namespace {

constexpr size_t kSuggestions = 3;

// "3 repeated words, the first of each kept; 1 row of zeros".
std::string SummaryOf(const ReadNotes& notes) {
  const struct {
    int64_t count;
    const char* one;
    const char* many;
  } kKinds[] = {
      {notes.duplicate_words, " repeated word, the first one kept",
       " repeated words, the first of each kept"},
      {notes.dropped_rows, " row dropped (no word, or a number not finite)",
       " rows dropped (no word, or a number not finite)"},
      {notes.zero_rows, " row of zeros", " rows of zeros"},
      {notes.words_with_spaces, " word with spaces", " words with spaces"},
  };
  std::vector<std::string> parts;
  for (const auto& kind : kKinds) {
    if (kind.count == 0) continue;
    parts.push_back(
        absl::StrCat(kind.count, kind.count == 1 ? kind.one : kind.many));
  }
  return absl::StrJoin(parts, "; ");
}

void PrintNotes(const std::string& path, const ReadNotes& notes, Streams& io) {
  const std::string summary = SummaryOf(notes);
  if (!summary.empty()) {
    io.err << WithoutControls(
                  absl::StrCat(path, ", read as ", notes.format, ": ", summary))
           << "\n";
  }
  for (const std::string& message : notes.messages) {
    io.err << "  " << WithoutControls(message) << "\n";
  }
}

absl::Status Validate(const ModelArgument& argument) {
  if (argument.model.empty()) {
    return absl::InvalidArgumentError(
        "--model is missing: a model folder or an embedding file");
  }
  if (argument.restrict_vocab < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("--restrict-vocab is ", argument.restrict_vocab,
                     ", must be 0 (all rows) or more"));
  }
  return absl::OkStatus();
}

std::string UnknownWord(const EmbeddingTable& table, absl::string_view word) {
  const std::vector<std::string> closest =
      ClosestWords(table, word, kSuggestions);
  std::string message = absl::StrCat("\"", word, "\" is not in the vocabulary");
  if (!closest.empty()) {
    absl::StrAppend(&message, "; did you mean \"",
                    absl::StrJoin(closest, "\", \""), "\"?");
  }
  return WithoutControls(message);
}

}  // namespace

void AddModelOptions(ModelArgument& argument,
                     po::options_description& options) {
  options.add_options()(
      "model", po::value(&argument.model)->value_name("M"),
      "the model: a folder that train made, or an embedding file");
  options.add_options()(
      "format", po::value(&argument.format)->value_name("NAME"),
      absl::StrCat("read the file as this format, whatever its content looks "
                   "like: ",
                   ReadableFormats())
          .c_str());
  options.add_options()(
      "restrict-vocab",
      po::value(&argument.restrict_vocab)
          ->default_value(argument.restrict_vocab)
          ->value_name("N"),
      "use the first N words only, which are the most frequent; 0: all");
  options.add_options()(
      "cache", po::value(&argument.cache)->value_name("FOLDER"),
      "keep a native copy of a file in another format here, and use it while "
      "the file stays as it is");
}

absl::StatusOr<std::string> EmbeddingsPath(const ModelArgument& argument) {
  LEXPROBE_RETURN_IF_ERROR(Validate(argument));
  if (!IsFolder(argument.model)) return argument.model;
  LEXPROBE_ASSIGN_OR_RETURN(std::string path,
                            PathInModel(argument.model, kEmbeddingsFile));
  if (FileExists(path)) return path;
  return absl::NotFoundError(absl::StrCat(
      argument.model, ": no ", kEmbeddingsFile,
      " in this folder; lexprobe train writes it when it has finished"));
}

absl::StatusOr<EmbeddingTable> OpenModel(const ModelArgument& argument,
                                         Streams& io, ReadNotes* notes) {
  ReadNotes unwanted;
  if (notes == nullptr) notes = &unwanted;
  LEXPROBE_ASSIGN_OR_RETURN(const std::string path, EmbeddingsPath(argument));
  DelayedProgress progress(io, Clock::Real(), absl::StrCat("reading ", path),
                           argument.restrict_vocab);
  const ReadOptions options = {
      .format = argument.format,
      .max_rows = argument.restrict_vocab,
      .progress = [&progress](int64_t rows) { progress.Update(rows); }};
  absl::StatusOr<EmbeddingTable> table =
      argument.cache.empty()
          ? ReadEmbeddings(path, options, notes)
          : ReadEmbeddingsThroughCache(path, argument.cache, options, notes);
  if (table.ok()) PrintNotes(path, *notes, io);
  return table;
}

absl::StatusOr<EmbeddingTable> OpenModel(const ModelArgument& argument,
                                         Streams& io) {
  return OpenModel(argument, io, nullptr);
}

absl::StatusOr<std::vector<int64_t>> RowsOf(
    const EmbeddingTable& table, const std::vector<std::string>& words) {
  std::vector<int64_t> rows;
  std::vector<std::string> unknown;
  for (const std::string& word : words) {
    const std::optional<int64_t> row = table.RowOf(word);
    if (row.has_value()) {
      rows.push_back(*row);
    } else {
      unknown.push_back(UnknownWord(table, word));
    }
  }
  if (unknown.empty()) return rows;
  return absl::NotFoundError(absl::StrJoin(unknown, "\n"));
}

}  // namespace lexprobe::cli
