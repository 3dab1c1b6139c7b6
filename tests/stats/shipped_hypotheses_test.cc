// The hypothesis files of the project: read, and fit to be tested.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/stats/hypothesis.h"
#include "lexprobe/stats/permutation_test.h"
#include "nlohmann/json.hpp"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::IsSupersetOf;
using testing::SizeIs;

const std::string kData = LEXPROBE_DATA_DIR;

std::vector<Hypothesis> Read(const std::string& path) {
  absl::StatusOr<std::vector<Hypothesis>> hypotheses =
      ReadHypotheses({kData + path});
  EXPECT_THAT(hypotheses, IsOk());
  return hypotheses.ok() ? *std::move(hypotheses) : std::vector<Hypothesis>();
}

// Those about words, each file's own run.
std::vector<std::vector<Hypothesis>> WordRuns() {
  std::vector<std::vector<Hypothesis>> runs = {Read("/hypotheses"),
                                               Read("/world/hypotheses.toml")};
  for (std::vector<Hypothesis>& run : runs) {
    run.erase(std::remove_if(run.begin(), run.end(),
                             [](const Hypothesis& hypothesis) {
                               return hypothesis.kind() == "conservation";
                             }),
              run.end());
  }
  return runs;
}

std::vector<std::string> NamesOf(const std::vector<Hypothesis>& hypotheses) {
  std::vector<std::string> names;
  for (const Hypothesis& hypothesis : hypotheses) {
    names.push_back(hypothesis.name);
  }
  return names;
}

TEST(ShippedHypothesesTest, AreAllRead) {
  EXPECT_THAT(
      NamesOf(WordRuns()[0]),
      IsSupersetOf({"gender", "number", "tense", "comparative", "capital-of",
                    "nationality", "dog-dogs-cats-chair", "shuffled-gender",
                    "next-letter", "even-to-odd", "alphabetical-synonyms"}));
  EXPECT_THAT(WordRuns()[1], SizeIs(testing::Ge(10)));
}

TEST(ShippedHypothesesTest, AskForADirectionAndHaveThePairsToFindOne) {
  for (const std::vector<Hypothesis>& run : WordRuns()) {
    for (const Hypothesis& hypothesis : run) {
      const auto* offset = std::get_if<OffsetHypothesis>(&hypothesis.body);
      if (offset == nullptr) continue;
      EXPECT_TRUE(offset->minimum_ocs && offset->minimum_pcs)
          << hypothesis.Place();
      // The smallest p of turning pairs round, corrected over the whole run,
      // with a quarter of the pairs missing from the vocabulary.
      const int pairs = static_cast<int>(offset->known.size()) * 3 / 4;
      const double smallest = 2.0 / static_cast<double>(CountSignFlips(pairs));
      EXPECT_LE(smallest * static_cast<double>(run.size()), hypothesis.alpha)
          << hypothesis.Place();
      EXPECT_FALSE(offset->predict.empty()) << hypothesis.Place();
    }
  }
}

TEST(ShippedHypothesesTest, OrderDistancesThatShareNoVectorWithinASet) {
  int sets = 0;
  for (const std::vector<Hypothesis>& run : WordRuns()) {
    for (const Hypothesis& hypothesis : run) {
      const auto* ordering = std::get_if<OrderingHypothesis>(&hypothesis.body);
      if (ordering == nullptr) continue;
      for (const DistanceSet& set : ordering->sets) {
        ++sets;
        std::set<std::string> words;
        for (const WordPair& pair : set.pairs) {
          words.insert({pair.from, pair.to});
        }
        EXPECT_EQ(words.size(), 2 * set.pairs.size())
            << hypothesis.Place() << " " << set.name;
        EXPECT_GE(set.pairs.size(), 2 * kMinimumDistances - 2);
      }
    }
  }
  EXPECT_GE(sets, 6);
}

const OffsetHypothesis& OffsetOf(const std::vector<Hypothesis>& run,
                                 const std::string& name) {
  for (const Hypothesis& hypothesis : run) {
    if (hypothesis.name == name) {
      return std::get<OffsetHypothesis>(hypothesis.body);
    }
  }
  ADD_FAILURE() << name << " is missing";
  static const OffsetHypothesis kNone;
  return kNone;
}

TEST(ShippedHypothesesTest, ShuffleTheWordsOfGenderAndLeaveNoPairWhole) {
  const std::vector<Hypothesis> english = WordRuns()[0];
  std::set<std::string> from, to, shuffled_from, shuffled_to, pairs;
  for (const WordPair& pair : OffsetOf(english, "gender").known) {
    from.insert(pair.from);
    to.insert(pair.to);
    pairs.insert(absl::StrCat(pair.from, " ", pair.to));
  }
  for (const WordPair& pair : OffsetOf(english, "shuffled-gender").known) {
    shuffled_from.insert(pair.from);
    shuffled_to.insert(pair.to);
    EXPECT_EQ(pairs.count(absl::StrCat(pair.from, " ", pair.to)), 0u);
  }
  EXPECT_EQ(shuffled_from, from);
  EXPECT_EQ(shuffled_to, to);
}

TEST(ShippedHypothesesTest, SayOfTheWorldWhatItsTruthSays) {
  std::ifstream file(kData + "/world/truth.json");
  const nlohmann::json truth = nlohmann::json::parse(file);
  const auto pairs_of = [&truth](const char* key) {
    std::set<std::string> pairs;
    for (const auto& [name, list] : truth[key].items()) {
      for (const auto& pair : list) {
        pairs.insert(absl::StrCat(pair[0].get<std::string>(), " ",
                                  pair[1].get<std::string>()));
      }
    }
    return pairs;
  };
  const std::set<std::string> offsets = pairs_of("offsets");
  const std::set<std::string> controls = pairs_of("controls");
  const std::vector<Hypothesis> world = WordRuns()[1];
  for (const Hypothesis& hypothesis : world) {
    const auto* offset = std::get_if<OffsetHypothesis>(&hypothesis.body);
    if (offset == nullptr) continue;
    const bool control = absl::StartsWith(hypothesis.name, "control-");
    for (const auto* list : {&offset->known, &offset->predict}) {
      for (const WordPair& pair : *list) {
        const std::string key = absl::StrCat(pair.from, " ", pair.to);
        EXPECT_EQ((control ? controls : offsets).count(key), 1u)
            << hypothesis.name << ": " << key;
      }
    }
  }
}

}  // namespace
}  // namespace lexprobe
