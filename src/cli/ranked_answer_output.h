// RankedAnswer as a table or as JSON: the customary rank beside the honest
// one, the margins below.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_RANKED_ANSWER_OUTPUT_H_
#define LEXPROBE_CLI_RANKED_ANSWER_OUTPUT_H_

#include <string>

#include "cli/json_output.h"
#include "lexprobe/probe/analogy.h"
#include "lexprobe/probe/search_target.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe::cli {

// "cosine", "distance" or, for 3CosMul, "score".
std::string ScoreNameOf(ScoreKind kind);

// A table of ranks, words and scores, then a line with the margins. The
// question's own words have a dash for a rank.
std::string ToTable(const EmbeddingTable& table, ScoreKind kind,
                    const RankedAnswer& answer);

// {"answers": [{"word", "rank" (null for the question's own words),
// "honest_rank", "cosine"}], "margin", "honest_margin"}
Json ToJson(const EmbeddingTable& table, ScoreKind kind,
            const RankedAnswer& answer);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_RANKED_ANSWER_OUTPUT_H_
