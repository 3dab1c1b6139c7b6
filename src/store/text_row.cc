#include "store/text_row.h"

#include <charconv>
#include <limits>
#include <system_error>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace lexprobe {
namespace {

// "-1.17549435e-38" and a separator: no float needs more.
constexpr size_t kMostDigits = 16;
constexpr size_t kShownBytes = 40;

bool IsSeparator(char c) { return c == ' ' || c == '\t'; }

const char* SkipSeparators(const char* at, const char* end) {
  while (at != end && IsSeparator(*at)) ++at;
  return at;
}

const char* SkipField(const char* at, const char* end) {
  while (at != end && !IsSeparator(*at)) ++at;
  return at;
}

// What std::from_chars calls out of range for a float.
float FarNumber(const char* begin, const char* end) {
  double value = 0;
  const auto [stop, error] = std::from_chars(begin, end, value);
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  if (error == std::errc() && value < 1 && value > -1) {
    return static_cast<float>(value);
  }
  if (error != std::errc()) {
    // Beyond double too: the exponent's sign tells in which direction.
    const absl::string_view text(begin, static_cast<size_t>(stop - begin));
    const size_t exponent = text.find_first_of("eE");
    if (exponent != absl::string_view::npos &&
        text.substr(exponent + 1, 1) == "-") {
      return *begin == '-' ? -0.0f : 0.0f;
    }
  }
  return *begin == '-' ? -kInfinity : kInfinity;
}

// Parses the field at `at`; gives where it ends, or null if it is no number.
const char* ParseField(const char* at, const char* end, float* number) {
  if (*at == '+' && at + 1 != end && at[1] != '-') ++at;
  const auto [stop, error] = std::from_chars(at, end, *number);
  if (error == std::errc::invalid_argument) return nullptr;
  if (error == std::errc::result_out_of_range) *number = FarNumber(at, stop);
  return stop == end || IsSeparator(*stop) ? stop : nullptr;
}

// The common case: a word without spaces, and nothing amiss.
bool ParseSimpleRow(absl::string_view line, absl::string_view* word,
                    absl::Span<float> vector) {
  const char* at = line.data();
  const char* const end = at + line.size();
  at = SkipField(at, end);
  *word = line.substr(0, static_cast<size_t>(at - line.data()));
  if (word->empty()) return false;
  for (float& number : vector) {
    at = SkipSeparators(at, end);
    if (at == end) return false;
    at = ParseField(at, end, &number);
    if (at == nullptr) return false;
  }
  return SkipSeparators(at, end) == end;
}

std::vector<absl::string_view> Split(absl::string_view line) {
  std::vector<absl::string_view> fields;
  const char* at = line.data();
  const char* const end = at + line.size();
  while ((at = SkipSeparators(at, end)) != end) {
    const char* const begin = at;
    at = SkipField(at, end);
    fields.emplace_back(begin, static_cast<size_t>(at - begin));
  }
  return fields;
}

absl::Status NotANumber(absl::string_view field) {
  const absl::string_view shown = field.substr(0, kShownBytes);
  return absl::InvalidArgumentError(absl::StrCat(
      "\"", absl::Utf8SafeCHexEscape(shown),
      shown.size() < field.size() ? "..." : "", "\" is not a number"));
}

}  // namespace

bool ParseNumber(absl::string_view field, float* number) {
  if (field.empty()) return false;
  const char* const end = field.data() + field.size();
  return ParseField(field.data(), end, number) == end;
}

absl::Status ParseTextRow(absl::string_view line, absl::string_view* word,
                          absl::Span<float> vector) {
  if (ParseSimpleRow(line, word, vector)) return absl::OkStatus();
  const std::vector<absl::string_view> fields = Split(line);
  const bool no_word = fields.size() == vector.size() && !line.empty() &&
                       IsSeparator(line.front());
  if (fields.size() <= vector.size() && !no_word) {
    return absl::InvalidArgumentError(
        absl::StrCat(fields.empty() ? 0 : fields.size() - 1, " numbers where ",
                     vector.size(), " are needed"));
  }
  const size_t words = fields.size() - vector.size();
  for (size_t i = 0; i < vector.size(); ++i) {
    const absl::string_view field = fields[words + i];
    if (!ParseNumber(field, &vector[i])) return NotANumber(field);
  }
  *word = absl::string_view();
  if (words == 0) return absl::OkStatus();
  const absl::string_view last = fields[words - 1];
  *word = absl::string_view(
      fields[0].data(),
      static_cast<size_t>(last.data() + last.size() - fields[0].data()));
  return absl::OkStatus();
}

int CountFields(absl::string_view line) {
  return static_cast<int>(Split(line).size());
}

void AppendNumber(float number, std::string* out) {
  char digits[kMostDigits];
  const auto [end, error] = std::to_chars(digits, digits + kMostDigits, number);
  out->append(digits, end);
}

void AppendNumbers(absl::Span<const float> numbers, char separator,
                   std::string* out) {
  const size_t old_size = out->size();
  out->resize(old_size + numbers.size() * kMostDigits);
  char* at = out->data() + old_size;
  for (const float number : numbers) {
    at = std::to_chars(at, at + kMostDigits, number).ptr;
    *at++ = separator;
  }
  if (!numbers.empty()) --at;
  out->resize(static_cast<size_t>(at - out->data()));
}

}  // namespace lexprobe
