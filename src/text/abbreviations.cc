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

template <size_t kSize>
bool Holds(const std::array<absl::string_view, kSize>& words,
           absl::string_view word) {
  return std::binary_search(words.begin(), words.end(), word);
}

}  // namespace

bool IsAbbreviation(absl::string_view word, bool digit_follows) {
  return Holds(kBeforeNames, word) ||
         (digit_follows && Holds(kBeforeNumbers, word));
}

}  // namespace lexprobe
