#include "cli/option_table.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <sstream>
#include <typeinfo>
#include <utility>

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
  std::string shortest = text;
  for (int digits = 17; digits >= 1; --digits) {
    std::string candidate = absl::StrFormat("%.*g", digits, number);
    if (parse(candidate.c_str(), nullptr) == number &&
        candidate.size() <= shortest.size()) {
      shortest = std::move(candidate);
    }
  }
  return shortest;
}

// What a field of some type takes, in help texts, and how its default is
// written.
struct FieldType {
  absl::string_view value = "VALUE";
  bool is_list = false;
  bool is_double = false;
  bool is_float = false;
};

template <typename... Types>
bool IsOneOf(const std::type_info& type) {
  return (... || (type == typeid(Types)));
}

FieldType TypeOf(const po::value_semantic& semantic) {
  const auto* typed = dynamic_cast<const po::typed_value_base*>(&semantic);
  if (typed == nullptr) return {};
  const std::type_info& type = typed->value_type();
  FieldType field;
  using Texts = std::vector<std::string>;
  using Ints = std::vector<int>;
  field.is_list = IsOneOf<Texts, Ints, std::vector<double>>(type);
  field.is_double = IsOneOf<double>(type);
  field.is_float = IsOneOf<float>(type);
  if (IsOneOf<int, int64_t, uint32_t, uint64_t, Ints>(type)) field.value = "N";
  if (IsOneOf<double, float, std::vector<double>>(type)) field.value = "X";
  return field;
}

std::string DefaultText(const FieldType& type, const std::string& text) {
  if (type.is_double) return ShortestText<double>(text, std::strtod);
  if (type.is_float) return ShortestText<float>(text, std::strtof);
  return text;
}

// Splits Boost's "VALUE (=default)" between the two fields.
void SetValue(const po::option_description& option, OptionRow* row) {
  const FieldType type = TypeOf(*option.semantic());
  std::string parameter = option.format_parameter();
  const size_t start = parameter.find(" (=");
  if (start != std::string::npos && parameter.back() == ')') {
    row->default_text = DefaultText(
        type, parameter.substr(start + 3, parameter.size() - start - 4));
    parameter.resize(start);
  }
  row->value = parameter == "arg" ? std::string(type.value) : parameter;
  if (type.is_list && !absl::EndsWith(row->value, "...")) {
    absl::StrAppend(&row->value, "...");
  }
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

// The NAME line of a manual page is one clause.
absl::string_view FirstSentence(absl::string_view text) {
  const size_t end = std::min(text.find(". "), text.find(':'));
  return absl::StripSuffix(text.substr(0, end), ".");
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

// "oscillator-train" for "oscillator train": manual pages and completion have
// names of one word.
std::string PageOf(const CommandHelp& help) {
  return absl::StrReplaceAll(help.name, {{" ", "-"}});
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
      ".TH LEXPROBE-", absl::AsciiStrToUpper(PageOf(help)),
      " 1 \"\" \"lexprobe ", LEXPROBE_VERSION, "\"\n.SH NAME\nlexprobe\\-",
      PageOf(help), " \\- ", Roff(FirstSentence(help.about)),
      ".SH SYNOPSIS\n.B lexprobe ", help.name, "\n", Roff(help.usage),
      ".SH DESCRIPTION\n", Roff(help.about), ".SH OPTIONS\n");
  std::string group;
  for (const OptionRow& row : rows) {
    if (row.group != group) absl::StrAppend(&text, ".SS ", Roff(row.group));
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
  std::string text = PageOf(help);
  for (const OptionRow& row : rows) absl::StrAppend(&text, " ", row.name);
  return absl::StrCat(text, "\n");
}

}  // namespace lexprobe::cli
