// TextTable: rows of text cells, printed in aligned columns (numbers to the
// right), or as Markdown or CSV. Widths count characters on a terminal, so
// that combining and wide characters stay aligned.

#ifndef LEXPROBE_CLI_TEXT_TABLE_H_
#define LEXPROBE_CLI_TEXT_TABLE_H_

#include <string>
#include <vector>

namespace lexprobe::cli {

class TextTable {
 public:
  explicit TextTable(std::vector<std::string> header);

  // REQUIRES: as many cells as the header has
  void AddRow(std::vector<std::string> cells);

  std::string ToAligned() const;
  std::string ToMarkdown() const;
  std::string ToCsv() const;

 private:
  std::vector<std::vector<std::string>> rows_;  // the header first
};

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_TEXT_TABLE_H_
