// The matrix library that training calls (OpenBLAS): one thread a call, and
// its memory beforehand.
//
// Not thread-safe: call these before training threads start.

#ifndef LEXPROBE_MODEL_BLAS_H_
#define LEXPROBE_MODEL_BLAS_H_

#include <string>

#include "absl/status/status.h"

namespace lexprobe {

// Makes each BLAS call run on the thread that makes it.
void UseSingleThreadedBlas();

// Takes the buffers that `threads` threads will need at once. OpenBLAS has 128
// MB of address space for each thread that calls it (little of it becomes
// memory), and where the system has no more it asks again and again, for ever,
// instead of failing; so they are taken before it can come to that.
// ResourceExhausted if they do not fit. REQUIRES: threads >= 1
absl::Status ReserveBlasMemory(int threads);

// "OpenBLAS 0.3.21 SkylakeX": for the start-up log.
std::string BlasDescription();

}  // namespace lexprobe

#endif  // LEXPROBE_MODEL_BLAS_H_
