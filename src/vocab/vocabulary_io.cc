#include "lexprobe/vocab/vocabulary_io.h"

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "lexprobe/base/gzip_sink.h"
#include "lexprobe/base/gzip_source.h"
#include "lexprobe/base/line_reader.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/text/utf8.h"

namespace lexprobe {
namespace {

constexpr char kByteOrderMark[] = "\xef\xbb\xbf";

std::string Quoted(absl::string_view text) {
  return absl::StrCat("\"", absl::Utf8SafeCEscape(text), "\"");
}

absl::Status CheckWord(absl::string_view word) {
  if (word.empty()) return absl::InvalidArgumentError("an empty word");
  if (!IsValidUtf8(word)) {
    return absl::InvalidArgumentError(
        absl::StrCat("word \"", absl::CEscape(word), "\" is not valid UTF-8"));
  }
  for (const char c : word) {
    if (absl::ascii_isspace(static_cast<unsigned char>(c))) {
      return absl::InvalidArgumentError(
          absl::StrCat("word ", Quoted(word), " holds white space"));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<VocabularyEntry> ParseLine(absl::string_view line) {
  const std::vector<absl::string_view> fields = absl::StrSplit(line, '\t');
  if (fields.size() != 2) {
    return absl::InvalidArgumentError(
        absl::StrCat(fields.size(), " fields between tabs, where a word and ",
                     "its count are needed"));
  }
  LEXPROBE_RETURN_IF_ERROR(CheckWord(fields[0]));
  int64_t count;
  if (!absl::SimpleAtoi(fields[1], &count) || count < 0) {
    return absl::InvalidArgumentError(absl::StrCat(
        "count ", Quoted(fields[1]), ", must be a whole number from 0 to ",
        std::numeric_limits<int64_t>::max()));
  }
  return VocabularyEntry{std::string(fields[0]), count};
}

// Checks `entry` against the one before it, of which the file has the order.
absl::Status CheckOrder(const VocabularyEntry& before,
                        const VocabularyEntry& entry) {
  if (entry.count > before.count) {
    return absl::InvalidArgumentError(absl::StrCat(
        "count ", entry.count, " after ", before.count, ", counts must fall"));
  }
  if (entry.count == before.count && entry.word < before.word) {
    return absl::InvalidArgumentError(absl::StrCat(
        "word ", Quoted(entry.word), " after ", Quoted(before.word),
        " of the same count, must be in order of bytes"));
  }
  return absl::OkStatus();
}

// The entries of a file, line by line, and what they must hold together.
class Entries {
 public:
  absl::Status Add(VocabularyEntry entry) {
    const int64_t line = static_cast<int64_t>(entries_.size()) + 1;
    if (line == 1 && entry.word != kUnknownWordText) {
      return absl::InvalidArgumentError(
          absl::StrCat("word ", Quoted(entry.word), " where ",
                       Quoted(kUnknownWordText), " must come first"));
    }
    const auto [found, is_new] = lines_.emplace(entry.word, line);
    if (!is_new) {
      return absl::InvalidArgumentError(absl::StrCat(
          "word ", Quoted(entry.word), " repeats line ", found->second));
    }
    if (line > 2) LEXPROBE_RETURN_IF_ERROR(CheckOrder(entries_.back(), entry));
    entries_.push_back(std::move(entry));
    return absl::OkStatus();
  }

  std::vector<VocabularyEntry> Take() { return std::move(entries_); }

 private:
  std::vector<VocabularyEntry> entries_;
  absl::flat_hash_map<std::string, int64_t> lines_;  // by word
};

absl::Status AddLine(absl::string_view line, Entries& entries) {
  LEXPROBE_ASSIGN_OR_RETURN(VocabularyEntry entry, ParseLine(line));
  return entries.Add(std::move(entry));
}

}  // namespace

absl::Status WriteVocabulary(const Vocabulary& vocabulary, ByteSink& sink) {
  for (const VocabularyEntry& entry : vocabulary.entries()) {
    LEXPROBE_RETURN_IF_ERROR(
        sink.Write(absl::StrCat(entry.word, "\t", entry.count, "\n")));
  }
  return sink.Close();
}

absl::Status WriteVocabularyFile(const Vocabulary& vocabulary,
                                 absl::string_view path) {
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<ByteSink> sink,
                            CreatePlainOrGzip(path));
  return WriteVocabulary(vocabulary, *sink);
}

absl::StatusOr<Vocabulary> ReadVocabulary(std::unique_ptr<ByteSource> source) {
  const std::string name(source->name());
  LineReader reader(std::move(source));
  Entries entries;
  absl::string_view line;
  while (true) {
    LEXPROBE_ASSIGN_OR_RETURN(const bool more, reader.Next(&line));
    if (!more) break;
    if (reader.line_number() == 1) absl::ConsumePrefix(&line, kByteOrderMark);
    LEXPROBE_RETURN_IF_ERROR(Annotate(AddLine(line, entries), reader.Place()));
  }
  absl::StatusOr<Vocabulary> vocabulary =
      Vocabulary::FromEntries(entries.Take());
  if (!vocabulary.ok()) return Annotate(vocabulary.status(), name);
  return vocabulary;
}

absl::StatusOr<Vocabulary> ReadVocabularyFile(absl::string_view path) {
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<ByteSource> source,
                            OpenPlainOrGzip(path));
  return ReadVocabulary(std::move(source));
}

}  // namespace lexprobe
