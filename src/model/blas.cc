#include "lexprobe/model/blas.h"

#include <sys/mman.h>

#include <vector>

#include "absl/strings/str_cat.h"
#include "cblas.h"

// What OpenBLAS itself calls for the buffers of a call; in no header.
extern "C" {
void* blas_memory_alloc(int purpose);
void blas_memory_free(void* buffer);
}

namespace lexprobe {
namespace {

constexpr size_t kBlasBufferBytes = size_t{128} << 20;

}  // namespace

void UseSingleThreadedBlas() { openblas_set_num_threads(1); }

absl::Status ReserveBlasMemory(int threads) {
  const size_t bytes = kBlasBufferBytes * static_cast<size_t>(threads);
  void* const trial = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (trial == MAP_FAILED) {
    return absl::ResourceExhaustedError(absl::StrCat(
        "not enough memory: the matrix library wants ", bytes >> 20,
        " MB of address space for ", threads,
        " threads; fewer threads want less, as does a higher `ulimit -v`"));
  }
  munmap(trial, bytes);
  // They stay with OpenBLAS, which gives them to the threads.
  std::vector<void*> buffers;
  for (int i = 0; i < threads; ++i) buffers.push_back(blas_memory_alloc(0));
  for (void* const buffer : buffers) blas_memory_free(buffer);
  return absl::OkStatus();
}

std::string BlasDescription() {
  return absl::StrCat(openblas_get_config(), " (", openblas_get_corename(),
                      "), ", openblas_get_num_threads(), " thread a call");
}

}  // namespace lexprobe
