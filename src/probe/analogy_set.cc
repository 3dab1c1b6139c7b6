#include "lexprobe/probe/analogy_set.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/types/span.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/gzip_source.h"
#include "lexprobe/base/line_reader.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Line {
  int64_t number = 0;
  std::string text;
};

// A file's lines that are not blank.
struct Lines {
  std::string path;
  std::vector<Line> lines;

  absl::Status ErrorAt(const Line& line, absl::string_view what) const {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": line ", line.number, ": ", what));
  }
};

absl::StatusOr<Lines> ReadLines(absl::string_view path) {
  LEXPROBE_ASSIGN_OR_RETURN(std::unique_ptr<ByteSource> source,
                            OpenPlainOrGzip(path));
  LineReader reader(std::move(source));
  Lines result = {std::string(path), {}};
  absl::string_view text;
  while (true) {
    LEXPROBE_ASSIGN_OR_RETURN(const bool more, reader.Next(&text));
    if (!more) return result;
    if (reader.line_number() == 1) absl::ConsumePrefix(&text, kByteOrderMark);
    if (absl::StripAsciiWhitespace(text).empty()) continue;
    result.lines.push_back({reader.line_number(), std::string(text)});
  }
}

std::vector<std::string> FieldsOf(absl::string_view line) {
  return absl::StrSplit(line, absl::ByAnyChar(" \t\r\v\f"), absl::SkipEmpty());
}

// The file's name without folders, ".gz" and one more extension.
std::string NameOfFile(absl::string_view path) {
  std::filesystem::path name =
      std::filesystem::path(std::string(path)).filename();
  if (name.extension() == ".gz") name = name.stem();
  return name.stem().string();
}

// Adds questions to sections, naming each pair once.
class SetBuilder {
 public:
  // Following questions go to the section `name`, which may be there already.
  void Begin(absl::string_view name) {
    for (size_t i = 0; i < set_.sections.size(); ++i) {
      if (set_.sections[i].name == name) {
        current_ = i;
        return;
      }
    }
    current_ = set_.sections.size();
    set_.sections.push_back({std::string(name), KindOfSection(name), {}, {}});
    numbers_.emplace_back();
  }

  int32_t AddPair(AnalogyPair pair) {
    AnalogySection& section = set_.sections[current_];
    std::string key = absl::StrCat(pair.a, "\t");
    for (const std::string& word : pair.a_star) {
      absl::StrAppend(&key, word, "\t");
    }
    const auto [entry, added] = numbers_[current_].try_emplace(
        std::move(key), static_cast<int32_t>(section.pairs.size()));
    if (added) section.pairs.push_back(std::move(pair));
    return entry->second;
  }

  void AddQuestion(AnalogyPair given, AnalogyPair asked) {
    const int32_t given_number = AddPair(std::move(given));
    const int32_t asked_number = AddPair(std::move(asked));
    set_.sections[current_].questions.push_back({given_number, asked_number});
  }

  // Every pair against every other.
  void AskAllPairs() {
    AnalogySection& section = set_.sections[current_];
    const int32_t count = static_cast<int32_t>(section.pairs.size());
    for (int32_t given = 0; given < count; ++given) {
      for (int32_t asked = 0; asked < count; ++asked) {
        if (given != asked) section.questions.push_back({given, asked});
      }
    }
  }

  // The sections that have a question.
  AnalogySet Take() {
    auto& sections = set_.sections;
    sections.erase(std::remove_if(sections.begin(), sections.end(),
                                  [](const AnalogySection& section) {
                                    return section.questions.empty();
                                  }),
                   sections.end());
    return std::move(set_);
  }

 private:
  AnalogySet set_;
  size_t current_ = 0;
  // Numbers of the pairs of each section, by their words.
  std::vector<absl::flat_hash_map<std::string, int32_t>> numbers_;
};

bool IsSectionLine(absl::string_view line) {
  return absl::StartsWith(absl::StripLeadingAsciiWhitespace(line), ":");
}

absl::Status AddGoogleLines(const Lines& file, SetBuilder& builder) {
  builder.Begin(NameOfFile(file.path));  // for questions before any section
  for (const Line& line : file.lines) {
    absl::string_view text = absl::StripAsciiWhitespace(line.text);
    if (absl::ConsumePrefix(&text, ":")) {
      builder.Begin(absl::StripAsciiWhitespace(text));
      continue;
    }
    std::vector<std::string> words = FieldsOf(text);
    if (words.size() != 4) {
      return file.ErrorAt(
          line, absl::StrCat(words.size(), " words where a question has 4"));
    }
    builder.AddQuestion({std::move(words[0]), {std::move(words[1])}},
                        {std::move(words[2]), {std::move(words[3])}});
  }
  return absl::OkStatus();
}

