// TomlTable: typed reading of one TOML table, with errors that name the file,
// the line, the value found and what is allowed. Private to stats.
//
// Every Get marks its key as known, so that RefuseUnknownKeys, called last,
// can name a key that no one asked for.
//
// Not thread-safe. The table must outlive it.

#ifndef LEXPROBE_STATS_TOML_TABLE_H_
#define LEXPROBE_STATS_TOML_TABLE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// Errors come back as values; the functions are compiled once, by
// toml_table.cc.
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 0
// toml++ asserts of a table's header, "[" and a line's end, what it then finds
// to be an error of the file by itself.
#define TOML_ASSERT(condition) static_cast<void>(0)
#include "toml++/toml.h"

namespace lexprobe {

class TomlTable {
 public:
  // `line` is where the table begins; `path` is for messages.
  TomlTable(const toml::table& table, absl::string_view path)
      : table_(table), path_(path) {}

  int line() const;
  // The line of a key's value; REQUIRES: the key is there.
  int LineOfKey(absl::string_view key) const;

  // The value of `key`, or nullopt if it is not there. InvalidArgument if it
  // has another type, is empty, or is outside of what is allowed.
  absl::StatusOr<std::optional<std::string>> GetText(absl::string_view key);
  absl::StatusOr<std::optional<double>> GetNumber(absl::string_view key,
                                                  double low, double high);
  // An array that is not empty.
  absl::StatusOr<const toml::array*> GetArray(absl::string_view key);

  // InvalidArgument: "path:line: key ... is missing", with a key that may be
  // a misspelling of it.
  absl::Status Missing(absl::string_view key, absl::string_view what) const;

  // InvalidArgument for the first key, in the file's order, that was never
  // asked for, with the nearest known one.
  absl::Status RefuseUnknownKeys() const;

 private:
  const toml::node* Find(absl::string_view key);

  const toml::table& table_;
  std::string path_;
  std::vector<std::string> known_keys_;
};

// "path:line: message", about `node`.
absl::Status ErrorAt(const toml::node& node, absl::string_view path,
                     absl::string_view message);

// `node` as TOML writes it, cut to 60 bytes, for messages.
std::string TextOf(const toml::node& node);

}  // namespace lexprobe

#endif  // LEXPROBE_STATS_TOML_TABLE_H_
