#include "lexprobe/base/random.h"

#include <cmath>

#include "xxhash.h"

namespace lexprobe {
namespace {

// SplitMix64 (Steele, Lea & Flood 2014).
uint64_t SplitMix(uint64_t* x) {
  uint64_t z = (*x += 0x9e3779b97f4a7c15ULL);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

constexpr double kTwoPi = 6.283185307179586476925286766559;

}  // namespace

Random::Random(uint64_t seed) : seed_(seed) {
  uint64_t x = seed;
  for (uint64_t& word : state_) word = SplitMix(&x);
}

Random Random::Fork(absl::string_view purpose, uint64_t index) const {
  uint64_t x = seed_ ^ XXH3_64bits(purpose.data(), purpose.size());
  const uint64_t mixed = SplitMix(&x);
  x = mixed ^ index;
  return Random(SplitMix(&x));
}

double Random::Normal() {
  const double radius = std::sqrt(-2.0 * std::log(1.0 - Uniform()));
  return radius * std::cos(kTwoPi * Uniform());
}

}  // namespace lexprobe
