// ReportPage: one HTML file in which a reader explores a model: a map of its
// words, neighbours, concepts, hypotheses, the validity of sentences.
//
// The page refers to nothing outside of itself, and its Content Security
// Policy forbids it to. Words and all other text are data in it, never markup.
// Equal input gives equal bytes.
//
// Thread-safe: pure functions.

#ifndef LEXPROBE_REPORT_PAGE_H_
#define LEXPROBE_REPORT_PAGE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lexprobe/report/page_vectors.h"
#include "lexprobe/stats/hypothesis_run.h"
#include "lexprobe/store/embedding_table.h"

namespace lexprobe {

// A validity network over the first words of the table, in their order; what
// it computes is said in model/network.h.
struct PageNetwork {
  int order = 0;
  int hidden = 0;
  std::string activation;  // "tanh", "hardtanh", "relu", "bilinear"
  absl::Span<const float> embedding = {};  // rows x dim; empty: the table's
  absl::Span<const float> first_weight = {};
  absl::Span<const float> first_bias = {};
  absl::Span<const float> output_weight = {};
  float output_bias = 0;
  double calibration_scale = 1;  // P(valid) = sigmoid(scale * logit + offset)
  double calibration_offset = 0;
};

// A map of the words by t-SNE, which the page then shows first.
struct PageTsne {
  double perplexity = 30;  // 1 to 1,000; less where there are few words
  uint64_t seed = 1;
  int threads = 1;
  // Called with the share that is done, 0 to 1.
  std::function<void(double done)> progress = nullptr;
};

struct PageInput {
  const EmbeddingTable& table;
  std::string model;     // as the user named it
  int64_t top = 20'000;  // words on the page, from the first; at least 2
  PageNumbers numbers = PageNumbers::kAuto;
  std::optional<PageTsne> tsne = std::nullopt;  // besides the map by PCA
  std::string run_json = "{}";                // of training, as run.json has it
  const HypothesisRun* hypotheses = nullptr;  // null: no such section
  std::optional<PageNetwork> network = std::nullopt;
  std::vector<std::string> sentences = {};  // to score at first
  std::string pairs = "";  // "queen:king, aunt:uncle": the concept at first
  std::string apply = "";  // a word to add it to
  std::string oscillator_section = "";  // HTML, from OscillatorSection()
};

// InvalidArgument if the table has fewer than two words or dimensions, or
// more dimensions than PrincipalComponentsOf() takes, or if `top` or the
// perplexity is out of range.
absl::StatusOr<std::string> ReportPage(const PageInput& input);

}  // namespace lexprobe

#endif  // LEXPROBE_REPORT_PAGE_H_
