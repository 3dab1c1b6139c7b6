#include "cli/evaluate_options.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"
#include "support/temporary_folder.h"

namespace lexprobe::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

class EvaluateOptionsTest : public testing::Test {
 protected:
  EvaluateOptionsTest() {
    good_.model.model = "m";
    good_.questions = {folder_.Write("q.txt", "boy girl king queen\n")};
    good_.similarity = {folder_.Write("s.txt", "tiger cat 7.35\n")};
  }

  TemporaryFolder folder_;
  EvaluateOptions good_;
};

TEST_F(EvaluateOptionsTest, BecomeAPlanWithTheFilesRead) {
  good_.methods = {"3CosMul,euclidean", "3CosAvg"};
  good_.json = true;
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EvaluatePlan plan, MakePlan(good_));
  EXPECT_THAT(plan.sets, SizeIs(1));
  EXPECT_THAT(plan.judgements, ElementsAre(SizeIs(1)));
  EXPECT_THAT(plan.methods,
              ElementsAre(AnswerRule::kCosMul, AnswerRule::kEuclidean,
                          AnswerRule::kCosAvg));
  EXPECT_EQ(plan.form, OutputForm::kJson);
  EXPECT_EQ(plan.evaluation.restrict_vocab, 300'000);
}

TEST_F(EvaluateOptionsTest, AnswerByCosAddUnlessToldOtherwise) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const EvaluatePlan plan, MakePlan(good_));
  EXPECT_THAT(plan.methods, ElementsAre(AnswerRule::kCosAdd));
}

TEST_F(EvaluateOptionsTest, AreRefusedWithTheValueFoundAndTheValueAllowed) {
  struct BadCase {
    void (*spoil)(EvaluateOptions& options);
    const char* message;
  };
  const BadCase cases[] = {
      {[](EvaluateOptions& o) { o.resamples = -1; },
       "--resamples is -1, must be at least 0"},
      {[](EvaluateOptions& o) { o.exchanges = 0; },
       "--exchanges is 0, must be at least 1"},
      {[](EvaluateOptions& o) { o.threads = -2; },
       "--threads is -2, must be at least 0"},
      {[](EvaluateOptions& o) { o.compare = {"a"}; },
       "--compare takes two models, not 1"},
      {[](EvaluateOptions& o) {
         o.compare = {"a", "b"};
       },
       "--model and --compare: which models are meant?"},
      {[](EvaluateOptions& o) { o.questions = o.similarity = {}; },
       "nothing to evaluate on: --questions or --similarity is missing"},
      {[](EvaluateOptions& o) { o.case_rule = "lower"; },
       "case is \"lower\", must be"},
      {[](EvaluateOptions& o) { o.form = "xml"; }, "--as is \"xml\""},
      {[](EvaluateOptions& o) { o.methods = {"best"}; },
       "method \"best\"; known are"},
  };
  for (const BadCase& c : cases) {
    EvaluateOptions options = good_;
    c.spoil(options);
    EXPECT_THAT(MakePlan(options), StatusIs(absl::StatusCode::kInvalidArgument,
                                            HasSubstr(c.message)));
  }
}

TEST_F(EvaluateOptionsTest, AreRefusedWhenAFileIsNotThere) {
  good_.questions = {folder_.File("none.txt")};
  EXPECT_THAT(MakePlan(good_),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("none.txt")));
}

}  // namespace
}  // namespace lexprobe::cli
