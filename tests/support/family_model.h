// A tiny model file that knows a family: the second axis is gender, the third
// age or rank.

#ifndef LEXPROBE_TESTS_SUPPORT_FAMILY_MODEL_H_
#define LEXPROBE_TESTS_SUPPORT_FAMILY_MODEL_H_

namespace lexprobe {

// word2vec text.
inline constexpr char kFamilyModel[] =
    "9 3\n"
    "king 3 1 2\n"
    "queen 3 -1 2\n"
    "uncle 2 1 0\n"
    "aunt 2 -1 0\n"
    "father 1 1 -1\n"
    "mother 1 -1 -1\n"
    "tree -5 0 0.5\n"
    "Paris -4 0 3\n"
    "well-known -1 0 3\n";

}  // namespace lexprobe

#endif  // LEXPROBE_TESTS_SUPPORT_FAMILY_MODEL_H_
