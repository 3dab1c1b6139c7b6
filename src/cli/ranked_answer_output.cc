#include "cli/ranked_answer_output.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/terminal.h"
#include "cli/text_table.h"

namespace lexprobe::cli {
namespace {

// Distances are kept as negative scores.
float ShownScore(ScoreKind kind, float score) {
  return kind == ScoreKind::kEuclidean ? -score : score;
}

}  // namespace

std::string ScoreNameOf(ScoreKind kind) {
  if (kind == ScoreKind::kEuclidean) return "distance";
  return kind == ScoreKind::kCosMul ? "score" : "cosine";
}

std::string ToTable(const EmbeddingTable& table, ScoreKind kind,
                    const RankedAnswer& answer) {
  TextTable text({"rank", "honest", "word", ScoreNameOf(kind)});
  for (const RankedRow& row : answer.rows) {
    text.AddRow({row.rank == 0 ? "-" : absl::StrCat(row.rank),
                 absl::StrCat(row.honest_rank),
                 WithoutControls(table.WordOf(row.row)),
                 absl::StrFormat("%.4f", ShownScore(kind, row.score))});
  }
  return absl::StrCat(
      text.ToAligned(),
      absl::StrFormat("margin to the runner-up: %.4f (honest: %.4f)\n",
                      answer.margin, answer.honest_margin));
}

Json ToJson(const EmbeddingTable& table, ScoreKind kind,
            const RankedAnswer& answer) {
  Json answers = Json::array();
  for (const RankedRow& row : answer.rows) {
    answers.push_back(
        {{"word", std::string(table.WordOf(row.row))},
         {"rank", row.rank == 0 ? Json(nullptr) : Json(row.rank)},
         {"honest_rank", row.honest_rank},
         {ScoreNameOf(kind), JsonNumber(ShownScore(kind, row.score))}});
  }
  return {{"answers", std::move(answers)},
          {"margin", JsonNumber(answer.margin)},
          {"honest_margin", JsonNumber(answer.honest_margin)}};
}

}  // namespace lexprobe::cli
