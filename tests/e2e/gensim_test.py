#!/usr/bin/env python3
"""The same vectors and questions give what gensim gives.

Run by ctest: gensim_test.py BUILD_FOLDER.
"""

import json
import logging
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest
import warnings

import numpy
from gensim.models import KeyedVectors

LEXPROBE = pathlib.Path(sys.argv.pop()).resolve() / "bin" / "lexprobe"
DIM = 20
SECTIONS = {"family": 12, "capital-world": 30, "gram8-plural": 25}


def make_words():
    """Vectors with a noisy offset for each section, and the questions."""
    rng = numpy.random.default_rng(1)
    vectors, questions = {}, []
    for section, count in SECTIONS.items():
        offset = rng.normal(size=DIM)
        pairs = []
        for i in range(count):
            # Capitals, as in the public sets; some words have two forms.
            a, a_star = f"{section.title()}{i}", f"{section}{i}s"
            vectors[a] = rng.normal(size=DIM)
            vectors[a_star] = vectors[a] + offset + 0.9 * rng.normal(size=DIM)
            if i % 5 == 0:
                vectors[a.upper()] = vectors[a] + rng.normal(size=DIM)
            pairs.append((a, a_star))
        pairs.append((f"Unknown{section}", f"unknown{section}s"))
        questions.append(f": {section}")
        questions += [f"{a} {b} {c} {d}" for a, b in pairs for c, d in pairs
                      if a != c]
    for i in range(300):
        vectors[f"filler{i}"] = rng.normal(size=DIM)
    return vectors, questions


def lexprobe(*arguments):
    return json.loads(subprocess.run(
        [LEXPROBE, *arguments, "--json"], check=True, text=True, timeout=300,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout)


class Gensim(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        root = pathlib.Path(cls.folder.name)
        vectors, questions = make_words()
        cls.words = list(vectors)
        random.Random(3).shuffle(cls.words)
        cls.model = root / "model.vec"
        with open(cls.model, "w", encoding="utf-8") as file:
            file.write(f"{len(cls.words)} {DIM}\n")
            for word in cls.words:
                numbers = " ".join(f"{x:.6f}" for x in vectors[word])
                file.write(f"{word} {numbers}\n")
        cls.questions = root / "questions.txt"
        cls.questions.write_text("\n".join(questions) + "\n", encoding="utf-8")
        cls.judged = root / "judged.txt"
        pick = random.Random(2)
        with open(cls.judged, "w", encoding="utf-8") as file:
            for i in range(200):
                a, b = pick.sample(cls.words + ["missing"], 2)
                file.write(f"{a}\t{b}\t{i % 40}\n")
        cls.gensim = KeyedVectors.load_word2vec_format(str(cls.model))

    def counts_by_gensim(self, restrict, case_insensitive):
        _, sections = self.gensim.evaluate_word_analogies(
            str(self.questions), restrict_vocab=restrict,
            case_insensitive=case_insensitive)
        return {s["section"].replace("Total accuracy", "total"):
                (len(s["correct"]), len(s["correct"]) + len(s["incorrect"]))
                for s in sections}

    def counts_by_lexprobe(self, restrict, case):
        report = lexprobe("evaluate", "--model", self.model, "--questions",
                          self.questions, "--restrict-vocab", str(restrict),
                          "--case", case, "--resamples", "0")
        return {s["section"]: (s["correct"], s["covered"])
                for s in report["analogies"][0]["sections"]}

    def test_analogies_have_the_same_counts(self):
        for restrict in (len(self.words), 400, 100):
            for case, insensitive in (("fold", True), ("keep", False)):
                with self.subTest(restrict=restrict, case=case):
                    expected = self.counts_by_gensim(restrict, insensitive)
                    found = self.counts_by_lexprobe(restrict, case)
                    for section in [*SECTIONS, "total"]:
                        # gensim leaves out sections without a question
                        self.assertEqual(found[section],
                                         expected.get(section, (0, 0)))
                    correct, covered = found["total"]
                    self.assertLess(0, correct)
                    self.assertLess(correct, covered)

    def test_similarities_correlate_the_same(self):
        for case, insensitive in (("fold", True), ("keep", False)):
            with self.subTest(case=case):
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    pearson, spearman, missing = self.gensim.evaluate_word_pairs(
                        str(self.judged), case_insensitive=insensitive)
                report = lexprobe("evaluate", "--model", self.model,
                                  "--similarity", self.judged, "--case", case,
                                  "--resamples", "0")["similarities"][0]
                self.assertAlmostEqual(report["pearson"], pearson[0], places=5)
                self.assertAlmostEqual(report["spearman"], spearman[0],
                                       places=5)
                covered = report["covered"] / report["pairs"]
                self.assertAlmostEqual(100 * (1 - covered), missing, places=9)

    def test_neighbours_are_the_same(self):
        for word in self.words[:20]:
            expected = self.gensim.most_similar(word, topn=10)
            found = lexprobe("neighbors", "--model", self.model, word)
            self.assertEqual([n["word"] for n in found["neighbors"]],
                             [w for w, _ in expected])
            for neighbor, (_, cosine) in zip(found["neighbors"], expected):
                self.assertAlmostEqual(neighbor["cosine"], cosine, places=5)

    def test_one_analogy_is_answered_the_same(self):
        a, a_star, b = "Family1", "family1s", "Family2"
        expected = self.gensim.most_similar(positive=[b, a_star], negative=[a],
                                            topn=5)
        found = lexprobe("analogy", "--model", self.model, "--top", "5",
                         a, a_star, b)
        self.assertEqual([n["word"] for n in found["answers"] if n["rank"]],
                         [w for w, _ in expected])

    def export(self, form):
        """Exports the model; gives the path."""
        path = f"{self.model}.{form}"
        subprocess.run([LEXPROBE, "export", "--model", self.model, "--format",
                        form, "--output", path], check=True, timeout=300,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return path

    def assert_loaded(self, words, vectors):
        self.assertEqual(list(words), self.gensim.index_to_key)
        self.assertTrue(numpy.array_equal(vectors, self.gensim.vectors))

    def test_exported_files_load_with_equal_vectors(self):
        for form, how in (("word2vec-text", {"binary": False}),
                          ("word2vec-binary", {"binary": True}),
                          ("glove", {"no_header": True})):
            with self.subTest(format=form):
                found = KeyedVectors.load_word2vec_format(self.export(form),
                                                          **how)
                self.assert_loaded(found.index_to_key, found.vectors)

    def test_numpy_loads_npy(self):
        path = self.export("npy")
        words = pathlib.Path(path).with_suffix(".words.txt").read_text(
            encoding="utf-8")
        self.assert_loaded(words.splitlines(), numpy.load(path))

    def test_safetensors_are_as_its_layout_says(self):
        """A u64 length, JSON with type, shape and offsets, then the numbers."""
        data = pathlib.Path(self.export("safetensors")).read_bytes()
        length = int.from_bytes(data[:8], "little")
        self.assertEqual(length % 8, 0)
        header = json.loads(data[8:8 + length])
        [name] = [key for key in header if key != "__metadata__"]
        about = header[name]
        self.assertEqual(about["dtype"], "F32")
        begin, end = about["data_offsets"]
        self.assertEqual(8 + length + end, len(data))
        numbers = numpy.frombuffer(data[8 + length + begin:8 + length + end],
                                   dtype="<f4").reshape(about["shape"])
        for value in header["__metadata__"].values():
            self.assertIsInstance(value, str)
        self.assertTrue(numpy.array_equal(numbers, self.gensim.vectors))


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    unittest.main()
