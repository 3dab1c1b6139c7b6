#include "cli/concept_output.h"

#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/terminal.h"
#include "cli/text_table.h"

namespace lexprobe::cli {

std::string ToTable(const EmbeddingTable& table,
                    absl::Span<const RowPair> pairs,
                    const ConceptOffset& found) {
  TextTable text({"from", "to", "agreement"});
  for (size_t i = 0; i < pairs.size(); ++i) {
    text.AddRow({WithoutControls(table.WordOf(pairs[i].a)),
                 WithoutControls(table.WordOf(pairs[i].a_star)),
                 found.agreement.empty()
                     ? "-"
                     : absl::StrFormat("%.3f", found.agreement[i])});
  }
  return absl::StrCat(
      text.ToAligned(), pairs.size(), pairs.size() == 1 ? " pair" : " pairs",
      absl::StrFormat("; |c| = %.4g", found.norm), "; concordance ",
      found.concordance.has_value()
          ? absl::StrFormat("%.3f", *found.concordance)
          : std::string("needs two pairs"),
      "\n");
}

Json ToJson(const EmbeddingTable& table, absl::Span<const RowPair> pairs,
            const ConceptOffset& found) {
  Json list = Json::array();
  for (size_t i = 0; i < pairs.size(); ++i) {
    list.push_back(
        {{"a", std::string(table.WordOf(pairs[i].a))},
         {"a_star", std::string(table.WordOf(pairs[i].a_star))},
         {"agreement",
          found.agreement.empty() ? Json(nullptr) : Json(found.agreement[i])}});
  }
  return {{"pairs", std::move(list)},
          {"norm", found.norm},
          {"concordance", JsonNumber(found.concordance)}};
}

}  // namespace lexprobe::cli
