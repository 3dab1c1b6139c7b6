#include "cli/option_values.h"

#include <boost/program_options/errors.hpp>
#include <cstdint>
#include <exception>
#include <limits>
#include <typeinfo>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace lexprobe::cli {
namespace {

template <typename Integer>
std::string RangeOf() {
  return absl::StrCat("a whole number from ",
                      std::numeric_limits<Integer>::min(), " to ",
                      std::numeric_limits<Integer>::max());
}

// What the option takes, by the type of the field that it is bound to.
std::string AllowedBy(const po::value_semantic& semantic) {
  const auto* typed = dynamic_cast<const po::typed_value_base*>(&semantic);
  if (typed == nullptr) return "another value";
  const std::type_info& type = typed->value_type();
  const auto is = [&type](const std::type_info& scalar,
                          const std::type_info& list) {
    return type == scalar || type == list;
  };
  if (is(typeid(int), typeid(std::vector<int>))) return RangeOf<int>();
  if (is(typeid(int64_t), typeid(std::vector<int64_t>))) {
    return RangeOf<int64_t>();
  }
  if (is(typeid(uint32_t), typeid(std::vector<uint32_t>))) {
    return RangeOf<uint32_t>();
  }
  if (is(typeid(uint64_t), typeid(std::vector<uint64_t>))) {
    return RangeOf<uint64_t>();
  }
  if (is(typeid(double), typeid(std::vector<double>)) ||
      is(typeid(float), typeid(std::vector<float>))) {
    return "a number";
  }
  if (type == typeid(bool)) return "true or false";
  return "another value";
}

bool IsUnsigned(const po::value_semantic& semantic) {
  return absl::StartsWith(AllowedBy(semantic), "a whole number from 0 ");
}

}  // namespace

absl::Status ReadValues(const po::option_description& option,
                        const std::vector<std::string>& values,
                        boost::any* value) {
  const std::string name = absl::StrCat("--", option.long_name());
  const po::value_semantic& semantic = *option.semantic();
  const auto wrong = [&](const std::string& text) {
    return absl::InvalidArgumentError(absl::StrCat(
        name, ": \"", text, "\" where ", AllowedBy(semantic), " is meant"));
  };
  for (const std::string& text : values) {
    // Boost would read "-1" as the largest unsigned number.
    if (IsUnsigned(semantic) && absl::StartsWith(text, "-")) return wrong(text);
    try {
      boost::any alone;
      semantic.parse(alone, {text}, /*utf8=*/false);
    } catch (const std::exception&) {
      if (semantic.max_tokens() == 0 && text.empty()) continue;
      return wrong(text);
    }
  }
  try {
    semantic.parse(*value, values, /*utf8=*/false);
  } catch (const po::multiple_occurrences&) {
    return absl::InvalidArgumentError(absl::StrCat(name, " is given twice"));
  } catch (const std::exception& error) {
    return absl::InvalidArgumentError(absl::StrCat(name, ": ", error.what()));
  }
  return absl::OkStatus();
}

}  // namespace lexprobe::cli
