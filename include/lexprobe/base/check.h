// LEXPROBE_CHECK: stops the program with file and line when one of our own
// promises is broken. Never for input; that is an absl::Status.
//
// Thread-safe: no state.

#ifndef LEXPROBE_BASE_CHECK_H_
#define LEXPROBE_BASE_CHECK_H_

namespace lexprobe {

// Writes "file:line: check failed: condition" to standard error and aborts.
[[noreturn]] void CheckFailed(const char* file, int line,
                              const char* condition);

}  // namespace lexprobe

#define LEXPROBE_CHECK(condition)                    \
  (__builtin_expect(static_cast<bool>(condition), 1) \
       ? static_cast<void>(0)                        \
       : ::lexprobe::CheckFailed(__FILE__, __LINE__, #condition))

// The same in debug builds; costs nothing in Release.
#ifdef NDEBUG
#define LEXPROBE_DCHECK(condition) static_cast<void>(sizeof(!(condition)))
#else
#define LEXPROBE_DCHECK(condition) LEXPROBE_CHECK(condition)
#endif

#endif  // LEXPROBE_BASE_CHECK_H_
