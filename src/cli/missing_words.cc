#include "cli/missing_words.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_join.h"
#include "cli/terminal.h"

namespace lexprobe::cli {
namespace {

constexpr size_t kMissingWordsShown = 10;

}  // namespace

void TellMissingWords(const std::vector<std::string>& words, Streams& io) {
  if (words.empty()) return;
  const size_t shown = std::min(words.size(), kMissingWordsShown);
  io.err << words.size() << (words.size() == 1 ? " word is" : " words are")
         << " not in the vocabulary: "
         << WithoutControls(absl::StrJoin(
                words.begin(),
                words.begin() + static_cast<std::ptrdiff_t>(shown), ", "))
         << (shown < words.size() ? ", ...\n" : "\n");
}

}  // namespace lexprobe::cli
