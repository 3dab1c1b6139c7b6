#!/usr/bin/env python3
"""What was put into the embedded corpus is learned from it, and nothing else.

A model is trained on data/world, and one on the same words in random order.
The hypotheses beside the corpus must be supported on the first but for the
controls, and on the second none at all. The first's network must prefer the
held-out sentences that make sense, and the second's none.

Run by ctest: learned_test.py BUILD_FOLDER.
"""

import gzip
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

LEXPROBE = pathlib.Path(sys.argv.pop()).resolve() / "bin" / "lexprobe"
ROOT = pathlib.Path(__file__).resolve().parents[2]
WORLD = ROOT / "data" / "world"
HELD_OUT = ROOT / "tools" / "world" / "heldout.txt"


def lexprobe(*arguments):
    return subprocess.run([LEXPROBE, *arguments], check=True, text=True,
                          timeout=500, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout


def train(corpus, model, validity_epochs=0):
    """Repeatably; word vectors only, unless told otherwise."""
    lexprobe("train", "--corpus", corpus, "--model", model, "--preset", "fast",
             "--validity-epochs", str(validity_epochs), "--threads", "1",
             "--seed", "3")


def write_shuffled(path):
    """The corpus with its words in random order; lines stay as long."""
    with gzip.open(WORLD / "world.txt.gz", "rt", encoding="utf-8") as file:
        lines = [line.split() for line in file]
    words = [word for line in lines for word in line]
    random.Random(1).shuffle(words)
    left = iter(words)
    with open(path, "w", encoding="utf-8") as file:
        for line in lines:
            file.write(" ".join(next(left) for _ in line) + "\n")


def tested(model):
    report = json.loads(lexprobe("test", "--model", model,
                                 WORLD / "hypotheses.toml", "--json"))
    return {h["name"]: h for h in report["hypotheses"]}


class Learned(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.root = pathlib.Path(folder.name)
        cls.model = cls.root / "world"
        train(WORLD / "world.txt.gz", cls.model)
        cls.found = tested(cls.model)

    def test_the_truth_is_supported_and_the_controls_are_not(self):
        self.assertGreaterEqual(len(self.found), 10)
        for name, hypothesis in self.found.items():
            with self.subTest(name):
                if name.startswith("control-"):
                    self.assertNotEqual(hypothesis["verdict"], "supported")
                else:
                    self.assertEqual(hypothesis["verdict"], "supported",
                                     hypothesis["reason"])
                self.assertEqual(hypothesis["units"],
                                 hypothesis["units_given"])

    def test_nothing_is_learned_from_words_in_random_order(self):
        write_shuffled(self.root / "shuffled.txt")
        train(self.root / "shuffled.txt", self.root / "shuffled")
        supported = {name: hypothesis["reason"] for name, hypothesis
                     in tested(self.root / "shuffled").items()
                     if hypothesis["verdict"] == "supported"}
        self.assertEqual(supported, {})

    def test_an_exported_file_gives_the_same_evidence(self):
        for form in ("word2vec-text", "word2vec-binary", "npy"):
            with self.subTest(form):
                path = self.root / f"exported.{form}"
                lexprobe("export", "--model", self.model, "--format", form,
                         "--output", path)
                self.assertEqual(tested(path), self.found)

    def preferred(self, corpus):
        """What the network says of the sentences held out of the corpus."""
        model = self.root / f"network of {corpus.name}"
        train(corpus, model, validity_epochs=2)
        report = json.loads(lexprobe("score", "--model", model, "--json",
                                     "--minimal-pairs", HELD_OUT))
        return {group["group"]: group for group in report["groups"]}

    def test_the_network_prefers_sentences_that_make_sense(self):
        groups = self.preferred(WORLD / "world.txt.gz")
        self.assertGreaterEqual(len(groups), 4)
        self.assertLess(groups["all"]["p"], 1e-9, groups)
        for group in groups.values():
            self.assertEqual(group["scored"], group["pairs"])
            self.assertGreater(2 * group["preferred"], group["scored"], group)

    def test_after_words_in_random_order_the_network_prefers_nothing(self):
        write_shuffled(self.root / "no order.txt")
        groups = self.preferred(self.root / "no order.txt")
        self.assertGreater(groups["all"]["p"], 1e-3, groups)


if __name__ == "__main__":
    unittest.main()
