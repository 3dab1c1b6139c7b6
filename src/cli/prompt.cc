#include "cli/prompt.h"

#include <histedit.h>

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <istream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/file.h"

namespace lexprobe::cli {
namespace {

constexpr int kHistoryLines = 1000;

class PipedLines : public LineSource {
 public:
  explicit PipedLines(std::istream& in) : in_(in) {}

  bool Next(std::string* line) override {
    if (!std::getline(in_, *line)) return false;
    if (!line->empty() && line->back() == '\r') line->pop_back();
    return true;
  }

  bool interactive() const override { return false; }

 private:
  std::istream& in_;
};

// libedit needs to know that characters may be of several bytes; the other
// parts of the locale, which change how numbers look, stay as they are.
void UseUtf8() {
  const char* set = std::setlocale(LC_CTYPE, "");
  if (set == nullptr || absl::string_view(set) == "C" ||
      absl::string_view(set) == "POSIX") {
    std::setlocale(LC_CTYPE, "C.UTF-8");
  }
}

class TerminalLines : public LineSource {
 public:
  explicit TerminalLines(absl::string_view prompt)
      : prompt_(prompt), history_path_(HistoryPath()) {
    UseUtf8();
    history_ = history_init();
    history(history_, &event_, H_SETSIZE, kHistoryLines);
    history(history_, &event_, H_SETUNIQUE, 1);
    if (!history_path_.empty()) {
      history(history_, &event_, H_LOAD, history_path_.c_str());
    }
    edit_ = el_init("lexprobe", stdin, stderr, stderr);
    el_set(edit_, EL_CLIENTDATA, this);
    el_set(edit_, EL_PROMPT, &TerminalLines::PromptOf);
    el_set(edit_, EL_EDITOR, "emacs");
    el_set(edit_, EL_SIGNAL, 1);
    // Ctrl-D typed while the terminal was still in line mode comes as NUL.
    el_set(edit_, EL_BIND, "^@", "em-delete-or-list", nullptr);
    el_set(edit_, EL_HIST, history, history_);
    el_source(edit_, nullptr);  // the user's ~/.editrc
  }

  ~TerminalLines() override {
    el_end(edit_);
    history_end(history_);
  }
  TerminalLines(const TerminalLines&) = delete;
  TerminalLines& operator=(const TerminalLines&) = delete;

  bool Next(std::string* line) override {
    int length = 0;
    const char* typed = el_gets(edit_, &length);
    if (typed == nullptr || length <= 0) {
      std::fputs("\n", stderr);  // the cursor still stands behind the prompt
      return false;
    }
    line->assign(typed, static_cast<size_t>(length));
    absl::StripTrailingAsciiWhitespace(line);
    if (!line->empty()) Remember(*line);
    return true;
  }

  bool interactive() const override { return true; }

 private:
  static char* PromptOf(EditLine* edit) {
    TerminalLines* self = nullptr;
    el_get(edit, EL_CLIENTDATA, &self);
    return self->prompt_.data();
  }

  // Saved line by line, so that nothing is lost when a signal ends it all.
  void Remember(const std::string& line) {
    history(history_, &event_, H_ENTER, line.c_str());
    if (history_path_.empty()) return;
    if (!folder_made_) {
      folder_made_ = true;
      MakeFolder(history_path_.substr(0, history_path_.rfind('/')))
          .IgnoreError();  // without a folder the history is not kept
    }
    history(history_, &event_, H_SAVE, history_path_.c_str());
  }

  std::string prompt_;
  std::string history_path_;
  bool folder_made_ = false;
  HistEvent event_ = {};
  History* history_ = nullptr;
  EditLine* edit_ = nullptr;
};

}  // namespace

std::unique_ptr<LineSource> OpenPrompt(Streams& io, absl::string_view prompt) {
  if (io.in_is_terminal && io.err_is_terminal) {
    return std::make_unique<TerminalLines>(prompt);
  }
  return std::make_unique<PipedLines>(io.in);
}

std::string HistoryPath() {
  const char* state = std::getenv("XDG_STATE_HOME");
  if (state != nullptr && state[0] == '/') {
    return absl::StrCat(state, "/lexprobe/history");
  }
  const char* home = std::getenv("HOME");
  if (home == nullptr || home[0] != '/') return "";
  return absl::StrCat(home, "/.local/state/lexprobe/history");
}

}  // namespace lexprobe::cli
