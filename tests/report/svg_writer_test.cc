#include "report/svg_writer.h"

#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(SvgWriterTest, WritesOneElementOfTheSizeAskedFor) {
  const std::string svg = SvgWriter(640, 480, "a < b").Finish();
  EXPECT_THAT(svg, StartsWith("<svg xmlns=\"http://www.w3.org/2000/svg\""));
  EXPECT_THAT(svg, HasSubstr("width=\"640\" height=\"480\""));
  EXPECT_THAT(svg, HasSubstr("<title>a &lt; b</title>"));
  EXPECT_THAT(svg, EndsWith("</svg>\n"));
}

TEST(SvgWriterTest, EscapesWhatXmlWouldTakeForMarkup) {
  EXPECT_EQ(EscapeXml("<a href=\"x\">'&'</a>"),
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
  EXPECT_EQ(EscapeXml("na\xc3\xafve \xce\xb1"), "na\xc3\xafve \xce\xb1");
}

TEST(SvgWriterTest, DropsControlCharactersThatXmlForbids) {
  EXPECT_EQ(EscapeXml(absl::string_view("a\0b\x1b"
                                        "c\td",
                                        7)),
            "abc\td");
}

TEST(SvgWriterTest, LeavesOutAnEmptyText) {
  SvgWriter svg(10, 10, "");
  svg.Text(1, 2, "", {});
  EXPECT_THAT(std::move(svg).Finish(), Not(HasSubstr("<text")));
}

TEST(SvgWriterTest, GivesEachColourItsOwnDash) {
  SvgWriter svg(10, 10, "");
  svg.Path("M0 0L1 1", {.color = ChartColor::kBlue, .dashed = true});
  svg.Path("M0 0L1 1", {.color = ChartColor::kGreen, .dashed = true});
  svg.Path("M0 0L1 1", {.color = ChartColor::kSky});
  const std::string text = std::move(svg).Finish();
  EXPECT_THAT(text, HasSubstr("stroke=\"#0072b2\" stroke-width=\"1.5\" "
                              "stroke-dasharray=\"7 3\""));
  EXPECT_THAT(text, HasSubstr("stroke=\"#009e73\" stroke-width=\"1.5\" "
                              "stroke-dasharray=\"9 3 2 3\""));
  EXPECT_THAT(text, Not(HasSubstr("stroke-dasharray=\"12 4\"")));
}

}  // namespace
}  // namespace lexprobe
