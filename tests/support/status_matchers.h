// Matchers for absl::Status and StatusOr: IsOk, StatusIs(code, message),
// IsOkAndHolds(value).

#ifndef LEXPROBE_TESTS_SUPPORT_STATUS_MATCHERS_H_
#define LEXPROBE_TESTS_SUPPORT_STATUS_MATCHERS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {

inline const absl::Status& StatusOf(const absl::Status& status) {
  return status;
}
template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& status_or) {
  return status_or.status();
}

MATCHER(IsOk, negation ? "is not OK" : "is OK") {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).ok();
}

MATCHER_P2(StatusIs, code, message,
           std::string("has code ") + absl::StatusCodeToString(code) +
               " and a message that " +
               testing::DescribeMatcher<std::string>(message)) {
  const absl::Status& status = StatusOf(arg);
  *result_listener << status.ToString();
  return status.code() == code &&
         testing::ExplainMatchResult(message, std::string(status.message()),
                                     result_listener);
}

MATCHER_P(IsOkAndHolds, value, "is OK and holds the value") {
  if (!arg.ok()) {
    *result_listener << arg.status().ToString();
    return false;
  }
  return testing::ExplainMatchResult(value, *arg, result_listener);
}

}  // namespace lexprobe

// Ends the test unless `expr` is OK; else its value goes to `lhs`.
#define LEXPROBE_ASSERT_OK_AND_ASSIGN(lhs, expr) \
  LEXPROBE_ASSERT_OK_AND_ASSIGN_IMPL_(           \
      LEXPROBE_TEST_CONCAT_(lexprobe_or_, __LINE__), lhs, expr)
#define LEXPROBE_ASSERT_OK_AND_ASSIGN_IMPL_(tmp, lhs, expr) \
  auto tmp = (expr);                                        \
  ASSERT_THAT(tmp, ::lexprobe::IsOk());                     \
  lhs = *std::move(tmp)
#define LEXPROBE_TEST_CONCAT_(a, b) LEXPROBE_TEST_CONCAT_INNER_(a, b)
#define LEXPROBE_TEST_CONCAT_INNER_(a, b) a##b

#endif  // LEXPROBE_TESTS_SUPPORT_STATUS_MATCHERS_H_
