#include "store/native_format.h"

#include <bit>
#include <limits>
#include <memory>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "lexprobe/base/binary_io.h"
#include "lexprobe/base/status_macros.h"
#include "nlohmann/json.hpp"
#include "store/table_storage.h"
#include "store/word_order.h"

namespace lexprobe {
namespace {

static_assert(std::endian::native == std::endian::little,
              "the file's numbers are used in place");
static_assert(std::numeric_limits<float>::is_iec559);

constexpr uint64_t kLargestDim = 65536;

struct Shape {
  uint64_t rows = 0;
  uint64_t dim = 0;
};

// A native file's sections by what they hold.
struct NativeSections {
  absl::string_view shape;
  absl::string_view metadata;
  absl::string_view words;
  absl::string_view ends;
  absl::string_view order;
  absl::string_view counts;
  absl::string_view matrix;
};

struct Field {
  uint32_t tag;
  const char* name;
  uint32_t flags;
  absl::string_view NativeSections::*bytes;
};

constexpr Field kFields[] = {
    {SectionTag("SHAP"), "SHAP", 0, &NativeSections::shape},
    {SectionTag("META"), "META", kOptionalSection, &NativeSections::metadata},
    {SectionTag("WORD"), "WORD", 0, &NativeSections::words},
    {SectionTag("ENDS"), "ENDS", 0, &NativeSections::ends},
    {SectionTag("SORT"), "SORT", 0, &NativeSections::order},
    {SectionTag("CNTS"), "CNTS", kOptionalSection, &NativeSections::counts},
    {SectionTag("MATX"), "MATX", 0, &NativeSections::matrix},
};

template <typename T>
absl::string_view BytesOf(absl::Span<const T> numbers) {
  return absl::string_view(reinterpret_cast<const char*>(numbers.data()),
                           numbers.size() * sizeof(T));
}

// Sections start at a multiple of 64 bytes of a map or of a heap block, so
// the numbers are aligned.
template <typename T>
absl::Span<const T> NumbersOf(absl::string_view bytes) {
  return absl::Span<const T>(reinterpret_cast<const T*>(bytes.data()),
                             bytes.size() / sizeof(T));
}

absl::Status Damaged(absl::string_view section, absl::string_view what) {
  return absl::DataLossError(absl::StrCat("section \"", section, "\": ", what));
}

absl::StatusOr<NativeSections> SortOut(const std::vector<Section>& sections) {
  NativeSections found;
  uint32_t seen = 0;  // a bit a field
  for (const Section& section : sections) {
    uint32_t bit = 1;
    const Field* match = nullptr;
    for (const Field& field : kFields) {
      if (field.tag == section.tag) {
        match = &field;
        break;
      }
      bit <<= 1;
    }
    if (match == nullptr) {
      if ((section.flags & kOptionalSection) != 0) continue;
      std::string letters;
      PutUint32(section.tag, &letters);
      return absl::UnimplementedError(
          absl::StrCat("section \"", absl::CHexEscape(letters),
                       "\" is unknown: the file is newer than this program"));
    }
    if ((seen & bit) != 0) return Damaged(match->name, "repeated");
    seen |= bit;
    found.*(match->bytes) = section.bytes;
  }
  uint32_t bit = 1;
  for (const Field& field : kFields) {
    if (field.flags == 0 && (seen & bit) == 0) {
      return Damaged(field.name, "missing");
    }
    bit <<= 1;
  }
  return found;
}

absl::StatusOr<Shape> ReadShape(absl::string_view bytes) {
  if (bytes.size() != 2 * sizeof(uint64_t)) {
    return Damaged("SHAP", absl::StrCat(bytes.size(), " bytes, not 16"));
  }
  BinaryReader reader(bytes);
  Shape shape;
  LEXPROBE_ASSIGN_OR_RETURN(shape.rows, reader.GetUint64());
  LEXPROBE_ASSIGN_OR_RETURN(shape.dim, reader.GetUint64());
  if (shape.rows > std::numeric_limits<uint32_t>::max()) {
    return Damaged(
        "SHAP", absl::StrCat(shape.rows, " rows; allowed are up to 2^32 - 1"));
  }
  if (shape.dim < 1 || shape.dim > kLargestDim) {
    return Damaged("SHAP", absl::StrCat("dimension ", shape.dim,
                                        "; allowed are 1 to ", kLargestDim));
  }
  return shape;
}

// With rows below 2^32 and dim at most 2^16 no product here overflows.
absl::Status CheckSize(const char* section, absl::string_view bytes,
                       uint64_t needed) {
  if (bytes.size() == needed) return absl::OkStatus();
  return Damaged(section, absl::StrCat(bytes.size(), " bytes, not ", needed));
}

absl::Status CheckSizes(const NativeSections& found, const Shape& shape) {
  LEXPROBE_RETURN_IF_ERROR(CheckSize("ENDS", found.ends, shape.rows * 8));
  LEXPROBE_RETURN_IF_ERROR(CheckSize("SORT", found.order, shape.rows * 4));
  LEXPROBE_RETURN_IF_ERROR(
      CheckSize("MATX", found.matrix, shape.rows * shape.dim * 4));
  if (found.counts.empty()) return absl::OkStatus();
  return CheckSize("CNTS", found.counts, shape.rows * 8);
}

absl::Status CheckContent(const NativeSections& found) {
  const JoinedWords words{found.words, NumbersOf<uint64_t>(found.ends)};
  if (!EndsAreSound(words)) {
    return Damaged("ENDS", "they do not rise to the length of the words");
  }
  const std::optional<size_t> disorder =
      FirstDisorder(words, NumbersOf<uint32_t>(found.order));
  if (disorder.has_value()) {
    return Damaged("SORT", absl::StrCat("entry ", *disorder,
                                        " is not the next word in order"));
  }
  for (const int64_t count : NumbersOf<int64_t>(found.counts)) {
    if (count < 0) return Damaged("CNTS", "a count below zero");
  }
  if (!found.metadata.empty() &&
      !nlohmann::json::parse(found.metadata.begin(), found.metadata.end(),
                             nullptr, false)
           .is_object()) {
    return Damaged("META", "no JSON object");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status NativeFormat::Write(const EmbeddingTable& table, ByteSink& sink) {
  std::string shape;
  PutUint64(static_cast<uint64_t>(table.rows()), &shape);
  PutUint64(static_cast<uint64_t>(table.dim()), &shape);
  NativeSections content;
  content.shape = shape;
  content.metadata = table.metadata_json();
  content.words = table.word_bytes_;
  content.ends = BytesOf(table.word_ends_);
  content.order = BytesOf(table.rows_by_word_);
  content.counts = BytesOf(table.counts_);
  content.matrix = BytesOf(table.matrix_);
  std::vector<Section> sections;
  for (const Field& field : kFields) {
    const absl::string_view bytes = content.*(field.bytes);
    if (bytes.empty() && field.flags == kOptionalSection) continue;
    sections.push_back({field.tag, field.flags, bytes});
  }
  return WriteSections(kKind, sections, sink);
}

absl::StatusOr<EmbeddingTable> NativeFormat::Open(absl::string_view path,
                                                  int64_t max_rows) {
  LEXPROBE_ASSIGN_OR_RETURN(std::shared_ptr<const MappedFile> mapped,
                            MappedFile::Open(path));
  absl::StatusOr<EmbeddingTable> table = FromContainer(
      mapped->bytes(), max_rows, std::make_shared<EmbeddingTable::Owned>());
  if (!table.ok()) return Annotate(table.status(), path);
  table->mapped_ = std::move(mapped);
  return table;
}

absl::StatusOr<EmbeddingTable> NativeFormat::FromBytes(std::string bytes,
                                                       int64_t max_rows) {
  auto owned = std::make_shared<EmbeddingTable::Owned>();
  owned->file_bytes = std::move(bytes);
  const absl::string_view view = owned->file_bytes;
  return FromContainer(view, max_rows, std::move(owned));
}

absl::StatusOr<EmbeddingTable> NativeFormat::FromContainer(
    absl::string_view bytes, int64_t max_rows,
    std::shared_ptr<EmbeddingTable::Owned> owned) {
  LEXPROBE_ASSIGN_OR_RETURN(const std::vector<Section> sections,
                            ReadSections(kKind, bytes));
  LEXPROBE_ASSIGN_OR_RETURN(const NativeSections found, SortOut(sections));
  LEXPROBE_ASSIGN_OR_RETURN(const Shape shape, ReadShape(found.shape));
  LEXPROBE_RETURN_IF_ERROR(CheckSizes(found, shape));
  LEXPROBE_RETURN_IF_ERROR(CheckContent(found));
  EmbeddingTable table;
  table.dim_ = static_cast<int>(shape.dim);
  table.word_bytes_ = found.words;
  table.word_ends_ = NumbersOf<uint64_t>(found.ends);
  table.rows_by_word_ = NumbersOf<uint32_t>(found.order);
  table.counts_ = NumbersOf<int64_t>(found.counts);
  table.matrix_ = NumbersOf<float>(found.matrix);
  if (!found.metadata.empty()) {
    table.metadata_json_ = std::string(found.metadata);
  }
  KeepFirstRows(max_rows, *owned, table);
  table.owned_ = std::move(owned);
  return table;
}

void NativeFormat::KeepFirstRows(int64_t count, EmbeddingTable::Owned& owned,
                                 EmbeddingTable& table) {
  if (count <= 0 || count >= table.rows()) return;
  const size_t rows = static_cast<size_t>(count);
  owned.rows_by_word.reserve(rows);
  for (const uint32_t row : table.rows_by_word_) {
    if (row < rows) owned.rows_by_word.push_back(row);
  }
  table.rows_by_word_ = owned.rows_by_word;
  table.word_ends_ = table.word_ends_.first(rows);
  table.word_bytes_ = table.word_bytes_.substr(0, table.word_ends_.back());
  if (!table.counts_.empty()) table.counts_ = table.counts_.first(rows);
  table.matrix_ = table.matrix_.first(rows * static_cast<size_t>(table.dim_));
}

}  // namespace lexprobe
