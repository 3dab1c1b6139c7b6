#include "lexprobe/oscillator/network_parts.h"

#include <cmath>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "lexprobe/base/status_macros.h"

namespace lexprobe {
namespace {

Scaling NoScaling(size_t width) {
  return {std::vector<double>(width, 0.0), std::vector<double>(width, 1.0)};
}

// Half the width of the uniform distribution of a layer's weights.
double StartingBound(const NetworkOptions& options, bool first, size_t inputs) {
  const double width = static_cast<double>(inputs);
  const double scale = first ? options.first_layer_scale : 1;
  if (options.activation != NetworkActivation::kSine)
    return scale / std::sqrt(width);
  return first ? scale / width : std::sqrt(6 / width);
}

void FillUniform(absl::Span<float> values, double bound, Random& random) {
  for (float& value : values) {
    value = static_cast<float>(bound * (2 * random.Uniform() - 1));
  }
}

void FillFrequencies(absl::Span<float> values, double highest) {
  const double step = highest / static_cast<double>(values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    values[i] = static_cast<float>(step * static_cast<double>(i + 1));
  }
}

absl::Status CheckScaling(absl::string_view name, const Scaling& scaling,
                          size_t width) {
  if (scaling.offset.size() != width || scaling.scale.size() != width) {
    return absl::InvalidArgumentError(absl::StrCat(
        name, " scaling has ", scaling.offset.size(), " offsets and ",
        scaling.scale.size(), " scales where ", width, " are needed"));
  }
  for (size_t i = 0; i < width; ++i) {
    if (!std::isfinite(scaling.offset[i]) || !(scaling.scale[i] > 0) ||
        !std::isfinite(scaling.scale[i])) {
      return absl::InvalidArgumentError(absl::StrCat(
          name, " scaling ", i + 1, " is offset ", scaling.offset[i],
          ", scale ", scaling.scale[i], "; it must be finite, and above 0"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckParameters(const std::vector<ParameterBlock>& blocks,
                             const std::vector<float>& parameters) {
  const size_t needed = blocks.back().begin + blocks.back().size();
  if (parameters.size() != needed) {
    return absl::InvalidArgumentError(
        absl::StrCat("there are ", parameters.size(),
                     " parameters where the options need ", needed));
  }
  for (const ParameterBlock& block : blocks) {
    for (size_t i = 0; i < block.size(); ++i) {
      if (std::isfinite(parameters[block.begin + i])) continue;
      return absl::InvalidArgumentError(absl::StrCat(
          block.name, ": number ", i + 1, " of ", block.size(), " is ",
          parameters[block.begin + i], "; it must be finite"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Validate(const NetworkParts& parts) {
  LEXPROBE_RETURN_IF_ERROR(Validate(parts.options));
  const NetworkKind kind = parts.options.kind;
  LEXPROBE_RETURN_IF_ERROR(CheckScaling("input", parts.inputs, InputsOf(kind)));
  LEXPROBE_RETURN_IF_ERROR(
      CheckScaling("output", parts.outputs, OutputsOf(kind)));
  return CheckParameters(ParameterBlocks(parts.options), parts.parameters);
}

absl::StatusOr<NetworkParts> StartingParts(const NetworkOptions& options,
                                           Random random) {
  LEXPROBE_RETURN_IF_ERROR(Validate(options));
  NetworkParts parts{options,
                     {},
                     NoScaling(InputsOf(options.kind)),
                     NoScaling(OutputsOf(options.kind))};
  const std::vector<ParameterBlock> blocks = ParameterBlocks(options);
  parts.parameters.resize(blocks.back().begin + blocks.back().size());
  const absl::Span<float> all(parts.parameters);
  bool first = true;
  double bound = 0;
  for (const ParameterBlock& block : blocks) {
    const absl::Span<float> values = all.subspan(block.begin, block.size());
    if (block.name == "frequencies") {
      FillFrequencies(values, options.highest_frequency);
      continue;
    }
    if (block.rows > 1 || block.name.ends_with("weights")) {
      bound = StartingBound(options, first, block.columns);
      first = false;
    }
    FillUniform(values, bound, random);
  }
  return parts;
}

}  // namespace lexprobe
