#!/usr/bin/env python3
"""The panels of lexprobe report that a trained model has, in a browser.

Run by ctest: report_network_test.py BUILD_FOLDER.
"""

import json
import pathlib
import shutil
import sys
import tempfile
import unittest

import browser
from succeed import succeed

LEXPROBE = pathlib.Path(sys.argv.pop()).resolve() / "bin" / "lexprobe"
CORPUS = pathlib.Path(__file__).parents[2] / "data" / "tiny.txt.gz"
# The shared table of vectors, and one of the network's own with a hidden layer.
TRAININGS = {"balanced": [],
             "collobert-weston": ["--preset", "collobert-weston"]}


def lexprobe(*words):
    return succeed(LEXPROBE, *words)


class Network(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)

    def test_sentences_score_as_they_do_on_the_command_line(self):
        for name, options in TRAININGS.items():
            with self.subTest(preset=name):
                self.check_scores(self.folder / name, options)

    def check_scores(self, model, options):
        lexprobe("train", "--corpus", CORPUS, "--model", model, "--seed", 1,
                 "--threads", 1, "--min-count", 1, "--dim", 10, *options)
        page = model / "page.html"
        lexprobe("report", "--model", model, "--output", page)
        sentence = "The people of Germany speak German."
        shown, unknown, short, sections = browser.check(
            page, {"do": "sentence", "text": sentence},
            {"do": "sentence", "text": "the people of xyzzy speak german"},
            {"do": "sentence", "text": "the people"}, {"do": "page"})
        [expected] = json.loads(lexprobe("score", "--model", model, "--json",
                                         sentence))
        self.assertEqual([row[0] for row in shown["scores"]],
                         [" ".join(each["words"])
                          for each in expected["ngrams"]])
        for row, each in zip(shown["scores"], expected["ngrams"]):
            self.assertAlmostEqual(float(row[2]), each["probability"],
                                   delta=5e-3)
        self.assertIn("xyzzy", unknown["message"])
        self.assertIn("Needs at least", short["message"])
        self.assertIn("sentences", sections["shown"])


if __name__ == "__main__":
    unittest.main()
