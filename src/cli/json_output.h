// JSON for machines: one value a line, keys in the order in which they were
// put, bytes that are not UTF-8 as U+FFFD.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_JSON_OUTPUT_H_
#define LEXPROBE_CLI_JSON_OUTPUT_H_

#include <optional>
#include <string>

#include "cli/streams.h"
#include "nlohmann/json.hpp"

namespace lexprobe::cli {

using Json = nlohmann::ordered_json;

// `value` and a newline.
std::string JsonLine(const Json& value);

// The same on io.out.
void PrintJsonLine(const Json& value, Streams& io);

// A float with the digits that a float has: 0.1, not 0.10000000149011612.
Json JsonNumber(float number);

// null for nothing, NaN and infinity, which JSON cannot carry.
Json JsonNumber(std::optional<double> number);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_JSON_OUTPUT_H_
