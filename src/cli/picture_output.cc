#include "cli/picture_output.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/bound_option.h"
#include "cli/terminal.h"
#include "lexprobe/base/file.h"
#include "lexprobe/base/status_macros.h"
#include "lexprobe/report/png.h"

namespace lexprobe::cli {

void AddPictureOption(std::string& output, po::options_description& options) {
  options.add_options()("output", po::value(&output)->value_name("FILE"),
                        "the picture to write: .svg, or .png (by rsvg-convert, "
                        "Debian's librsvg2-bin)");
}

absl::Status CheckPictureName(const std::string& output) {
  if (output.empty()) {
    return absl::InvalidArgumentError("--output is missing: the file to write");
  }
  if (absl::EndsWith(output, ".svg") || absl::EndsWith(output, ".png")) {
    return absl::OkStatus();
  }
  return WrongValue("output", output, "a name that ends in .svg or .png");
}

absl::Status WritePicture(const Figure& figure, const std::string& output,
                          Streams& io) {
  std::string bytes = ToSvg(figure);
  if (absl::EndsWith(output, ".png")) {
    LEXPROBE_ASSIGN_OR_RETURN(bytes, PngFromSvg(bytes));
  }
  LEXPROBE_RETURN_IF_ERROR(WriteFile(output, bytes));
  io.err << WithoutControls(absl::StrCat("written to ", output)) << "\n";
  return absl::OkStatus();
}

}  // namespace lexprobe::cli
