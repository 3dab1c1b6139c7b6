// Runs code once for each instruction set that this processor and the
// compiled kernels share.

#ifndef LEXPROBE_TESTS_SUPPORT_INSTRUCTION_SETS_H_
#define LEXPROBE_TESTS_SUPPORT_INSTRUCTION_SETS_H_

#include <cstdint>

#include "gtest/gtest.h"
#include "hwy/highway.h"

namespace lexprobe {

template <typename Function>
void ForEachInstructionSet(const Function& function) {
  for (const int64_t target : hwy::SupportedAndGeneratedTargets()) {
    SCOPED_TRACE(hwy::TargetName(target));
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    function();
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_SUPPORT_INSTRUCTION_SETS_H_
