#include "lexprobe/model/model_options.h"

#include <cmath>
#include <limits>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "model/gradient_check.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;

TEST(ModelOptionsTest, ABilinearUnitTakesTwoNumbers) {
  for (const Activation activation : kAllActivations) {
    const ModelOptions options = {5, 50, 64, activation};
    EXPECT_EQ(options.first_width(),
              activation == Activation::kBilinear ? 128 : 64);
  }
}

TEST(ModelOptionsTest, NamesAndValuesAreOneToOne) {
  for (const Activation activation : kAllActivations) {
    EXPECT_THAT(ActivationFromName(NameOf(activation)),
                IsOkAndHolds(activation));
  }
  for (const Loss loss : kAllLosses) {
    EXPECT_THAT(LossFromName(NameOf(loss)), IsOkAndHolds(loss));
  }
}

TEST(ModelOptionsTest, AnUnknownNameIsShownBesideTheAllowedOnes) {
  EXPECT_THAT(
      ActivationFromName("gelu"),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("activation is \"gelu\"; allowed: tanh, hardtanh, "
                         "relu, bilinear")));
  EXPECT_THAT(
      LossFromName(""),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("loss is \"\"; allowed: logistic, softmax, hinge")));
}

TEST(ModelOptionsTest, AcceptsTheEndsOfEveryRange) {
  EXPECT_THAT(Validate(ModelOptions{}), IsOk());
  EXPECT_THAT(Validate(ModelOptions{2, 1, 1, Activation::kTanh}), IsOk());
  EXPECT_THAT(Validate(ModelOptions{15, 4096, 8192, Activation::kTanh}),
              IsOk());
  EXPECT_THAT(Validate(LossOptions{}), IsOk());
  EXPECT_THAT(Validate(LossOptions{Loss::kLogistic, 1e6}), IsOk());
}

TEST(ModelOptionsTest, NamesTheOptionThatIsOutOfRange) {
  const struct {
    ModelOptions options;
    const char* message;
  } cases[] = {
      {{1, 50, 64}, "order is 1; it must be from 2 to 15"},
      {{16, 50, 64}, "order is 16; it must be from 2 to 15"},
      {{5, 0, 64}, "dim is 0; it must be from 1 to 4096"},
      {{5, 4097, 64}, "dim is 4097; it must be from 1 to 4096"},
      {{5, 50, 0}, "hidden is 0; it must be from 1 to 8192"},
      {{5, 50, 8193}, "hidden is 8193; it must be from 1 to 8192"},
  };
  for (const auto& bad : cases) {
    EXPECT_THAT(
        Validate(bad.options),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(bad.message)));
  }
}

TEST(LossOptionsTest, RefusesAKappaThatIsNoWeight) {
  for (const double kappa : {0.0, -1.0, 1.1e6, std::nan(""),
                             std::numeric_limits<double>::infinity()}) {
    EXPECT_THAT(Validate(LossOptions{Loss::kLogistic, kappa}),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr("it must be above 0, to 1000000")));
  }
}

}  // namespace
}  // namespace lexprobe
