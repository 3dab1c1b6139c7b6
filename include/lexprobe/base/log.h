// Leveled lines to one sink. The library never touches standard error: the
// command line sets a sink; with none set, lines vanish.
//
// Thread-safe: lines are handed to the sink one at a time.

#ifndef LEXPROBE_BASE_LOG_H_
#define LEXPROBE_BASE_LOG_H_

#include <functional>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace lexprobe {

enum class LogLevel { kInfo, kWarning, kError };

using LogSink = std::function<void(LogLevel level, absl::string_view line)>;

// Replaces the sink; an empty function drops all lines.
void SetLogSink(LogSink sink);

// Hands one line, without a newline, to the sink.
void Log(LogLevel level, absl::string_view line);

}  // namespace lexprobe

#endif  // LEXPROBE_BASE_LOG_H_
