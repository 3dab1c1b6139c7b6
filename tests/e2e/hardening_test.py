#!/usr/bin/env python3
"""The optimised programs are hardened as the build promises.

Run by ctest: hardening_test.py BUILD_FOLDER.
"""

import pathlib
import sys
import unittest

from succeed import succeed

BIN = pathlib.Path(sys.argv.pop()).resolve() / "bin"
PROGRAMS = [path for path in (BIN / "lexprobe", BIN / "lexprobe-train")
            if path.exists()]


class Hardening(unittest.TestCase):

    def assert_in_each(self, pattern, *readelf):
        self.assertTrue(PROGRAMS)
        for program in PROGRAMS:
            with self.subTest(program=program.name):
                self.assertRegex(succeed("readelf", "--wide", *readelf, program),
                                 pattern)

    def test_they_can_be_loaded_anywhere(self):
        self.assert_in_each(r"Type: +DYN", "--file-header")
        self.assert_in_each(r"Flags: .*\bPIE\b", "--dynamic")

    def test_what_the_linker_has_settled_is_read_only(self):
        self.assert_in_each(r"\bGNU_RELRO\b", "--program-headers")
        self.assert_in_each(r"\bBIND_NOW\b|Flags: .*\bNOW\b", "--dynamic")

    def test_the_stack_is_guarded_and_holds_no_code(self):
        self.assert_in_each(r"\b__stack_chk_fail\b", "--dyn-syms")
        self.assert_in_each(r"GNU_STACK(?: +0x\w+){5} +RW ", "--program-headers")

    def test_calls_into_the_c_library_check_their_bounds(self):
        self.assert_in_each(r"\b__(?!stack)\w+_chk\b", "--dyn-syms")


if __name__ == "__main__":
    unittest.main()
