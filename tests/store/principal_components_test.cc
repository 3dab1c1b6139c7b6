#include "lexprobe/store/principal_components.h"

#include <cmath>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/base/random.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(PrincipalComponentsTest, FindsTheLineOnWhichPointsLie) {
  // On the line (1, 2) + t (3, -4), t = -1, 0, 1.
  const std::vector<float> points = {-2, 6, 1, 2, 4, -2};
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const PrincipalComponents components,
                                PrincipalComponentsOf(points, 2, 2));
  EXPECT_THAT(components.mean,
              ElementsAre(DoubleNear(1, 1e-12), DoubleNear(2, 1e-12)));
  EXPECT_NEAR(components.directions[0], -0.6, 1e-12);
  EXPECT_NEAR(components.directions[1], 0.8, 1e-12);
  EXPECT_NEAR(components.variances[0], 50.0 / 3, 1e-12);
  EXPECT_NEAR(components.variances[1], 0, 1e-12);
  EXPECT_NEAR(components.total_variance, 50.0 / 3, 1e-12);
}

TEST(PrincipalComponentsTest, FindsAPlantedDirectionInNoise) {
  Random random(2);
  const int dim = 20;
  std::vector<float> points;
  for (int row = 0; row < 20000; ++row) {
    const double along = 5 * random.Normal();
    for (int i = 0; i < dim; ++i) {
      points.push_back(
          static_cast<float>(random.Normal() + (i == 7 ? along : 0)));
    }
  }
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const PrincipalComponents components,
                                PrincipalComponentsOf(points, dim, 1));
  EXPECT_GT(components.directions[7], 0.999);
  EXPECT_NEAR(components.variances[0], 26, 1);
}

TEST(PrincipalComponentsTest, DoesNotDependOnTheNumberOfThreads) {
  Random random(2);
  std::vector<float> points(7 * 10000);
  for (float& number : points) number = static_cast<float>(random.Normal());
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const PrincipalComponents one,
                                PrincipalComponentsOf(points, 7, 7, 1));
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const PrincipalComponents four,
                                PrincipalComponentsOf(points, 7, 7, 4));
  EXPECT_EQ(one.directions, four.directions);
  EXPECT_EQ(one.variances, four.variances);
}

TEST(PrincipalComponentsTest, RefusesWhatHasNone) {
  const std::vector<float> points = {1, 2, 3, 4};
  const absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
  EXPECT_THAT(PrincipalComponentsOf(points, 2, 3),
              StatusIs(kInvalid, HasSubstr("allowed are 0 to 2")));
  EXPECT_THAT(PrincipalComponentsOf(points, 2, -1),
              StatusIs(kInvalid, HasSubstr("-1 principal components")));
  EXPECT_THAT(PrincipalComponentsOf({}, 2, 1),
              StatusIs(kInvalid, HasSubstr("no vectors")));
  EXPECT_THAT(PrincipalComponentsOf(points, 1025, 1),
              StatusIs(kInvalid, HasSubstr("allowed are 1 to 1024")));
}

}  // namespace
}  // namespace lexprobe
