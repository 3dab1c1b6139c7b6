// AnalogySet: analogy questions out of files, in sections.
//
// Read are: Google's format (": section" lines, then "a a* b b*"; Mikolov et
// al. 2013); BATS folders or files (one pair a line, "a<TAB>a*", alternatives
// of a* parted by "/"; Gladkova, Drozd & Matsuoka 2016), which ask every pair
// of a file against every other; and the MSR set (Mikolov, Yih & Zweig 2013),
// "a a* b" in word_relationship.questions with "section b*" on the same line
// of word_relationship.answers. Plain or gzip.
//
// Thread-safe: nothing changes after construction.

#ifndef LEXPROBE_PROBE_ANALOGY_SET_H_
#define LEXPROBE_PROBE_ANALOGY_SET_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lexprobe {

// "a" with what it may be paired with; the first is the usual one.
struct AnalogyPair {
  std::string a;
  std::vector<std::string> a_star;

  friend bool operator==(const AnalogyPair&, const AnalogyPair&) = default;
};

// "pairs[given].a is to pairs[given].a_star as pairs[asked].a is to ?"
struct AnalogyQuestion {
  int32_t given = 0;
  int32_t asked = 0;

  friend bool operator==(const AnalogyQuestion&,
                         const AnalogyQuestion&) = default;
};

enum class SectionKind { kSemantic, kSyntactic };

struct AnalogySection {
  std::string name;
  SectionKind kind = SectionKind::kSemantic;
  std::vector<AnalogyPair> pairs;          // each once, by first appearance
  std::vector<AnalogyQuestion> questions;  // in the file's order
};

struct AnalogySet {
  std::vector<AnalogySection> sections;

  int64_t questions() const;
};

// Reads the file or the folder (its files that end in .txt or .txt.gz, at any
// depth, in the order of their paths) at `path`. InvalidArgument with file and
// line for a line that is none of the formats', or for no question at all.
absl::StatusOr<AnalogySet> ReadAnalogySet(absl::string_view path);

// Syntactic are Google's sections whose names begin with "gram", BATS's I
// (inflectional) and D (derivational), and MSR's JJ, NN and VB; the rest are
// semantic.
SectionKind KindOfSection(absl::string_view name);

}  // namespace lexprobe

#endif  // LEXPROBE_PROBE_ANALOGY_SET_H_
