#include "text/byte_kernels.h"

// Compiled once for each instruction set: Highway includes this file again
// through foreach_target.h.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "text/byte_kernels.cc"
#include "hwy/foreach_target.h"  // must come before highway.h
//
#include "hwy/highway.h"

#include <algorithm>
#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace lexprobe {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Lines are short, so that longer vectors gain nothing.
using Bytes = hn::CappedTag<uint8_t, 32>;
using Vec = hn::Vec<Bytes>;
constexpr size_t kMostLanes = 32;

HWY_INLINE auto IsWithin(Vec bytes, char first, uint8_t count) {
  const Bytes d;
  return hn::Lt(hn::Sub(bytes, hn::Set(d, static_cast<uint8_t>(first))),
                hn::Set(d, count));
}

class AsciiCopier {
 public:
  explicit AsciiCopier(bool fold) : fold_(hn::Set(d_, fold ? 0x20 : 0)) {}

  // A whole vector from `in` to `out`.
  HWY_INLINE void Copy(const uint8_t* in, uint8_t* out) {
    const Vec bytes = hn::LoadU(d_, in);
    const auto capital = IsWithin(bytes, 'A', 26);
    const auto control = hn::Or(hn::Lt(bytes, hn::Set(d_, 0x20)),
                                hn::Eq(bytes, hn::Set(d_, 0x7f)));
    const Vec visible = hn::IfThenElse(control, hn::Set(d_, 0x20), bytes);
    hn::StoreU(hn::Or(visible, hn::IfThenElseZero(capital, fold_)), d_, out);
    seen_ = hn::Or(seen_, bytes);
    capitals_ = hn::Or(capitals_, hn::VecFromMask(d_, capital));
    least_ = hn::Min(least_, bytes);
  }

  AsciiCopy Result() const {
    const Vec zero = hn::Zero(d_);
    return {.all_ascii = hn::AllTrue(d_, hn::Lt(seen_, hn::Set(d_, 0x80))),
            .has_capitals = !hn::AllTrue(d_, hn::Eq(capitals_, zero)),
            .has_nul = !hn::AllFalse(d_, hn::Eq(least_, zero))};
  }

 private:
  const Bytes d_;
  const Vec fold_;  // what makes a capital small
  Vec seen_ = hn::Zero(Bytes());
  Vec capitals_ = hn::Zero(Bytes());
  Vec least_ = hn::Set(Bytes(), 0xff);
};

AsciiCopy CopyAsciiImpl(const char* in, size_t size, bool fold, char* out) {
  const size_t lanes = hn::Lanes(Bytes());
  const auto* bytes = reinterpret_cast<const uint8_t*>(in);
  auto* copies = reinterpret_cast<uint8_t*>(out);
  AsciiCopier copier(fold);
  size_t i = 0;
  for (; i + lanes <= size; i += lanes) copier.Copy(bytes + i, copies + i);
  if (i < size) {
    alignas(kMostLanes) uint8_t rest[kMostLanes];
    std::memset(rest, ' ', kMostLanes);
    std::memcpy(rest, bytes + i, size - i);
    copier.Copy(rest, rest);
    std::memcpy(copies + i, rest, size - i);
  }
  return copier.Result();
}

HWY_INLINE void MarkSome(const uint8_t* bytes, uint8_t* bits) {
  const Bytes d;
  const Vec some = hn::LoadU(d, bytes);
  const auto letter = IsWithin(hn::Or(some, hn::Set(d, 0x20)), 'a', 26);
  const auto beyond = hn::Gt(some, hn::Set(d, 0x7f));
  hn::StoreMaskBits(d, hn::Or(letter, beyond), bits);
}

void MarkLettersImpl(const char* text, size_t size, uint8_t* bits) {
  const size_t lanes = hn::Lanes(Bytes());
  const auto* bytes = reinterpret_cast<const uint8_t*>(text);
  size_t i = 0;
  for (; i + lanes <= size; i += lanes) MarkSome(bytes + i, bits + i / 8);
  if (i == size) return;
  alignas(kMostLanes) uint8_t rest[kMostLanes] = {};
  std::memcpy(rest, bytes + i, size - i);
  MarkSome(rest, bits + i / 8);
}

size_t CountBytesImpl(const char* text, size_t size, char byte) {
  const Bytes d;
  const size_t lanes = hn::Lanes(d);
  const auto* bytes = reinterpret_cast<const uint8_t*>(text);
  const Vec wanted = hn::Set(d, static_cast<uint8_t>(byte));
  size_t count = 0;
  size_t i = 0;
  for (; i + lanes <= size; i += lanes) {
    count += hn::CountTrue(d, hn::Eq(hn::LoadU(d, bytes + i), wanted));
  }
  for (; i < size; ++i) count += text[i] == byte ? 1 : 0;
  return count;
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace lexprobe
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace lexprobe {

HWY_EXPORT(CopyAsciiImpl);
HWY_EXPORT(MarkLettersImpl);
HWY_EXPORT(CountBytesImpl);

AsciiCopy CopyAscii(const char* in, size_t size, bool fold, char* out) {
  return HWY_DYNAMIC_DISPATCH(CopyAsciiImpl)(in, size, fold, out);
}

void MarkLetters(const char* text, size_t size, uint8_t* bits) {
  HWY_DYNAMIC_DISPATCH(MarkLettersImpl)(text, size, bits);
}

size_t CountBytes(const char* text, size_t size, char byte) {
  return HWY_DYNAMIC_DISPATCH(CountBytesImpl)(text, size, byte);
}

}  // namespace lexprobe

#endif  // HWY_ONCE