absl::Status AddPairLines(const Lines& file, SetBuilder& builder) {
  builder.Begin(NameOfFile(file.path));
  for (const Line& line : file.lines) {
    std::vector<std::string> words = FieldsOf(line.text);
    if (words.size() != 2) {
      return file.ErrorAt(
          line, absl::StrCat(words.size(), " words where a pair has 2"));
    }
    std::vector<std::string> alternatives =
        absl::StrSplit(words[1], '/', absl::SkipEmpty());
    if (alternatives.empty()) {
      return file.ErrorAt(line, "no word but \"/\" to pair with");
    }
    builder.AddPair({std::move(words[0]), std::move(alternatives)});
  }
  builder.AskAllPairs();
  return absl::OkStatus();
}

// word_relationship.questions -> word_relationship.answers.
std::string AnswersPath(absl::string_view questions_path) {
  std::filesystem::path path{std::string(questions_path)};
  const bool gzipped = path.extension() == ".gz";
  if (gzipped) path.replace_extension();
  path.replace_extension(".answers");
  return gzipped ? path.string() + ".gz" : path.string();
}

absl::Status AddMsrLines(const Lines& questions, SetBuilder& builder) {
  const std::string answers_path = AnswersPath(questions.path);
  absl::StatusOr<Lines> answers = ReadLines(answers_path);
  if (!answers.ok()) {
    return Annotate(
        answers.status(),
        absl::StrCat(questions.path, " asks in the MSR format; its answers"));
  }
  if (answers->lines.size() != questions.lines.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat(answers_path, ": ", answers->lines.size(), " answers to ",
                     questions.lines.size(), " questions in ", questions.path));
  }
  for (size_t i = 0; i < questions.lines.size(); ++i) {
    std::vector<std::string> words = FieldsOf(questions.lines[i].text);
    std::vector<std::string> answer = FieldsOf(answers->lines[i].text);
    if (words.size() != 3) {
      return questions.ErrorAt(
          questions.lines[i],
          absl::StrCat(words.size(), " words where a question has 3"));
    }
    if (answer.size() != 2) {
      return answers->ErrorAt(
          answers->lines[i],
          absl::StrCat(answer.size(), " fields where an answer has 2"));
    }
    builder.Begin(answer[0]);
    builder.AddQuestion({std::move(words[0]), {std::move(words[1])}},
                        {std::move(words[2]), {std::move(answer[1])}});
  }
  return absl::OkStatus();
}

// The first line tells the format.
absl::Status AddFile(absl::string_view path, SetBuilder& builder) {
  LEXPROBE_ASSIGN_OR_RETURN(const Lines file, ReadLines(path));
  if (file.lines.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": no questions"));
  }
  const Line& first = file.lines[0];
  const size_t fields = FieldsOf(first.text).size();
  if (IsSectionLine(first.text) || fields == 4) {
    return AddGoogleLines(file, builder);
  }
  if (fields == 2) return AddPairLines(file, builder);
  if (fields == 3) return AddMsrLines(file, builder);
  return file.ErrorAt(
      first, absl::StrCat(fields,
                          " words, where \": section\", a pair of 2, or a "
                          "question of 3 or 4 words is meant"));
}

absl::StatusOr<std::vector<std::string>> FilesIn(absl::string_view folder) {
  std::vector<std::string> paths;
  std::error_code error;
  std::filesystem::recursive_directory_iterator entries(std::string(folder),
                                                        error);
  const std::filesystem::recursive_directory_iterator end;
  while (!error && entries != end) {
    const std::string path = entries->path().string();
    if ((absl::EndsWith(path, ".txt") || absl::EndsWith(path, ".txt.gz")) &&
        !IsFolder(path)) {
      paths.push_back(path);
    }
    entries.increment(error);
  }
  if (error) return StatusFromErrno(error.value(), folder);
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

int64_t AnalogySet::questions() const {
  int64_t count = 0;
  for (const AnalogySection& section : sections) {
    count += static_cast<int64_t>(section.questions.size());
  }
  return count;
}

SectionKind KindOfSection(absl::string_view name) {
  for (const absl::string_view prefix : {"gram", "JJ", "NN", "VB"}) {
    if (absl::StartsWith(name, prefix)) return SectionKind::kSyntactic;
  }
  // BATS: "I01 [noun - plural_reg]", "D02 [un+adj_reg]".
  const bool numbered =
      name.size() >= 3 &&
      absl::ascii_isdigit(static_cast<unsigned char>(name[1])) &&
      absl::ascii_isdigit(static_cast<unsigned char>(name[2]));
  return numbered && (name[0] == 'I' || name[0] == 'D')
             ? SectionKind::kSyntactic
             : SectionKind::kSemantic;
}

absl::StatusOr<AnalogySet> ReadAnalogySet(absl::string_view path) {
  std::vector<std::string> paths = {std::string(path)};
  if (IsFolder(path)) {
    LEXPROBE_ASSIGN_OR_RETURN(paths, FilesIn(path));
    if (paths.empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat(path, ": a folder without a .txt file"));
    }
  }
  SetBuilder builder;
  for (const std::string& file : paths) {
    LEXPROBE_RETURN_IF_ERROR(AddFile(file, builder));
  }
  AnalogySet set = builder.Take();
  if (set.sections.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": no questions"));
  }
  return set;
}

}  // namespace lexprobe
