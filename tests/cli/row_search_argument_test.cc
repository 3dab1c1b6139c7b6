// --approximate of the commands that list words, in builds with FAISS and
// without.

#include "cli/row_search_argument.h"

#include <string>
#include <vector>

#include "cli/commands.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/probe/approximate_index.h"
#include "support/family_model.h"
#include "support/status_matchers.h"

namespace lexprobe::cli {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class RowSearchArgumentTest : public FamilyCommandTest<RunNeighbors> {
 protected:
  // True where the build has no FAISS, and the command says so.
  bool IsRefused() {
    if (HasApproximateSearch()) return false;
    EXPECT_THAT(Run({"king", "--approximate"}),
                StatusIs(absl::StatusCode::kFailedPrecondition,
                         HasSubstr("-DLEXPROBE_FAISS=ON")));
    EXPECT_THAT(folder_.Names(), Not(Contains(HasSubstr("hnsw"))));
    return true;
  }
};

TEST_F(RowSearchArgumentTest, AnswersAsTheExactSearchDoesWhereItMissesNone) {
  if (IsRefused()) return;
  for (const std::string metric : {"cosine", "euclidean"}) {
    EXPECT_THAT(Run({"king", "aunt", "--metric", metric}), IsOk());
    const std::string exact = streams_->out();
    EXPECT_THAT(Run({"king", "aunt", "--metric", metric, "--approximate"}),
                IsOk());
    EXPECT_EQ(streams_->out(), exact);
    EXPECT_THAT(streams_->err(), HasSubstr("100.0% of the ten nearest"));
  }
  EXPECT_THAT(folder_.Names(), AllOf(Contains("model.vec.cosine.hnsw"),
                                     Contains("model.vec.euclidean.hnsw")));
}

TEST_F(RowSearchArgumentTest, SaysInJsonThatAnswersAreApproximate) {
  if (IsRefused()) return;
  EXPECT_THAT(Run({"king", "--approximate", "--effort", "40", "--json"}),
              IsOk());
  EXPECT_THAT(streams_->out(),
              HasSubstr(R"("approximate":{"effort":40,"measured_effort":16,)"));
  EXPECT_THAT(streams_->err(), HasSubstr("with effort 40"));
}

TEST_F(RowSearchArgumentTest, MakesAStaleOrDamagedIndexAgain) {
  if (IsRefused()) return;
  const std::string path = folder_.File("index");
  const std::vector<std::string> asked = {"king", "--approximate", "--index",
                                          path};
  ASSERT_THAT(Run(asked), IsOk());
  const std::string good = folder_.Read("index");
  ASSERT_THAT(Run(asked), IsOk());
  EXPECT_THAT(streams_->err(), Not(HasSubstr("made again")));

  std::vector<std::string> fewer = asked;
  fewer.insert(fewer.end(), {"--restrict-vocab", "5"});
  ASSERT_THAT(Run(fewer), IsOk());
  EXPECT_THAT(streams_->err(),
              AllOf(HasSubstr("other vectors"), HasSubstr("made again")));
  EXPECT_NE(folder_.Read("index"), good);

  folder_.Write("index", good.substr(0, good.size() / 2));
  ASSERT_THAT(Run(asked), IsOk());
  EXPECT_THAT(streams_->err(), HasSubstr("made again"));
  EXPECT_EQ(folder_.Read("index").size(), good.size());
}

TEST_F(RowSearchArgumentTest, OverwritesNoFileOfAnotherKind) {
  if (IsRefused()) return;
  const std::string path = folder_.Write("index", "my diary");
  EXPECT_THAT(Run({"king", "--approximate", "--index", path}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(path)));
  EXPECT_EQ(folder_.Read("index"), "my diary");
}

TEST_F(RowSearchArgumentTest, ServesThoughTheIndexCannotBeKept) {
  if (IsRefused()) return;
  EXPECT_THAT(Run({"king", "--approximate", "--index",
                   folder_.File("no/such/folder/index")}),
              IsOk());
  EXPECT_THAT(streams_->out(), HasSubstr("queen"));
  EXPECT_THAT(streams_->err(), HasSubstr("the index is not kept"));
}

TEST_F(RowSearchArgumentTest, RefusesOptionsThatSayNothing) {
  EXPECT_THAT(Run({"king", "--effort", "9"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("--approximate, which is missing")));
  EXPECT_THAT(Run({"king", "--approximate", "--effort", "-1"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("--effort is -1")));
}

using ApproximateAnalogyTest = FamilyCommandTest<RunAnalogy>;

TEST_F(ApproximateAnalogyTest, AnswersAnalogiesButNotByEveryMethod) {
  EXPECT_THAT(
      Run({"queen", "king", "mother", "--method", "3CosMul", "--approximate"}),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("3CosMul and PairDirection need the exact")));
  if (!HasApproximateSearch()) return;
  EXPECT_THAT(Run({"queen", "king", "mother", "father"}), IsOk());
  const std::string exact = streams_->out();
  EXPECT_THAT(Run({"queen", "king", "mother", "father", "--approximate"}),
              IsOk());
  EXPECT_EQ(streams_->out(), exact);
}

using ApproximateConceptTest = FamilyCommandTest<RunConcept>;

TEST_F(ApproximateConceptTest, AppliesConceptsToo) {
  const std::vector<std::string> asked = {"--pairs", "queen:king,aunt:uncle",
                                          "--apply", "mother"};
  EXPECT_THAT(Run(asked), IsOk());
  const std::string exact = streams_->out();
  std::vector<std::string> approximate = asked;
  approximate.push_back("--approximate");
  if (!HasApproximateSearch()) {
    EXPECT_THAT(Run(approximate),
                StatusIs(absl::StatusCode::kFailedPrecondition,
                         HasSubstr("libfaiss-dev")));
    return;
  }
  EXPECT_THAT(Run(approximate), IsOk());
  EXPECT_EQ(streams_->out(), exact);
}

}  // namespace
}  // namespace lexprobe::cli
