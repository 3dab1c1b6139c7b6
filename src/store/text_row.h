// One row of a text format: "word 0.1 -2 3e-05", fields split on ASCII space
// and tab only, so that a no-break space is part of a word.
//
// Thread-safe: no state.

#ifndef LEXPROBE_STORE_TEXT_ROW_H_
#define LEXPROBE_STORE_TEXT_ROW_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace lexprobe {

// Splits `line` into the word and as many numbers as `vector` has. The numbers
// are the last fields; the word is all that stands before them, so it may hold
// spaces, and is empty if nothing stands there but a space.
//
// A number too large for a float is infinite, one too small is zero. The
// locale plays no part. InvalidArgument for too few numbers and for a field
// that is no number.
absl::Status ParseTextRow(absl::string_view line, absl::string_view* word,
                          absl::Span<float> vector);

// Parses a whole field. False if it is no number.
bool ParseNumber(absl::string_view field, float* number);

// How many fields `line` has.
int CountFields(absl::string_view line);

// Appends the shortest digits that read back as `number`.
void AppendNumber(float number, std::string* out);

// Appends the numbers with `separator` between.
void AppendNumbers(absl::Span<const float> numbers, char separator,
                   std::string* out);

}  // namespace lexprobe

#endif  // LEXPROBE_STORE_TEXT_ROW_H_
