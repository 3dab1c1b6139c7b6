// Macros and one function for absl::Status: return early, and add the place.
//
// Thread-safe: no state.

#ifndef LEXPROBE_BASE_STATUS_MACROS_H_
#define LEXPROBE_BASE_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

// Returns the status of `expr` from the enclosing function unless it is OK.
#define LEXPROBE_RETURN_IF_ERROR(expr)                   \
  do {                                                   \
    absl::Status lexprobe_status_ = (expr);              \
    if (!lexprobe_status_.ok()) return lexprobe_status_; \
  } while (false)

// Assigns the value of the StatusOr `expr` to `lhs`, or returns its status.
#define LEXPROBE_ASSIGN_OR_RETURN(lhs, expr)                                \
  LEXPROBE_ASSIGN_OR_RETURN_IMPL_(LEXPROBE_CONCAT_(lexprobe_or_, __LINE__), \
                                  lhs, expr)
#define LEXPROBE_ASSIGN_OR_RETURN_IMPL_(tmp, lhs, expr) \
  auto tmp = (expr);                                    \
  if (!tmp.ok()) return std::move(tmp).status();        \
  lhs = *std::move(tmp)
#define LEXPROBE_CONCAT_(a, b) LEXPROBE_CONCAT_INNER_(a, b)
#define LEXPROBE_CONCAT_INNER_(a, b) a##b

namespace lexprobe {

// `status` with "place: " before its message; OK stays OK.
inline absl::Status Annotate(const absl::Status& status,
                             absl::string_view place) {
  if (status.ok()) return status;
  return absl::Status(status.code(),
                      absl::StrCat(place, ": ", status.message()));
}

}  // namespace lexprobe

#endif  // LEXPROBE_BASE_STATUS_MACROS_H_
