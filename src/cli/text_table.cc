#include "cli/text_table.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "cli/terminal.h"
#include "lexprobe/base/check.h"

namespace lexprobe::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

constexpr absl::string_view kGap = "  ";

std::string Spaces(int count) {
  return std::string(static_cast<size_t>(std::max(count, 0)), ' ');
}

// A number as people write it in a table: "1,234", "-0.5", "17.4%", "12 ms"
// is none. Empty cells and "-" stand for a missing number.
bool LooksLikeNumber(absl::string_view cell) {
  if (cell.empty() || cell == "-") return true;
  if (cell.back() == '%') cell.remove_suffix(1);
  double value = 0;
  return absl::SimpleAtod(absl::StrReplaceAll(cell, {{",", ""}}), &value);
}

// True for a column that holds a number and nothing but numbers.
bool IsNumeric(const Rows& rows, size_t column) {
  bool any = false;
  for (size_t row = 1; row < rows.size(); ++row) {
    const std::string& cell = rows[row][column];
    if (!LooksLikeNumber(cell)) return false;
    any = any || (!cell.empty() && cell != "-");
  }
  return any;
}

std::string MarkdownCell(absl::string_view cell) {
  return absl::StrReplaceAll(WithoutControls(cell),
                             {{"\\", "\\\\"}, {"|", "\\|"}});
}

// RFC 4180.
std::string CsvCell(absl::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == absl::string_view::npos) {
    return std::string(cell);
  }
  return absl::StrCat("\"", absl::StrReplaceAll(cell, {{"\"", "\"\""}}), "\"");
}

}  // namespace

TextTable::TextTable(std::vector<std::string> header) {
  rows_.push_back(std::move(header));
}

void TextTable::AddRow(std::vector<std::string> cells) {
  LEXPROBE_CHECK(cells.size() == rows_[0].size());
  rows_.push_back(std::move(cells));
}

std::string TextTable::ToAligned() const {
  const size_t columns = rows_[0].size();
  std::vector<std::string> lines(rows_.size());
  for (size_t column = 0; column < columns; ++column) {
    std::vector<std::string> cells;
    int width = 0;
    for (const std::vector<std::string>& row : rows_) {
      cells.push_back(WithoutControls(row[column]));
      width = std::max(width, DisplayWidth(cells.back()));
    }
    const bool to_the_right = IsNumeric(rows_, column);
    for (size_t row = 0; row < rows_.size(); ++row) {
      const std::string padding = Spaces(width - DisplayWidth(cells[row]));
      absl::StrAppend(&lines[row], column == 0 ? "" : kGap,
                      to_the_right ? padding : "", cells[row],
                      to_the_right ? "" : padding);
    }
  }
  std::string text;
  for (std::string& line : lines) {
    absl::StripTrailingAsciiWhitespace(&line);
    absl::StrAppend(&text, line, "\n");
  }
  return text;
}

std::string TextTable::ToMarkdown() const {
  std::string text;
  for (size_t row = 0; row < rows_.size(); ++row) {
    absl::StrAppend(
        &text, "| ",
        absl::StrJoin(rows_[row], " | ",
                      [](std::string* out, const std::string& cell) {
                        out->append(MarkdownCell(cell));
                      }),
        " |\n");
    if (row > 0) continue;
    for (size_t column = 0; column < rows_[0].size(); ++column) {
      absl::StrAppend(&text, IsNumeric(rows_, column) ? "| --: " : "| --- ");
    }
    absl::StrAppend(&text, "|\n");
  }
  return text;
}

std::string TextTable::ToCsv() const {
  std::string text;
  for (const std::vector<std::string>& row : rows_) {
    absl::StrAppend(
        &text,
        absl::StrJoin(row, ",",
                      [](std::string* out, const std::string& cell) {
                        out->append(CsvCell(cell));
                      }),
        "\n");
  }
  return text;
}

}  // namespace lexprobe::cli
