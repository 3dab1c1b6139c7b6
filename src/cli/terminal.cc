#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <iostream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace lexprobe::cli {
namespace {

constexpr int kNarrowest = 20;
constexpr int kWidest = 200;
constexpr char kReplacement[] = "\xEF\xBF\xBD";  // U+FFFD

// One character of a text: its bytes and its code point, -1 when the byte is
// not UTF-8.
struct Character {
  absl::string_view bytes;
  utf8proc_int32_t code_point;
};

// The first character of `text`. REQUIRES: !text.empty()
Character FirstOf(absl::string_view text) {
  utf8proc_int32_t code_point = -1;
  const utf8proc_ssize_t length =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                       static_cast<utf8proc_ssize_t>(text.size()), &code_point);
  if (length <= 0) return {text.substr(0, 1), -1};
  return {text.substr(0, static_cast<size_t>(length)), code_point};
}

int WidthOf(const Character& character) {
  return character.code_point < 0 ? 1
                                  : utf8proc_charwidth(character.code_point);
}

bool IsControl(const Character& character) {
  const utf8proc_int32_t c = character.code_point;
  return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

}  // namespace

Streams StandardStreams() {
  return {.in = std::cin,
          .out = std::cout,
          .err = std::cerr,
          .in_is_terminal = isatty(STDIN_FILENO) == 1,
          .out_is_terminal = isatty(STDOUT_FILENO) == 1,
          .err_is_terminal = isatty(STDERR_FILENO) == 1};
}

int TerminalWidth() {
  for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO}) {
    winsize size = {};
    if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
      return std::clamp<int>(size.ws_col, kNarrowest, kWidest);
    }
  }
  int columns = 0;
  const char* variable = std::getenv("COLUMNS");
  if (variable != nullptr && absl::SimpleAtoi(variable, &columns)) {
    return std::clamp(columns, kNarrowest, kWidest);
  }
  return kDefaultWidth;
}

int OutputWidth(const Streams& io) {
  return io.out_is_terminal ? TerminalWidth() : kDefaultWidth;
}

int DisplayWidth(absl::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const Character character = FirstOf(text);
    width += WidthOf(character);
    text.remove_prefix(character.bytes.size());
  }
  return width;
}

absl::string_view PrefixOfWidth(absl::string_view text, int width) {
  size_t end = 0;
  while (end < text.size()) {
    const Character character = FirstOf(text.substr(end));
    width -= WidthOf(character);
    if (width < 0) break;
    end += character.bytes.size();
  }
  return text.substr(0, end);
}

std::string WithoutControls(absl::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const Character character = FirstOf(text);
    absl::StrAppend(&clean, IsControl(character)
                                ? absl::string_view(kReplacement)
                                : character.bytes);
    text.remove_prefix(character.bytes.size());
  }
  return clean;
}

}  // namespace lexprobe::cli
