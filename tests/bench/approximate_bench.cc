// Approximate search beside the exact one: what it misses, what it saves, what
// it costs. Prints Markdown.
//
//   approximate_bench random 1200000 50
//   approximate_bench clustered 1200000 50
//   approximate_bench MODEL/embeddings.lexprobe
//
// Random rows are normal numbers; clustered ones are as far again around one
// of rows / 1000 random centres. Asked are 1,000 rows of the table for ten
// neighbours besides themselves, on two threads where it says so.

#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "lexprobe/base/random.h"
#include "lexprobe/probe/approximate_index.h"
#include "lexprobe/probe/neighbors.h"
#include "lexprobe/store/formats.h"

namespace lexprobe {
namespace {

constexpr int kTop = 10;
constexpr int64_t kQueries = 1000;
constexpr int kThreads = 2;

using Answers = std::vector<std::vector<Neighbor>>;

absl::StatusOr<EmbeddingTable> Generated(bool clustered, int64_t rows,
                                         int dim) {
  Random random(1);
  const auto width = static_cast<size_t>(dim);
  std::vector<float> centres(static_cast<size_t>(rows / 1000 + 1) * width);
  for (float& x : centres) {
    x = clustered ? static_cast<float>(random.Normal()) : 0.0f;
  }
  EmbeddingTableParts parts;
  parts.dim = dim;
  parts.matrix.reserve(static_cast<size_t>(rows) * width);
  for (int64_t row = 0; row < rows; ++row) {
    parts.words.push_back(absl::StrCat("w", row));
    const size_t centre = random.Below(centres.size() / width) * width;
    for (size_t k = 0; k < width; ++k) {
      parts.matrix.push_back(centres[centre + k] +
                             static_cast<float>(random.Normal()));
    }
  }
  return EmbeddingTable::FromParts(std::move(parts));
}

double MostMegabytes() {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

struct Questions {
  std::vector<SearchTarget> targets;
  std::vector<std::vector<int64_t>> own;
};

Questions QuestionsOf(const EmbeddingTable& table) {
  Questions questions;
  Random random(2);
  for (int64_t i = 0; i < kQueries; ++i) {
    const auto row =
        static_cast<int64_t>(random.Below(static_cast<uint64_t>(table.rows())));
    questions.targets.push_back(SearchTarget::Cosine(table.VectorOf(row)));
    questions.own.push_back({row});
  }
  return questions;
}

struct Timed {
  Answers answers;
  double per_second = 0;
};

template <typename Search>
Timed Ask(size_t questions, const Search& search) {
  const absl::Time start = absl::Now();
  Timed timed = {search()};
  timed.per_second = static_cast<double>(questions) /
                     absl::ToDoubleSeconds(absl::Now() - start);
  return timed;
}

// The share of the first `count` exact answers that `found` has.
double RecallOf(const Answers& found, const Answers& exact, size_t count) {
  int64_t hits = 0;
  for (size_t i = 0; i < exact.size(); ++i) {
    for (size_t k = 0; k < count; ++k) {
      hits += std::count(found[i].begin(), found[i].end(), exact[i][k]);
    }
  }
  return static_cast<double>(hits) / static_cast<double>(exact.size() * count);
}

void Print(const char* what, double at_1, double at_10, double per_second) {
  std::printf("| %s | %.3f | %.3f | %.0f | %.2f |\n", what, at_1, at_10,
              per_second, 1000 / per_second);
  std::fflush(stdout);
}

// One question after another, as at a prompt.
Timed OneByOne(const RowSearch& search, const Questions& questions,
               size_t count) {
  return Ask(count, [&] {
    Answers answers;
    for (size_t i = 0; i < count; ++i) {
      answers.push_back(
          search.NearestTo(questions.targets[i], kTop, questions.own[i], 1));
    }
    return answers;
  });
}

Timed Together(const RowSearch& search, const Questions& questions) {
  return Ask(questions.targets.size(), [&] {
    return search.NearestToEach(questions.targets, kTop, questions.own,
                                kThreads);
  });
}

absl::Status Compare(const EmbeddingTable& table) {
  const Questions questions = QuestionsOf(table);
  const NeighborIndex exact(table);
  std::printf(
      "%lld x %d\n\n| search | recall@1 | recall@10 | questions/s | ms each "
      "|\n| --- | --: | --: | --: | --: |\n",
      static_cast<long long>(table.rows()), table.dim());
  Print("exact, one by one, 1 thread", 1, 1,
        OneByOne(exact, questions, 100).per_second);
  const Timed truth = Together(exact, questions);
  Print("exact, all together, 2 threads", 1, 1, truth.per_second);
  const double before = MostMegabytes();
  const absl::Time start = absl::Now();
  absl::StatusOr<ApproximateIndex> index =
      ApproximateIndex::Make(table, Metric::kCosine, {.threads = kThreads});
  if (!index.ok()) return index.status();
  const double seconds = absl::ToDoubleSeconds(absl::Now() - start);
  const double after = MostMegabytes();
  const int chosen = index->effort();
  for (const int effort : {16, 32, 64, 128, 256, 512, 1024, 2048}) {
    index->set_effort(effort);
    const Timed found = OneByOne(*index, questions, questions.targets.size());
    Print(absl::StrCat("effort ", effort, ", one by one, 1 thread",
                       effort == chosen ? " (chosen)" : "")
              .c_str(),
          RecallOf(found.answers, truth.answers, 1),
          RecallOf(found.answers, truth.answers, kTop), found.per_second);
  }
  index->set_effort(chosen);
  const Timed all = Together(*index, questions);
  Print(absl::StrCat("effort ", chosen, ", all together, 2 threads").c_str(),
        RecallOf(all.answers, truth.answers, 1),
        RecallOf(all.answers, truth.answers, kTop), all.per_second);
  std::printf(
      "\nindexed in %.0f s on %d threads; %.0f MB of memory beside the "
      "table's %.0f MB\n\n",
      seconds, kThreads, after - before,
      static_cast<double>(table.matrix().size()) * 4 / (1 << 20));
  return absl::OkStatus();
}

absl::StatusOr<EmbeddingTable> TableFor(int count, char** words) {
  if (count == 2) return ReadEmbeddings(words[1], {}, nullptr);
  int64_t rows = 0;
  int dim = 0;
  if (count != 4 || !absl::SimpleAtoi(words[2], &rows) || rows < 1 ||
      !absl::SimpleAtoi(words[3], &dim) || dim < 1) {
    return absl::InvalidArgumentError(
        "approximate_bench random|clustered ROWS DIM, or EMBEDDINGS");
  }
  return Generated(std::string(words[1]) == "clustered", rows, dim);
}

}  // namespace
}  // namespace lexprobe

int main(int count, char** words) {
  const absl::StatusOr<lexprobe::EmbeddingTable> table =
      lexprobe::TableFor(count, words);
  const absl::Status status =
      table.ok() ? lexprobe::Compare(*table) : table.status();
  if (!status.ok()) std::fprintf(stderr, "%s\n", status.ToString().c_str());
  return status.ok() ? 0 : 1;
}
