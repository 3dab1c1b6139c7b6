#include "store/text_rows.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lexprobe/base/status_macros.h"
#include "store/ordered_work.h"
#include "store/text_row.h"

namespace lexprobe {
namespace {

constexpr size_t kBlockBytes = size_t{1} << 20;
constexpr size_t kLongestLine = size_t{1} << 26;
constexpr int64_t kFewestRowsInABlock = 16;
constexpr int64_t kNumbersInABlock = 1 << 16;

// Lines of the file, and what was read from them.
struct Block {
  std::string text;
  std::vector<absl::string_view> words;
  std::vector<float> numbers;
  std::vector<int64_t> lines;  // of the words, from 0
  int64_t line_count = 0;
  absl::Status error;  // of the line after the last word's
};

// Takes whole lines, about kBlockBytes of them; false at the end.
absl::StatusOr<bool> TakeBlock(PeekSource& source, Block& block) {
  size_t wanted = kBlockBytes;
  while (true) {
    LEXPROBE_ASSIGN_OR_RETURN(absl::string_view next, source.Peek(wanted));
    const bool at_end = next.size() < wanted;
    const size_t newline = next.rfind('\n');
    if (newline != absl::string_view::npos && !at_end) {
      next = next.substr(0, newline + 1);
    } else if (!at_end) {
      if (wanted > kLongestLine) {
        return absl::InvalidArgumentError(
            absl::StrCat("byte ", source.position(), ": a line longer than ",
                         kLongestLine, " bytes"));
      }
      wanted *= 2;
      continue;
    }
    block.text.assign(next.data(), next.size());
    source.Skip(next.size());
    return !block.text.empty();
  }
}

// Parses the lines of `block`, up to the first that is no row.
void ParseBlock(int dim, Block& block) {
  block.words.clear();
  block.numbers.clear();
  block.lines.clear();
  block.line_count = 0;
  block.error = absl::OkStatus();
  absl::string_view rest = block.text;
  while (!rest.empty() && block.error.ok()) {
    const size_t newline = rest.find('\n');
    absl::string_view line = rest.substr(0, newline);
    rest.remove_prefix(line.size() +
                       (newline == absl::string_view::npos ? 0 : 1));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    ++block.line_count;
    if (line.empty()) continue;
    const size_t old_size = block.numbers.size();
    block.numbers.resize(old_size + static_cast<size_t>(dim));
    absl::string_view word;
    block.error = ParseTextRow(line, &word,
                               absl::MakeSpan(block.numbers).subspan(old_size));
    if (!block.error.ok()) break;
    block.words.push_back(word);
    block.lines.push_back(block.line_count - 1);
  }
}

// Hands the rows of the blocks, in order, to the builder.
class RowTaker {
 public:
  RowTaker(const EmbeddingInput& input, int dim, int64_t first_line,
           TableBuilder& builder)
      : input_(input), dim_(dim), line_(first_line), builder_(builder) {}

  absl::StatusOr<bool> Take(const Block& block) {
    const size_t dim = static_cast<size_t>(dim_);
    for (size_t i = 0; i < block.words.size() && !builder_.full(); ++i) {
      const int64_t line = line_ + block.lines[i];
      LEXPROBE_RETURN_IF_ERROR(CheckFirstRow(block.words[i], line));
      if (line != line_of_next_row_) return EmptyLine();
      builder_.Add(block.words[i],
                   absl::MakeSpan(block.numbers).subspan(i * dim, dim), line);
      ++line_of_next_row_;
      ++rows_;
    }
    if (builder_.full()) return false;
    const int64_t next_line = line_ + block.line_count;
    if (!block.error.ok()) return Annotate(block.error, Line(next_line - 1));
    line_ = next_line;
    NoteTheEnd(block);
    if (input_.options.progress) input_.options.progress(rows_);
    return true;
  }

  int64_t rows() const { return rows_; }

 private:
  static std::string Line(int64_t line) { return absl::StrCat("line ", line); }

  absl::Status EmptyLine() const {
    return absl::InvalidArgumentError(
        absl::StrCat(Line(line_of_next_row_), ": an empty line"));
  }

  // A word with spaces may be one; but if the very first row has too many
  // numbers, then the dimension is not what was thought.
  absl::Status CheckFirstRow(absl::string_view word, int64_t line) {
    if (line_of_next_row_ != 0) return absl::OkStatus();
    line_of_next_row_ = line;
    const size_t space = word.find_first_of(" \t");
    if (space == absl::string_view::npos) return absl::OkStatus();
    std::vector<float> numbers(
        static_cast<size_t>(CountFields(word.substr(space))));
    absl::string_view ignored;
    if (!ParseTextRow(word, &ignored, absl::MakeSpan(numbers)).ok()) {
      return absl::OkStatus();
    }
    return absl::InvalidArgumentError(absl::StrCat(
        Line(line), ": ", static_cast<size_t>(dim_) + numbers.size(),
        " numbers where ", dim_, " are needed"));
  }

  // A text file has no other sign that it is whole.
  void NoteTheEnd(const Block& block) {
    if (block.text.back() != '\n') {
      builder_.Note(line_ - 1,
                    "the last line does not end in a newline; the file may "
                    "have been cut short");
    }
  }

  const EmbeddingInput& input_;
  const int dim_;
  int64_t line_;                  // the first line of the next block
  int64_t line_of_next_row_ = 0;  // 0: no row yet
  TableBuilder& builder_;
  int64_t rows_ = 0;
};

}  // namespace

absl::StatusOr<int64_t> ReadTextRows(EmbeddingInput& input, int dim,
                                     int64_t first_line,
                                     TableBuilder& builder) {
  RowTaker taker(input, dim, first_line, builder);
  LEXPROBE_RETURN_IF_ERROR(InOrder<Block>::Run(
      ThreadCount(input.options.threads),
      [&](Block& block) { return TakeBlock(input.source, block); },
      [&](Block& block) { ParseBlock(dim, block); },
      [&](Block& block) { return taker.Take(block); }));
  return taker.rows();
}

absl::Status WriteRows(
    const EmbeddingTable& table, const WriteOptions& options,
    absl::FunctionRef<void(int64_t row, std::string* out)> format,
    ByteSink& sink) {
  struct Rows {
    int64_t begin = 0;
    int64_t end = 0;
    std::string text;
  };
  const int64_t step =
      std::max(kFewestRowsInABlock, kNumbersInABlock / table.dim());
  int64_t next = 0;
  return InOrder<Rows>::Run(
      ThreadCount(options.threads),
      [&](Rows& rows) -> absl::StatusOr<bool> {
        rows.begin = next;
        rows.end = next = std::min(table.rows(), next + step);
        return rows.begin < rows.end;
      },
      [&](Rows& rows) {
        rows.text.clear();
        for (int64_t row = rows.begin; row < rows.end; ++row) {
          format(row, &rows.text);
        }
      },
      [&](Rows& rows) -> absl::StatusOr<bool> {
        LEXPROBE_RETURN_IF_ERROR(sink.Write(rows.text));
        if (options.progress) options.progress(rows.end);
        return true;
      });
}

}  // namespace lexprobe
