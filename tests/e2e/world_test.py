"""The embedded corpus: made again byte for byte, and as its truth says."""

import collections
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
sys.path.insert(0, str(ROOT / "tools"))

from world.truth import ENOUGH, odd_word, words_of  # noqa: E402

SHIPPED = (
    "world/world.txt.gz",
    "world/truth.json",
    "world/questions.txt",
    "tiny.txt",
    "tiny.txt.gz",
)
LARGEST = 10_000_000  # bytes, compressed


def shipped_text():
    return gzip.decompress((DATA / "world/world.txt.gz").read_bytes()).decode()


class World(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text = shipped_text()
        cls.truth = json.loads((DATA / "world/truth.json").read_text())
        cls.words = words_of(cls.text)
        cls.counts = collections.Counter(cls.words)

    def assert_frequent(self, words, often):
        rare = {word: self.counts[word] for word in words
                if self.counts[word] < often}
        self.assertEqual(rare, {})

    def test_the_generator_makes_the_shipped_files_byte_for_byte(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                [sys.executable, ROOT / "tools/make_world.py",
                 "--output", folder],
                check=True, stderr=subprocess.DEVNULL)
            for name in SHIPPED:
                made = (pathlib.Path(folder) / name).read_bytes()
                self.assertTrue(
                    made == (DATA / name).read_bytes(),
                    f"{name} differs: run tools/make_world.py --output data")

    def test_the_size_is_as_promised(self):
        packed = (DATA / "world/world.txt.gz").stat().st_size
        self.assertLess(packed, LARGEST)
        self.assertGreater(self.truth["tokens"], 2_000_000)
        self.assertEqual(self.truth["types"], len(self.counts))

    def test_the_tiny_corpus_is_the_same_plain_and_zipped(self):
        tiny = (DATA / "tiny.txt").read_text()
        self.assertEqual(tiny.count("\n"), 200)
        packed = (DATA / "tiny.txt.gz").read_bytes()
        self.assertEqual(gzip.decompress(packed).decode(), tiny)

    def test_every_line_is_a_paragraph_of_sentences(self):
        for line in self.text.splitlines():
            self.assertRegex(line, r'^["A-Z].*[.!?]"?$')
            self.assertNotRegex(line, r"[{}\[\]~^&=_]|  | [.,!?]")

    def test_no_held_out_sentence_is_in_the_corpus(self):
        text = " " + " ".join(self.words) + " "
        found = [twins[kind] for twins in self.truth["sentences"]
                 for kind in ("sensible", "nonsense")
                 if f" {twins[kind]} " in text]
        self.assertEqual(found, [])

    def test_twins_differ_in_one_word_that_the_corpus_knows(self):
        self.assertGreater(len(self.truth["sentences"]), 70)
        for twins in self.truth["sentences"]:
            self.assertEqual(
                odd_word(twins["sensible"], twins["nonsense"]), twins["odd"])
            words = twins["sensible"].split()
            self.assertGreaterEqual(len(words), 5, "shorter than an N-gram")
            self.assert_frequent(words + [twins["odd"]], 30)

    def test_every_word_of_the_truth_is_frequent(self):
        for name, pairs in self.truth["offsets"].items():
            self.assertGreaterEqual(len(pairs), 5, name)
            self.assert_frequent(sum(pairs, []), ENOUGH)
        for pairs in self.truth["ordering"].values():
            self.assert_frequent(sum(pairs, []), 100)
        self.assert_frequent(
            [expected["word"] for expected in self.truth["neighbors"]], 100)

    def test_the_truth_holds_what_the_project_speaks_of(self):
        offsets = self.truth["offsets"]
        for pair in ("king queen", "uncle aunt", "father mother",
                     "prince princess", "nephew niece", "actor actress"):
            self.assertIn(pair.split(), offsets["gender"])
        self.assertIn(["dog", "dogs"], offsets["number-of-animals"])
        self.assertIn(["big", "bigger"], offsets["comparative"])
        self.assertIn(["paris", "france"], offsets["capital-country"])

    def test_every_question_asks_about_two_pairs_of_its_section(self):
        section, questions = None, 0
        for line in (DATA / "world/questions.txt").read_text().splitlines():
            if line.startswith(": "):
                section = self.truth["offsets"][line[2:]]
                continue
            a, b, c, d = line.split()
            self.assertIn([a, b], section)
            self.assertIn([c, d], section)
            questions += 1
        self.assertGreater(questions, 4000)


if __name__ == "__main__":
    # The build folder, which every test here is given, is of no use to this.
    unittest.main(argv=sys.argv[:1])
