#include "cli/vector_width.h"

#include <cstdint>

// Highway compiles this file once a target.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "cli/vector_width.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace lexprobe::cli {
namespace HWY_NAMESPACE {

VectorWidth WidthOfTarget() {
  const hwy::HWY_NAMESPACE::ScalableTag<uint8_t> bytes;
  return {hwy::TargetName(HWY_TARGET),
          8 * static_cast<int>(hwy::HWY_NAMESPACE::Lanes(bytes))};
}

}  // namespace HWY_NAMESPACE
}  // namespace lexprobe::cli
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lexprobe::cli {

HWY_EXPORT(WidthOfTarget);

VectorWidth WidestVectors() { return HWY_DYNAMIC_DISPATCH(WidthOfTarget)(); }

}  // namespace lexprobe::cli
#endif  // HWY_ONCE
