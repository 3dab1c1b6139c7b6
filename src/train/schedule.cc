#include "lexprobe/train/schedule.h"

#include <algorithm>

namespace lexprobe {

double RateShare(double done, double warm_up, double final_share) {
  if (done < warm_up) return std::max(done / warm_up, 1e-3);
  const double rest = warm_up < 1 ? (1 - done) / (1 - warm_up) : 0;
  return std::max(final_share, rest);
}

}  // namespace lexprobe
