#include "train/json_difference.h"

#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"

namespace lexprobe {
namespace {

using Json = nlohmann::ordered_json;

Json Parse(absl::string_view text) {
  return Json::parse(text.begin(), text.end(), nullptr,
                     /*allow_exceptions=*/false);
}

}  // namespace

std::string FirstDifference(absl::string_view there, absl::string_view here) {
  const Json a = Parse(there), b = Parse(here);
  for (const auto& [key, value] : b.items()) {
    if (!a.is_object() || !a.contains(key)) {
      return absl::StrCat(key, " is not in it");
    }
    if (a[key] != value) {
      return absl::StrCat(key, " is ", a[key].dump(), " there, ", value.dump(),
                          " here");
    }
  }
  return "an option that this version does not have";
}

}  // namespace lexprobe
