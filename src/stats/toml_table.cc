#define TOML_IMPLEMENTATION
#include "stats/toml_table.h"

#include <algorithm>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lexprobe/base/spelling.h"

namespace lexprobe {
namespace {

int LineOf(const toml::node& node) {
  return static_cast<int>(node.source().begin.line);
}

// `text` without a UTF-8 character cut in two at its end.
void CutTo(size_t bytes, std::string* text) {
  if (text->size() <= bytes) return;
  while (bytes > 0 &&
         (static_cast<unsigned char>((*text)[bytes]) & 0xc0) == 0x80) {
    --bytes;
  }
  text->resize(bytes);
  text->append("...");
}

// Numbers as people write them, which toml++'s own formatter does not.
std::string FullTextOf(const toml::node& node) {
  if (const auto* text = node.as_string()) {
    return absl::StrCat("\"", text->get(), "\"");
  }
  if (const auto* number = node.as_floating_point()) {
    return absl::StrCat(number->get());
  }
  if (const toml::array* array = node.as_array()) {
    std::vector<std::string> items;
    for (const toml::node& item : *array) items.push_back(FullTextOf(item));
    return absl::StrCat("[", absl::StrJoin(items, ", "), "]");
  }
  std::ostringstream out;
  node.visit([&out](const auto& value) { out << value; });
  return out.str();
}

}  // namespace

std::string TextOf(const toml::node& node) {
  std::string text = FullTextOf(node);
  CutTo(60, &text);
  return text;
}

absl::Status ErrorAt(const toml::node& node, absl::string_view path,
                     absl::string_view message) {
  return absl::InvalidArgumentError(
      absl::StrCat(path, ":", LineOf(node), ": ", message));
}

int TomlTable::line() const { return LineOf(table_); }

int TomlTable::LineOfKey(absl::string_view key) const {
  return LineOf(*table_.get(std::string(key)));
}

const toml::node* TomlTable::Find(absl::string_view key) {
  known_keys_.emplace_back(key);
  return table_.get(known_keys_.back());
}

absl::StatusOr<std::optional<std::string>> TomlTable::GetText(
    absl::string_view key) {
  const toml::node* node = Find(key);
  if (node == nullptr) return std::nullopt;
  const auto* text = node->as_string();
  if (text == nullptr || text->get().empty()) {
    return ErrorAt(*node, path_,
                   absl::StrCat(key, " is ", TextOf(*node),
                                "; it must be text that is not empty"));
  }
  return text->get();
}

absl::StatusOr<std::optional<double>> TomlTable::GetNumber(
    absl::string_view key, double low, double high) {
  const toml::node* node = Find(key);
  if (node == nullptr) return std::nullopt;
  const std::optional<double> value =
      node->is_number() ? node->value<double>() : std::nullopt;
  if (!value || !(*value >= low && *value <= high)) {
    return ErrorAt(
        *node, path_,
        absl::StrCat(key, " is ", TextOf(*node), "; it must be a number from ",
                     low, " to ", high));
  }
  return value;
}

absl::StatusOr<const toml::array*> TomlTable::GetArray(absl::string_view key) {
  const toml::node* node = Find(key);
  if (node == nullptr) return nullptr;
  const toml::array* array = node->as_array();
  if (array == nullptr || array->empty()) {
    return ErrorAt(*node, path_,
                   absl::StrCat(key, " is ", TextOf(*node),
                                "; it must be an array that is not empty"));
  }
  return array;
}

absl::Status TomlTable::Missing(absl::string_view key,
                                absl::string_view what) const {
  std::string message = absl::StrCat("key \"", key, "\" is missing: ", what);
  for (const auto& [name, node] : table_) {
    const std::string other(name.str());
    const bool known = std::find(known_keys_.begin(), known_keys_.end(),
                                 other) != known_keys_.end();
    if (!known &&
        EditDistance(key, other) * 3 <= static_cast<int>(key.size())) {
      absl::StrAppend(&message, "; is \"", other, "\" on line ",
                      name.source().begin.line, " meant for it?");
    }
  }
  return ErrorAt(table_, path_, message);
}

absl::Status TomlTable::RefuseUnknownKeys() const {
  const toml::key* first = nullptr;  // toml++ sorts by name, not by place
  for (const auto& [key, node] : table_) {
    const bool known = std::find(known_keys_.begin(), known_keys_.end(),
                                 key.str()) != known_keys_.end();
    if (!known && (first == nullptr ||
                   key.source().begin.line < first->source().begin.line)) {
      first = &key;
    }
  }
  if (first == nullptr) return absl::OkStatus();
  const std::string name(first->str());
  const std::optional<std::string> meant = NearestName(name, known_keys_);
  return absl::InvalidArgumentError(absl::StrCat(
      path_, ":", first->source().begin.line, ": unknown key \"", name, "\"",
      meant ? absl::StrCat("; did you mean \"", *meant, "\"?") : "",
      " (the keys here are ", absl::StrJoin(known_keys_, ", "), ")"));
}

}  // namespace lexprobe
