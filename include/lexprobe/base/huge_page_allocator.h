// HugePageAllocator: memory for large tables that are read at random places.
//
// With pages of 4 KiB each such read also misses the processor's cache of page
// addresses (TLB); with pages of 2 MiB it does not. Linux is asked for them
// (madvise(2), MADV_HUGEPAGE), and gives them if it has any.
//
// Thread-safe.

#ifndef LEXPROBE_BASE_HUGE_PAGE_ALLOCATOR_H_
#define LEXPROBE_BASE_HUGE_PAGE_ALLOCATOR_H_

#include <sys/mman.h>

#include <cstddef>
#include <new>

namespace lexprobe {

template <typename T>
class HugePageAllocator {
 public:
  using value_type = T;

  HugePageAllocator() = default;
  template <typename U>
  explicit HugePageAllocator(const HugePageAllocator<U>&) {}

  // Smaller blocks come from the ordinary heap.
  T* allocate(size_t count) {
    const size_t bytes = count * sizeof(T);
    if (bytes < kPage) return static_cast<T*>(::operator new(bytes));
    void* const memory = ::operator new (bytes, std::align_val_t{kPage});
    madvise(memory, bytes, MADV_HUGEPAGE);  // a hint: it may be refused
    return static_cast<T*>(memory);
  }

  void deallocate(T* memory, size_t count) {
    if (count * sizeof(T) < kPage) return ::operator delete(memory);
    ::operator delete (memory, std::align_val_t{kPage});
  }

  template <typename U>
  bool operator==(const HugePageAllocator<U>&) const {
    return true;
  }

 private:
  static constexpr size_t kPage = size_t{1} << 21;
};

}  // namespace lexprobe

#endif  // LEXPROBE_BASE_HUGE_PAGE_ALLOCATOR_H_
