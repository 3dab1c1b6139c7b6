#!/usr/bin/env python3
"""What `lexprobe train` makes of its options, as a user gives them.

Run by ctest: train_test.py BUILD_FOLDER.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

LEXPROBE = pathlib.Path(sys.argv.pop()).resolve() / "bin" / "lexprobe"
TINY = pathlib.Path(__file__).resolve().parents[2] / "data" / "tiny.txt"


class Train(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def train(self, model, *options):
        return subprocess.run(
            [LEXPROBE, "train", "--corpus", TINY, "--model", self.root / model,
             "--min-count", "1", *options], text=True, timeout=300,
            stdin=subprocess.DEVNULL, capture_output=True)

    def options_of(self, model):
        return json.loads((self.root / model / "run.json").read_text())["options"]

    def test_a_list_of_thresholds_names_the_one_that_is_wrong(self):
        for given, said in (("1e-4,often", '--subsample: "often" where a number '
                             'from 0 to 1 is meant'),
                            ("1e-4,", '--subsample: "" where'),
                            ("1e-4,2", "subsample is 2; it must be from 0 to 1")):
            with self.subTest(given):
                done = self.train("wrong", "--subsample", given)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertIn(said, done.stderr)
                self.assertFalse((self.root / "wrong").exists())

    def test_it_joins_two_replicas_that_differ_in_their_threshold(self):
        self.assertEqual(self.train("usual").returncode, 0)
        options = self.options_of("usual")
        self.assertEqual(options["replicas"], 2)
        self.assertEqual(options["subsample"], [3e-4, 3e-5])

    def test_what_begins_from_vectors_has_one_replica_of_as_many_epochs(self):
        self.assertEqual(self.train("old").returncode, 0)
        done = self.train("new", "--init-from", self.root / "old")
        self.assertEqual(done.returncode, 0, done.stderr)
        options = self.options_of("new")
        self.assertNotIn("replicas", options)
        self.assertEqual(options["epochs"], 6)


if __name__ == "__main__":
    unittest.main()
