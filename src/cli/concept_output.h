// A concept and its pairs as a table or as JSON.
//
// Thread-safe: no state.

#ifndef LEXPROBE_CLI_CONCEPT_OUTPUT_H_
#define LEXPROBE_CLI_CONCEPT_OUTPUT_H_

#include <string>

#include "absl/types/span.h"
#include "cli/json_output.h"
#include "lexprobe/probe/concept.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe::cli {

// The pairs, each with the cosine of its offset and the mean of the others',
// then a line with the norm of c and the concordance.
std::string ToTable(const EmbeddingTable& table,
                    absl::Span<const RowPair> pairs,
                    const ConceptOffset& found);

// {"pairs": [{"a", "a_star", "agreement"}], "norm", "concordance"}
Json ToJson(const EmbeddingTable& table, absl::Span<const RowPair> pairs,
            const ConceptOffset& found);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_CONCEPT_OUTPUT_H_
