#include "lexprobe/oscillator/page.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/oscillator/figure.h"
#include "lexprobe/oscillator/subject.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string Page(const std::string& model) {
  OscillatorSubject subject = ExactSubject({}, {.starts = 20});
  subject.name = model;
  const HypothesisRun run =
      *TestOscillator(*ReadHypotheses({std::string(LEXPROBE_DATA_DIR) +
                                       "/hypotheses/oscillator.toml"}),
                      subject, {}, Correction::kHolm);
  return OscillatorPage({subject,
                         {},
                         OscillatorFigure(subject, {}, Random(1)),
                         run,
                         {.shrinkage = -0.031,
                          .scatter = 0.019,
                          .total = -0.012,
                          .trajectory_error = 0.1,
                          .energy_error = 0.3}});
}

TEST(PageTest, HoldsFigureVerdictsAndBias) {
  const std::string page = Page("exact");
  EXPECT_THAT(page, StartsWith("<!DOCTYPE html>"));
  EXPECT_THAT(page, HasSubstr("<svg "));
  EXPECT_THAT(page, HasSubstr("<td class=\"supported\">supported</td>"));
  EXPECT_THAT(page, HasSubstr("<td class=\"refuted\">refuted</td>"));
  EXPECT_THAT(page, HasSubstr("1.2% too low"));
  EXPECT_THAT(page, HasSubstr("3 of 3 controls refuted, as they must be."));
}

TEST(PageTest, RefersToNothingOutsideOfItself) {
  std::string page = Page("exact");
  const std::string name_space = "http://www.w3.org/2000/svg";
  page.erase(page.find(name_space), name_space.size());
  EXPECT_THAT(page, Not(HasSubstr("http")));
  EXPECT_THAT(page, Not(HasSubstr("src=")));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
}

TEST(PageTest, EscapesTheNameOfTheModel) {
  const std::string page = Page("<b>&");
  EXPECT_THAT(page, HasSubstr("&lt;b&gt;&amp;"));
  EXPECT_THAT(page, Not(HasSubstr("<b>&")));
}

TEST(PageTest, SaysInWhichDirectionTheEnergyIsWrong) {
  EXPECT_EQ(
      DescribeBias({.shrinkage = -0.0306, .scatter = 0.0188, .total = -0.0118}),
      "the energy comes out 1.18% too low: its part along the exact "
      "state (shrinkage toward the mean, if negative) is -3.06%, that "
      "of scatter +1.88%");
  EXPECT_THAT(DescribeBias({.scatter = 0.02, .total = 0.02}),
              HasSubstr("2% too high"));
}

}  // namespace
}  // namespace lexprobe
