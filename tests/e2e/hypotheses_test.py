#!/usr/bin/env python3
"""lexprobe test on embeddings made by hand, whose truth is known.

Run by ctest: hypotheses_test.py BUILD_FOLDER.
"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

LEXPROBE = pathlib.Path(sys.argv.pop()).resolve() / "bin" / "lexprobe"
DIM = 24
PAIRS = 14


def run(*arguments):
    return subprocess.run([LEXPROBE, "test", *arguments], text=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=300, check=False)


def make_vectors():
    """Words one0, many0, ...: many_i is one_i, an offset, and noise."""
    draw = random.Random(5)
    offset = [draw.gauss(0, 1) for _ in range(DIM)]
    vectors = {}
    for i in range(PAIRS):
        one = [draw.gauss(0, 1) for _ in range(DIM)]
        vectors[f"one{i}"] = one
        vectors[f"many{i}"] = [x + c + draw.gauss(0, 0.6)
                               for x, c in zip(one, offset)]
    for i in range(200):
        vectors[f"other{i}"] = [draw.gauss(0, 1) for _ in range(DIM)]
    return vectors


def offset_hypothesis(name, pairs, predict=()):
    def listed(rows):
        return ", ".join(f'["{a}", "{b}"]' for a, b in rows)
    text = (f'[[hypothesis]]\nname = "{name}"\nkind = "offset"\n'
            'statement = "One offset leads from one to many."\nalpha = 0.05\n'
            f'minimum_ocs = 0.1\nminimum_pcs = 0.6\nknown = [{listed(pairs)}]\n')
    return text + (f"predict = [{listed(predict)}]\n" if predict else "")


class Hypotheses(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.root = pathlib.Path(folder.name)
        cls.model = cls.root / "model.vec"
        vectors = make_vectors()
        with open(cls.model, "w", encoding="utf-8") as file:
            file.write(f"{len(vectors)} {DIM}\n")
            for word, vector in vectors.items():
                file.write(" ".join([word, *(f"{x:.6f}" for x in vector)]))
                file.write("\n")
        true_pairs = [(f"one{i}", f"many{i}") for i in range(PAIRS)]
        shuffled = [(f"one{i}", f"many{(i + 5) % PAIRS}")
                    for i in range(PAIRS)]
        cls.planted = cls.file("planted", offset_hypothesis(
            "planted", true_pairs[:-1], true_pairs[-1:]))
        cls.shuffled = cls.file("shuffled",
                                offset_hypothesis("shuffled", shuffled))
        cls.three = cls.file("three", offset_hypothesis(
            "three", true_pairs[:3]))

    @classmethod
    def file(cls, name, text):
        path = cls.root / "hypotheses" / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def verdicts(self, *arguments):
        done = run("--model", self.model, "--json", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        report = json.loads(done.stdout)
        return {h["name"]: h for h in report["hypotheses"]}, report

    def test_each_verdict_is_as_was_planted(self):
        found, report = self.verdicts(self.root / "hypotheses")
        self.assertEqual(list(found), ["planted", "shuffled", "three"])
        self.assertEqual(found["planted"]["verdict"], "supported")
        self.assertIn(found["shuffled"]["verdict"],
                      ("refuted", "inconclusive"))
        self.assertEqual(found["three"]["verdict"], "inconclusive")
        self.assertIn("needs at least 5 pairs", found["three"]["reason"])
        self.assertEqual(report["correction"], "holm")
        for hypothesis in found.values():
            self.assertGreaterEqual(hypothesis["corrected_p"],
                                    hypothesis["p"])
            self.assertTrue(hypothesis["would_change"])

    def test_the_pair_kept_back_is_predicted(self):
        found, _ = self.verdicts(self.planted)
        table = found["planted"]["tables"][-1]
        self.assertIn("predicted", table["title"])
        self.assertEqual(table["rows"][0][:3], ["one13", "many13", "1"])

    def test_the_same_seed_gives_the_same_bytes(self):
        first, again, other = (
            run("--model", self.model, self.root / "hypotheses", "--json",
                "--seed", seed).stdout for seed in ("3", "3", "4"))
        self.assertEqual(first, again)
        self.assertNotEqual(first, other)

    def test_the_exit_code_is_0_whatever_the_verdict(self):
        for path in (self.planted, self.shuffled, self.three):
            self.assertEqual(run("--model", self.model, path).returncode, 0)

    def test_expect_makes_it_a_check(self):
        def code(path, verdict):
            return run("--model", self.model, path, "--expect", verdict)
        self.assertEqual(code(self.planted, "supported").returncode, 0)
        self.assertEqual(code(self.three, "inconclusive").returncode, 0)
        differs = code(self.planted, "refuted")
        self.assertEqual(differs.returncode, 9)
        self.assertIn('"planted" is supported', differs.stderr)
        self.assertIn("planted: SUPPORTED", differs.stdout)
        self.assertEqual(code(self.planted, "maybe").returncode, 2)

    def test_missing_words_are_named_and_counted(self):
        pairs = [(f"one{i}", f"many{i}") for i in range(PAIRS)]
        path = self.root / "missing.toml"
        path.write_text(offset_hypothesis("missing",
                                          pairs + [("ox", "oxen")]),
                        encoding="utf-8")
        done = run("--model", self.model, path)
        self.assertEqual(done.returncode, 0)
        said = " ".join(done.stdout.split())
        self.assertIn("only 14 of 15 pairs took part", said)
        self.assertIn('"oxen" is not in the vocabulary', said)

    def test_a_mistake_in_a_file_is_code_2_and_says_where(self):
        path = self.root / "wrong.toml"
        path.write_text(
            self.planted.read_text(encoding="utf-8").replace("0.6", "6"),
            encoding="utf-8")
        done = run("--model", self.model, path)
        self.assertEqual(done.returncode, 2)
        self.assertIn("wrong.toml:7: minimum_pcs is 6; it must be a number "
                      "from 0 to 1", done.stderr)


if __name__ == "__main__":
    unittest.main()
