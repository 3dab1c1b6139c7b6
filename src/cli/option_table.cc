#include "cli/option_table.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <map>
#include <sstream>
#include <typeinfo>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "cli/terminal.h"
#include "cli/text_wrap.h"

namespace lexprobe::cli {
namespace {

constexpr char kNoGroup[] = "Options";
constexpr int kWidestName = 28;

// The caption over each option. Boost keeps groups to itself, but prints
// them: a caption at the start of a line, options indented by two spaces,
// descriptions indented further.
std::map<std::string, std::string> CaptionsOf(
    const po::options_description& options) {
  std::ostringstream printed;
  options.print(printed);
  std::map<std::string, std::string> captions;
  std::string caption = kNoGroup;
  const std::string text = printed.str();
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    if (!line.empty() && line[0] != ' ') {
      caption = std::string(absl::StripSuffix(line, ":"));
    } else if (absl::StartsWith(line, "  -")) {
      const size_t start = line.find("--");
      const size_t end = line.find_first_of(" ]", start);
      captions[std::string(line.substr(start, end - start))] = caption;
    }
  }
  return captions;
}

// The shortest text that reads back as the same number; Boost writes 0.1 as
// 0.10000000000000001.
template <typename Number>
std::string ShortestText(const std::string& text,
                         Number (*parse)(const char*, char**)) {
  const Number number = parse(text.c_str(), nullptr);
  for (int digits = 1; digits <= 17; ++digits) {
    const std::string shorter = absl::StrFormat("%.*g", digits, number);
    if (parse(shorter.c_str(), nullptr) == number) return shorter;
  }
  return text;
}

std::string DefaultText(const po::value_semantic& semantic,
                        const std::string& text) {
  const auto* typed = dynamic_cast<const po::typed_value_base*>(&semantic);
  if (typed == nullptr) return text;
  if (typed->value_type() == typeid(double)) {
    return ShortestText<double>(text, std::strtod);
  }
  if (typed->value_type() == typeid(float)) {
    return ShortestText<float>(text, std::strtof);
  }
  return text;
}

// Splits Boost's "VALUE (=default)" between the two fields.
void SetValue(const po::option_description& option, OptionRow* row) {
  std::string parameter = option.format_parameter();
  const size_t start = parameter.find(" (=");
  if (start != std::string::npos && parameter.back() == ')') {
    row->default_text =
        DefaultText(*option.semantic(),
                    parameter.substr(start + 3, parameter.size() - start - 4));
    parameter.resize(start);
  }
  row->value = parameter == "arg" ? "VALUE" : parameter;
}

std::string NameAndValue(const OptionRow& row) {
  return row.value.empty() ? row.name : absl::StrCat(row.name, " ", row.value);
}

std::string DescriptionAndDefault(const OptionRow& row) {
  return row.default_text.empty()
             ? row.description
             : absl::StrCat(row.description, " (default: ", row.default_text,
                            ")");
}

// Text as man(7) takes it: backslashes doubled, hyphens that are meant as
// such, no line that begins with a request.
std::string Roff(absl::string_view text) {
  std::string out;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    line = absl::StripLeadingAsciiWhitespace(line);
    if (absl::StartsWith(line, ".") || absl::StartsWith(line, "'")) {
      absl::StrAppend(&out, "\\&");
    }
    absl::StrAppend(
        &out, absl::StrReplaceAll(line, {{"\\", "\\e"}, {"-", "\\-"}}), "\n");
  }
  return out;
}

}  // namespace

std::vector<OptionRow> OptionRows(const po::options_description& options) {
  const std::map<std::string, std::string> captions = CaptionsOf(options);
  std::vector<OptionRow> rows;
  for (const auto& option : options.options()) {
    OptionRow row;
    row.name = absl::StrCat("--", option->long_name());
    row.group = captions.at(row.name);
    row.description = option->description();
    SetValue(*option, &row);
    rows.push_back(row);
  }
  return rows;
}

std::string HelpText(const CommandHelp& help,
                     const std::vector<OptionRow>& rows, int width) {
  std::string text = absl::StrCat(
      WrapText(absl::StrCat("Usage: lexprobe ", help.name, " ", help.usage),
               width, 7),
      "\n\n", WrapText(help.about, width), "\n");
  int name_width = 0;
  for (const OptionRow& row : rows) {
    const int row_width = DisplayWidth(NameAndValue(row));
    if (row_width <= kWidestName) name_width = std::max(name_width, row_width);
  }
  std::string group;
  for (const OptionRow& row : rows) {
    if (row.group != group) absl::StrAppend(&text, "\n", row.group, ":\n");
    group = row.group;
    absl::StrAppend(&text,
                    TwoColumns(NameAndValue(row), DescriptionAndDefault(row),
                               name_width + 4, width));
  }
  if (!help.examples.empty()) {
    absl::StrAppend(&text, "\nExamples:\n");
    for (absl::string_view line :
         absl::StrSplit(help.examples, '\n', absl::SkipEmpty())) {
      absl::StrAppend(&text, "  ", absl::StripAsciiWhitespace(line), "\n");
    }
  }
  return text;
}

std::string ManualText(const CommandHelp& help,
                       const std::vector<OptionRow>& rows) {
  std::string text = absl::StrCat(
      ".TH LEXPROBE-", absl::AsciiStrToUpper(help.name), " 1 \"\" \"lexprobe ",
      LEXPROBE_VERSION, "\"\n.SH NAME\nlexprobe\\-", help.name, " \\- ",
      Roff(help.about), ".SH SYNOPSIS\n.B lexprobe ", help.name, "\n",
      Roff(help.usage));
  std::string group;
  for (const OptionRow& row : rows) {
    if (row.group != group) {
      absl::StrAppend(&text, ".SH ", absl::AsciiStrToUpper(row.group), "\n");
    }
    group = row.group;
    absl::StrAppend(&text, ".TP\n.B ", Roff(NameAndValue(row)),
                    Roff(DescriptionAndDefault(row)));
  }
  if (!help.examples.empty()) {
    absl::StrAppend(&text, ".SH EXAMPLES\n.nf\n", Roff(help.examples), ".fi\n");
  }
  absl::StrAppend(&text, ".SH SEE ALSO\n.BR lexprobe (1)\n");
  return text;
}

std::string CompletionText(const CommandHelp& help,
                           const std::vector<OptionRow>& rows) {
  std::string text = help.name;
  for (const OptionRow& row : rows) absl::StrAppend(&text, " ", row.name);
  return absl::StrCat(text, "\n");
}

}  // namespace lexprobe::cli
