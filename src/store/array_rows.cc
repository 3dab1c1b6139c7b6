#include "store/array_rows.h"

#include <algorithm>
#include <optional>

#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

constexpr uint64_t kNumbersAtOnce = uint64_t{1} << 18;

// Adds rows `begin` and on, as many as `numbers` has.
void Add(absl::Span<const float> numbers, size_t begin, const ArrayRows& rows,
         TableBuilder& builder) {
  for (size_t i = 0; i < numbers.size() / rows.dim && !builder.full(); ++i) {
    const size_t row = begin + i;
    std::optional<int64_t> count;
    if (!rows.counts.empty()) count = rows.counts[row];
    builder.Add(rows.words[row], numbers.subspan(i * rows.dim, rows.dim),
                static_cast<int64_t>(row) + 1, count);
  }
}

}  // namespace

absl::Status ReadArrayRows(EmbeddingInput& input, const ArrayRows& rows,
                           TableBuilder& builder) {
  const uint64_t step = std::max<uint64_t>(1, kNumbersAtOnce / rows.dim);
  for (uint64_t begin = 0; begin < rows.words.size() && !builder.full();
       begin += step) {
    const uint64_t count = std::min(step, rows.words.size() - begin);
    LEXPROBE_ASSIGN_OR_RETURN(
        const std::vector<float> numbers,
        ReadNumbers(input.source, rows.type, count * rows.dim));
    Add(numbers, begin, rows, builder);
    if (input.options.progress) {
      input.options.progress(static_cast<int64_t>(begin + count));
    }
  }
  return absl::OkStatus();
}

void AddArrayRows(absl::Span<const float> numbers, const ArrayRows& rows,
                  TableBuilder& builder) {
  Add(numbers, 0, rows, builder);
}

}  // namespace lexprobe
