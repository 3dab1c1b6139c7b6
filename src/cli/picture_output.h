// --output of commands that draw: a file whose name says what it is to be.

#ifndef LEXPROBE_CLI_PICTURE_OUTPUT_H_
#define LEXPROBE_CLI_PICTURE_OUTPUT_H_

#include <string>

#include "absl/status/status.h"
#include "cli/options.h"
#include "cli/streams.h"
#include "lexprobe/report/svg_chart.h"

namespace lexprobe::cli {

void AddPictureOption(std::string& output, po::options_description& options);

// InvalidArgument unless it ends in .svg or .png.
absl::Status CheckPictureName(const std::string& output);

// Writes the figure as the name says, and tells io.err. Errors of PngFromSvg()
// and of writing.
// REQUIRES: CheckPictureName(output) is OK
absl::Status WritePicture(const Figure& figure, const std::string& output,
                          Streams& io);

}  // namespace lexprobe::cli

#endif  // LEXPROBE_CLI_PICTURE_OUTPUT_H_
