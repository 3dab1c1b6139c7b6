#include "cli/json_output.h"

#include <charconv>
#include <cmath>
#include <ostream>
#include <system_error>

#include "absl/strings/numbers.h"

namespace lexprobe::cli {

std::string JsonLine(const Json& value) {
  return value.dump(/*indent=*/-1, ' ', /*ensure_ascii=*/false,
                    Json::error_handler_t::replace) +
         "\n";
}

void PrintJsonLine(const Json& value, Streams& io) {
  io.out << JsonLine(value);
}

Json JsonNumber(float number) {
  if (!std::isfinite(number)) return nullptr;
  // The shortest decimal that reads back as the float.
  char digits[32];
  const auto [end, error] =
      std::to_chars(digits, digits + sizeof(digits), number);
  double shortest = 0;
  if (error != std::errc() ||
      !absl::SimpleAtod({digits, static_cast<size_t>(end - digits)},
                        &shortest)) {
    return static_cast<double>(number);
  }
  return shortest;
}

Json JsonNumber(std::optional<double> number) {
  if (!number.has_value() || !std::isfinite(*number)) return nullptr;
  return *number;
}

}  // namespace lexprobe::cli
