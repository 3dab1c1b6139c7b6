#!/bin/bash
# Fails, naming the places, when a tracked C++ file is not as clang-format 14
# would write it. `tools/check_format.sh --fix` writes it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Other releases of clang-format disagree about details.
formatter=clang-format-14
command -v "$formatter" > /dev/null || formatter=clang-format
how=(--dry-run -Werror)
if [[ ${1:-} == --fix ]]; then
  how=(-i)
fi
git ls-files -z '*.h' '*.cc' | xargs -0 -n 40 -P "$(nproc)" "$formatter" "${how[@]}"
