#!/usr/bin/env python3
"""What training does at its limits: it works, or says why not, in time.

Run by ctest: limits_test.py BUILD_FOLDER. tests/bench/limits.py has the limits
that are too large for every day, and tests/LIMITS.md what they gave.
"""

import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import unittest

BUILD = pathlib.Path(sys.argv.pop()).resolve()
LEXPROBE = BUILD / "bin" / "lexprobe"
DATA = pathlib.Path(__file__).resolve().parents[2] / "data"
OUT_OF_MEMORY = "not enough memory"


class Limits(unittest.TestCase):

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.model = self.folder / "model"

    def corpus(self, text):
        path = self.folder / "corpus.txt"
        path.write_text(text, encoding="utf-8")
        return path

    def train(self, *arguments, corpus=DATA / "tiny.txt", limits=()):
        """Trains; `limits` are (kind, bytes) of the process."""
        def restrict():
            for kind, most in limits:
                resource.setrlimit(kind, (most, most))

        command = [LEXPROBE, "train", "--corpus", corpus, "--model", self.model,
                   *arguments]
        for option, value in (("--threads", 2), ("--epochs", 1)):
            if option not in arguments:
                command += [option, value]
        # With FAISS lexprobe itself loads OpenBLAS, whose threads are made
        # before main: it would end by SIGINT where they cannot be.
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
        return subprocess.run([str(word) for word in command], text=True,
                              stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=300, check=False, preexec_fn=restrict,
                              env=environment)

    def assert_refused(self, done, code, pattern):
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertRegex(done.stderr.splitlines()[-1],
                         r"\Alexprobe(-train|)( train|): " + pattern)
        left = [path.name for path in self.model.glob("*")]
        self.assertEqual([name for name in left if name != ".lock"], [])

    def assert_answers(self, word):
        done = subprocess.run([LEXPROBE, "neighbors", "--model", self.model,
                               word], capture_output=True, text=True,
                              timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_an_empty_corpus_is_named(self):
        for text in ("", "\n\n", " \t \n"):
            self.assert_refused(self.train(corpus=self.corpus(text)), 5,
                                "the corpus has no sentence to train on")

    def test_one_word_is_too_few(self):
        for text in ("word\n", "word " * 1000):
            self.assert_refused(
                self.train("--min-count", "1", corpus=self.corpus(text)), 2,
                "the vocabulary has 1 words; at least 2 are needed")

    def test_all_words_under_the_minimum_count(self):
        self.assert_refused(self.train("--min-count", "100000"), 2,
                            "the vocabulary has 0 words; .*minimum count")

    def test_a_vocabulary_of_two_is_trained(self):
        text = "yes no no yes yes no yes no.\n" * 200
        done = self.train("--min-count", "1", "--punctuation", "drop",
                          "--validity-epochs", "1", corpus=self.corpus(text))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_answers("yes")

    def test_sentences_too_short_for_the_network_keep_their_embeddings(self):
        text = "one two\nthree four\ntwo three\n" * 300
        done = self.train("--min-count", "1", corpus=self.corpus(text))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("the validity stage had nothing to learn from",
                      done.stderr)
        self.assert_answers("two")
        score = subprocess.run([LEXPROBE, "score", "--model", self.model,
                                "one two three four one"], text=True,
                               capture_output=True, timeout=60, check=False)
        self.assertEqual(score.returncode, 5)
        self.assertIn("never trained", score.stderr)

    def test_smallest_and_largest_shapes(self):
        for order, dim, hidden in ((2, 1, 1), (15, 1, 8), (2, 4096, 1)):
            with self.subTest(order=order, dim=dim):
                done = self.train(
                    "--order", order, "--dim", dim, "--hidden", hidden,
                    "--epochs", "0.2", "--validity-epochs", "0.2",
                    "--held-out", "0.1", "--overwrite")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assert_answers("the")

    def test_shapes_beyond_are_refused(self):
        for option, value in (("--order", 16), ("--order", 1), ("--dim", 0),
                              ("--dim", 4097), ("--hidden", 0)):
            self.assertEqual(self.train(option, value).returncode, 2)

    def test_one_long_line(self):
        text = "the dog and the cat play outside with a ball " * 100_000
        done = self.train(corpus=self.corpus(text))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_answers("the")

    def test_many_files(self):
        many = self.folder / "many"
        many.mkdir()
        for i in range(5000):
            (many / f"{i}.txt").write_text("yes no no yes yes no yes no\n")
        done = self.train(corpus=many)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("40.0 k tokens", done.stderr)

    def needs(self, stderr):
        return [int(number) * 1_000_000 for number in re.search(
            r"training needs up to (\d+) MB of memory more \(\d+ MB are free\) "
            r"and (\d+) MB of disk", stderr).groups()]

    def test_more_memory_than_a_process_may_have_is_refused_beforehand(self):
        limits = [(resource.RLIMIT_AS, 1_500_000_000)]
        shape = ("--dim", "4096", "--hidden", "8192", "--order", "5")
        self.assert_refused(self.train(*shape, limits=limits), 6,
                            r"this training needs some \d+ MB of memory, where "
                            r"\d+ MB are free; --despite-limits goes on")
        self.assert_refused(
            self.train(*shape, "--despite-limits", limits=limits), 6,
            OUT_OF_MEMORY)

    def test_memory_that_ends_while_threads_train_is_an_error(self):
        # The more threads, the more of them are at work when it ends.
        for megabytes in (1250, 2000, 2250, 2500):
            with self.subTest(megabytes=megabytes):
                shutil.rmtree(self.model, ignore_errors=True)
                done = self.train(
                    "--dim", "1024", "--streams", "1024", "--segment", "64",
                    "--threads", "8", "--validity-epochs", "0",
                    "--epochs", "0.01", "--despite-limits",
                    limits=[(resource.RLIMIT_AS, megabytes * 1_000_000)])
                self.assertIn(done.returncode, (0, 6), done.stderr)
                if done.returncode == 6:
                    self.assertRegex(done.stderr, OUT_OF_MEMORY)

    def test_a_thread_that_cannot_be_made_is_an_error(self):
        # Each thread asks for as much address space as a stack may have.
        limits = [(resource.RLIMIT_AS, 6_000_000_000),
                  (resource.RLIMIT_STACK, 200_000_000_000)]
        self.assert_refused(self.train("--threads", "4", limits=limits), 6,
                            "not enough memory for another thread")

    def test_what_it_says_that_it_needs_is_what_it_takes(self):
        words = [f"w{i:x}" for i in range(100_000)]
        corpus = self.corpus("".join(" ".join(words[i:i + 20]) + "\n"
                                     for i in range(0, len(words), 20)) * 2)
        done = subprocess.run(
            ["/usr/bin/env", "python3", "-c", MEASURE, LEXPROBE, "train",
             "--corpus", corpus, "--model", self.model, "--min-count", "1",
             "--dim", "500", "--epochs", "0.05", "--validity-epochs", "0.02",
             "--checkpoint-every", "0.0001"],
            capture_output=True, text=True, timeout=300, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        memory, disk = self.needs(done.stderr)
        peak = int(done.stdout)
        self.assertGreater(peak, memory / 2)
        self.assertLess(peak, memory + 400_000_000)
        written = sum(path.stat().st_size for path in self.model.iterdir())
        self.assertLess(written, disk)
        self.assertGreater(written, disk / 3)


# Runs a command; prints the most memory that it had, in bytes.
MEASURE = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL,
                      stdout=sys.stderr).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
sys.exit(code)
"""

if __name__ == "__main__":
    unittest.main()
