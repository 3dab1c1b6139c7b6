#include "store/npy_header.h"

#include <limits>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

constexpr size_t kAlignment = 64;
constexpr uint32_t kLongestHeader = 65536;
constexpr uint64_t kLargestDim = 65536;

// Reads a dictionary of strings, booleans and tuples of whole numbers: the
// little Python that numpy writes into its headers.
class DictionaryReader {
 public:
  explicit DictionaryReader(absl::string_view text) : rest_(text) {}

  bool Take(absl::string_view token) {
    rest_ = absl::StripLeadingAsciiWhitespace(rest_);
    return absl::ConsumePrefix(&rest_, token);
  }

  absl::StatusOr<std::string> TakeString() {
    const char quote = Take("'") ? '\'' : Take("\"") ? '"' : '\0';
    const size_t end =
        quote == '\0' ? absl::string_view::npos : rest_.find(quote);
    if (end == absl::string_view::npos) return Expected("a string");
    const std::string text(rest_.substr(0, end));
    rest_.remove_prefix(end + 1);
    return text;
  }

  absl::StatusOr<bool> TakeBoolean() {
    if (Take("True")) return true;
    if (Take("False")) return false;
    return Expected("True or False");
  }

  absl::StatusOr<std::vector<uint64_t>> TakeTuple() {
    std::vector<uint64_t> numbers;
    if (!Take("(")) return Expected("a tuple");
    while (!Take(")")) {
      LEXPROBE_ASSIGN_OR_RETURN(const uint64_t number, TakeNumber());
      numbers.push_back(number);
      if (Take(",")) continue;
      if (Take(")")) break;
      return Expected("\")\"");
    }
    return numbers;
  }

  bool at_end() { return Take("") && rest_.empty(); }

  absl::Status Expected(absl::string_view what) const {
    return absl::DataLossError(absl::StrCat(
        "the header has \"", absl::Utf8SafeCHexEscape(rest_.substr(0, 20)),
        "\" where ", what, " is needed"));
  }

 private:
  absl::StatusOr<uint64_t> TakeNumber() {
    rest_ = absl::StripLeadingAsciiWhitespace(rest_);
    const absl::string_view digits =
        rest_.substr(0, rest_.find_first_not_of("0123456789"));
    uint64_t number = 0;
    if (!absl::SimpleAtoi(digits, &number)) return Expected("a whole number");
    rest_.remove_prefix(digits.size());
    absl::ConsumePrefix(&rest_, "L");  // as Python 2 wrote them
    return number;
  }

  absl::string_view rest_;
};

absl::StatusOr<NumberType> TypeOf(absl::string_view description) {
  if (description == "<f2") return NumberType::kFloat16;
  if (description == "<f4") return NumberType::kFloat32;
  if (description == "<f8") return NumberType::kFloat64;
  return absl::InvalidArgumentError(
      absl::StrCat("numbers of type '", absl::CHexEscape(description),
                   "'; allowed are '<f2', '<f4' and '<f8'"));
}

absl::Status SetShape(const std::vector<uint64_t>& shape, NpyHeader* header) {
  if (shape.size() != 2) {
    return absl::InvalidArgumentError(
        absl::StrCat("an array of shape (", absl::StrJoin(shape, ", "),
                     "); a matrix of shape (rows, dimension) is needed"));
  }
  header->rows = shape[0];
  header->dim = shape[1];
  if (header->rows > std::numeric_limits<uint32_t>::max() || header->dim < 1 ||
      header->dim > kLargestDim) {
    return absl::InvalidArgumentError(absl::StrCat(
        "a matrix of ", shape[0], " x ", shape[1],
        "; allowed are up to 2^32 - 1 rows of dimension 1 to ", kLargestDim));
  }
  return absl::OkStatus();
}

