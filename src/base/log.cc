#include "lexprobe/base/log.h"

#include <utility>

#include "lexprobe/base/mutex.h"

namespace lexprobe {
namespace {

struct Sink {
  Mutex mutex;
  LogSink function ABSL_GUARDED_BY(mutex);
};

Sink& TheSink() {
  static Sink* const sink = new Sink;  // never destroyed: used until the end
  return *sink;
}

}  // namespace

void SetLogSink(LogSink sink) {
  MutexLock lock(&TheSink().mutex);
  TheSink().function = std::move(sink);
}

void Log(LogLevel level, absl::string_view line) {
  MutexLock lock(&TheSink().mutex);
  if (TheSink().function) TheSink().function(level, line);
}

}  // namespace lexprobe
