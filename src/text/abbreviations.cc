#include "text/abbreviations.h"

#include <algorithm>
#include <array>

namespace lexprobe {
namespace {

// In order of bytes.
constexpr std::array<absl::string_view, 43> kBeforeNames = {
    "adm", "al",    "brig", "bros", "capt",   "cf",   "cmdr", "col",  "cpl",
    "dr",  "drs",   "ed",   "eds",  "esp",    "fr",   "ft",   "gen",  "gov",
    "hon", "lieut", "lt",   "maj",  "messrs", "mlle", "mme",  "mmes", "mr",
    "mrs", "ms",    "mt",   "mts",  "pres",   "prof", "rep",  "reps", "rev",
    "sen", "sens",  "sgt",  "st",   "supt",   "viz",  "vs"};
constexpr std::array<absl::string_view, 29> kBeforeNumbers = {
    "apr", "art", "aug", "ca",  "ch",  "chap", "dec", "feb", "fig", "figs",
    "jan", "jul", "jun", "mar", "no",  "nos",  "nov", "oct", "op",  "p",
    "par", "pl",  "pp",  "pt",  "sec", "sept", "ver", "vol", "vols"};

// By first letter, a bit for each length that one of the words has.
constexpr std::array<uint8_t, 256> MakeLengths() {
  std::array<uint8_t, 256> lengths = {};
  const auto add = [&lengths](absl::string_view word) {
    lengths[static_cast<unsigned char>(word[0])] |=
        static_cast<uint8_t>(1 << word.size());
  };
  for (const absl::string_view word : kBeforeNames) add(word);
  for (const absl::string_view word : kBeforeNumbers) add(word);
  return lengths;
}

constexpr std::array<uint8_t, 256> kLengths = MakeLengths();

// Most words are none, and most of these are seen to be none at once.
bool MayBeAbbreviation(absl::string_view word) {
  return !word.empty() && word.size() <= kLongestAbbreviation &&
         (kLengths[static_cast<unsigned char>(word[0])] >> word.size() & 1) !=
             0;
}

template <size_t kSize>
bool Holds(const std::array<absl::string_view, kSize>& words,
           absl::string_view word) {
  return std::binary_search(words.begin(), words.end(), word);
}

}  // namespace

bool IsAbbreviation(absl::string_view word, bool digit_follows) {
  return MayBeAbbreviation(word) &&
         (Holds(kBeforeNames, word) ||
          (digit_follows && Holds(kBeforeNumbers, word)));
}

}  // namespace lexprobe
