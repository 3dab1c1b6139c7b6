#include "lexprobe/report/png.h"

#include <cstdlib>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lexprobe/report/svg_chart.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// PATH for the time of a test.
class PathGuard {
 public:
  explicit PathGuard(const char* path) : before_(std::getenv("PATH")) {
    setenv("PATH", path, 1);
  }
  ~PathGuard() { setenv("PATH", before_.c_str(), 1); }

 private:
  std::string before_;
};

TEST(PngTest, SaysWhichPackageIsMissing) {
  const PathGuard guard("/nowhere:relative:");
  EXPECT_THAT(PngFromSvg("<svg/>"),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("librsvg2-bin")));
}

TEST(PngTest, RendersAChart) {
  Figure figure;
  figure.charts.emplace_back();
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const std::string png,
                                PngFromSvg(ToSvg(figure), 2));
  EXPECT_THAT(png, StartsWith("\x89PNG\r\n"));
  // Width in the header, big-endian: twice the chart's 420.
  EXPECT_EQ(png.substr(16, 4), std::string("\0\0\x03\x48", 4));
}

TEST(PngTest, PassesOnWhyAnImageIsRefused) {
  EXPECT_THAT(PngFromSvg("this is no image"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("rsvg-convert refuses the image")));
}

}  // namespace
}  // namespace lexprobe