absl::Status TakeEntry(DictionaryReader& reader, NpyHeader* header,
                       std::string* key) {
  LEXPROBE_ASSIGN_OR_RETURN(*key, reader.TakeString());
  if (!reader.Take(":")) return reader.Expected("\":\"");
  if (*key == "descr") {
    LEXPROBE_ASSIGN_OR_RETURN(const std::string type, reader.TakeString());
    LEXPROBE_ASSIGN_OR_RETURN(header->type, TypeOf(type));
  } else if (*key == "fortran_order") {
    LEXPROBE_ASSIGN_OR_RETURN(header->fortran_order, reader.TakeBoolean());
  } else if (*key == "shape") {
    LEXPROBE_ASSIGN_OR_RETURN(const std::vector<uint64_t> shape,
                              reader.TakeTuple());
    return SetShape(shape, header);
  } else {
    return absl::DataLossError(absl::StrCat("the header has an unknown key '",
                                            absl::CHexEscape(*key), "'"));
  }
  return absl::OkStatus();
}

// The length of the dictionary, as the version has it.
absl::StatusOr<uint32_t> TakeLength(PeekSource& source) {
  unsigned char bytes[4] = {};
  unsigned char version[2];
  LEXPROBE_RETURN_IF_ERROR(
      source.ReadExactly(absl::MakeSpan(reinterpret_cast<char*>(version), 2)));
  if (version[0] < 1 || version[0] > 3) {
    return absl::UnimplementedError(
        absl::StrCat("npy version ", int{version[0]}, ".", int{version[1]},
                     "; versions 1 to 3 are read"));
  }
  LEXPROBE_RETURN_IF_ERROR(source.ReadExactly(
      absl::MakeSpan(reinterpret_cast<char*>(bytes), version[0] == 1 ? 2 : 4)));
  const uint32_t length = uint32_t{bytes[0]} | (uint32_t{bytes[1]} << 8) |
                          (uint32_t{bytes[2]} << 16) |
                          (uint32_t{bytes[3]} << 24);
  if (length > kLongestHeader) {
    return absl::InvalidArgumentError(absl::StrCat(
        "a header of ", length, " bytes; allowed are up to ", kLongestHeader));
  }
  return length;
}

absl::string_view DescriptionOf(NumberType type) {
  return type == NumberType::kFloat16 ? "<f2" : "<f4";
}

}  // namespace

absl::StatusOr<NpyHeader> TakeNpyHeader(PeekSource& source) {
  std::string magic(kNpyMagic.size(), '\0');
  LEXPROBE_RETURN_IF_ERROR(source.ReadExactly(absl::MakeSpan(magic)));
  if (magic != kNpyMagic) {
    return absl::InvalidArgumentError("not an npy file: its magic is absent");
  }
  LEXPROBE_ASSIGN_OR_RETURN(const uint32_t length, TakeLength(source));
  std::string text(length, '\0');
  LEXPROBE_RETURN_IF_ERROR(source.ReadExactly(absl::MakeSpan(text)));
  return ParseNpyDictionary(text);
}

absl::StatusOr<NpyHeader> ParseNpyDictionary(absl::string_view text) {
  DictionaryReader reader(text);
  NpyHeader header;
  std::vector<std::string> missing = {"descr", "fortran_order", "shape"};
  if (!reader.Take("{")) return reader.Expected("\"{\"");
  while (!reader.Take("}")) {
    std::string key;
    LEXPROBE_RETURN_IF_ERROR(TakeEntry(reader, &header, &key));
    if (std::erase(missing, key) == 0) {
      return absl::DataLossError(
          absl::StrCat("the header has the key '", key, "' twice"));
    }
    if (reader.Take(",")) continue;
    if (reader.Take("}")) break;
    return reader.Expected("\"}\"");
  }
  if (!reader.at_end()) return reader.Expected("the end");
  if (!missing.empty()) {
    return absl::DataLossError(
        absl::StrCat("the header has no '", missing[0], "'"));
  }
  return header;
}

std::string NpyHeaderBytes(const NpyHeader& header) {
  std::string text = absl::StrCat("{'descr': '", DescriptionOf(header.type),
                                  "', 'fortran_order': False, 'shape': (",
                                  header.rows, ", ", header.dim, "), }");
  const size_t before = kNpyMagic.size() + 4;
  while ((before + text.size() + 1) % kAlignment != 0) text += ' ';
  text += '\n';
  std::string bytes = absl::StrCat(kNpyMagic, absl::string_view("\1\0", 2));
  bytes += static_cast<char>(text.size() & 0xff);
  bytes += static_cast<char>(text.size() >> 8);
  return bytes + text;
}

}  // namespace lexprobe
