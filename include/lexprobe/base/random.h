// Random: a small seeded generator, the only source of randomness here.
//
// One --seed gives one result: every user of randomness is handed a Random,
// and Fork gives each purpose and shard a stream of its own, so that nothing
// depends on timing. The same numbers on every machine and library.
//
// Generator: xoshiro256** 1.0 (Blackman & Vigna 2018, "Scrambled linear
// pseudorandom number generators"); seeded through SplitMix64.
//
// Not thread-safe; give each thread a fork.

#ifndef LEXPROBE_BASE_RANDOM_H_
#define LEXPROBE_BASE_RANDOM_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/strings/string_view.h"

namespace lexprobe {

class Random {
 public:
  using State = std::array<uint64_t, 4>;

  explicit Random(uint64_t seed);

  // A stream that depends only on this generator's seed, `purpose` and
  // `index`, not on how much was drawn. Forks of forks are distinct too.
  Random Fork(absl::string_view purpose, uint64_t index = 0) const;

  uint64_t NextUint64() {
    const uint64_t result = Rotate(state_[1] * 5, 7) * 9;
    const uint64_t t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = Rotate(state_[3], 45);
    return result;
  }

  // Uniform in 0 .. n - 1, without modulo bias worth naming (Lemire 2019,
  // multiply-shift; bias below n / 2^64).
  // REQUIRES: n > 0
  uint64_t Below(uint64_t n) {
    return static_cast<uint64_t>((Uint128{NextUint64()} * n) >> 64);
  }

  // Uniform in [0, 1), 53 random bits.
  double Uniform() {
    return static_cast<double>(NextUint64() >> 11) * 0x1.0p-53;
  }

  // Normal with mean 0 and variance 1 (Box-Muller, one value a call).
  double Normal();

  // Fisher-Yates over anything with size() and operator[].
  template <typename Sequence>
  void Shuffle(Sequence& items) {
    for (size_t i = items.size(); i > 1; --i) {
      std::swap(items[i - 1], items[static_cast<size_t>(Below(i))]);
    }
  }

  // For checkpoints: the exact position in the stream.
  const State& state() const { return state_; }
  uint64_t seed() const { return seed_; }
  void RestoreState(const State& state) { state_ = state; }

 private:
  __extension__ using Uint128 = unsigned __int128;

  static uint64_t Rotate(uint64_t x, int k) {
    return (x << k) | (x >> (64 - k));
  }

  uint64_t seed_;
  State state_;
};

}  // namespace lexprobe

#endif  // LEXPROBE_BASE_RANDOM_H_
