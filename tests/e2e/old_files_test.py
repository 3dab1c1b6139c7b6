#!/usr/bin/env python3
"""Files of every released version, in tests/old_files, can still be read.

Run by ctest: old_files_test.py BUILD_FOLDER.
"""

import gzip
import json
import pathlib
import shutil
import sys
import tempfile
import unittest

from succeed import succeed

BUILD = pathlib.Path(sys.argv.pop()).resolve()
LEXPROBE = BUILD / "bin" / "lexprobe"
CAN_TRAIN = (BUILD / "bin" / "lexprobe-train").exists()
OLD = pathlib.Path(__file__).resolve().parent.parent / "old_files"
READABLE = ["fasttext", "glove", "glove.txt.gz", "npy", "safetensors",
            "word2vec-binary", "word2vec-text"]


class OldFiles(unittest.TestCase):

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def versions(self):
        found = sorted(path for path in OLD.iterdir() if path.is_dir())
        self.assertTrue(found)
        for version in found:
            with self.subTest(version=version.name):
                yield version

    def test_there_are_files_of_the_version_of_this_program(self):
        version = succeed(LEXPROBE, "--version").split()[1]
        self.assertIn(version, [path.name for path in OLD.iterdir()])

    def test_their_checksums_are_right(self):
        for version in self.versions():
            for name in ("model", "stopped", "spring"):
                succeed(LEXPROBE, "verify", "--model", version / name)

    def test_embeddings_are_those_that_were_exported_then(self):
        for version in self.versions():
            for name in ["../model", *READABLE]:
                output = self.folder / "again"
                succeed(LEXPROBE, "export", "--model",
                        version / "exports" / name, "--format", "word2vec-text",
                        "--output", output)
                self.assertEqual(
                    output.read_bytes(),
                    (version / "exports" / "word2vec-text").read_bytes(), name)

    def test_exports_are_written_as_they_were(self):
        """A changed format would surprise those who read it."""
        newest = sorted(path for path in OLD.iterdir() if path.is_dir())[-1]
        for old in sorted((newest / "exports").iterdir()):
            if old.name.endswith(".words.txt"):
                continue
            output = self.folder / old.name
            form = "glove" if old.name == "glove.txt.gz" else old.name
            succeed(LEXPROBE, "export", "--model", newest / "model",
                    "--format", form, "--output", output)
            if output.suffix == ".gz":  # of the same bytes, however packed
                self.assertEqual(gzip.decompress(output.read_bytes()),
                                 gzip.decompress(old.read_bytes()))
                continue
            pairs = ([(output / part.name, part) for part in old.iterdir()]
                     if old.is_dir() else [(output, old)])
            for new, before in pairs:
                self.assertEqual(new.read_bytes(), before.read_bytes(), before)

    def test_our_own_formats_are_written_as_they_were(self):
        """If not: a new version of the format, and a folder of its own."""
        newest = sorted(path for path in OLD.iterdir() if path.is_dir())[-1]
        output = self.folder / "again"
        succeed(LEXPROBE, "export", "--model", newest / "model", "--format",
                "native", "--output", output)
        self.assertEqual(output.read_bytes(),
                         (newest / "model/embeddings.lexprobe").read_bytes())
        succeed(LEXPROBE, "vocab", "--read", newest / "words.tsv", "--output",
                output)
        self.assertEqual(output.read_bytes(),
                         (newest / "words.tsv").read_bytes())

    def test_the_commands_answer(self):
        for version in self.versions():
            for model in ("model", "exports/glove"):
                self.assertIn("the", succeed(LEXPROBE, "info", "--model",
                                             version / model))
                json.loads(succeed(LEXPROBE, "neighbors", "--model",
                                   version / model, "--json", "the"))
            succeed(LEXPROBE, "vocab", "--read", version / "words.tsv")
            page = self.folder / "page.html"
            succeed(LEXPROBE, "report", "--model", version / "model",
                    "--oscillator", version / "spring", "--output", page)
            self.assertIn("<html", page.read_text(encoding="utf-8"))
            for source in (["--model", version / "model"],
                           ["--log", version / "log.jsonl"]):
                succeed(LEXPROBE, "plot", "training", *source, "--output",
                        self.folder / "training.svg")
            if CAN_TRAIN:
                score = json.loads(succeed(
                    LEXPROBE, "score", "--model", version / "model", "--json",
                    "the is a in of and"))
                self.assertEqual(len(score[0]["ngrams"]), 4)
                succeed(LEXPROBE, "oscillator", "plot", "--model",
                        version / "spring", "--output",
                        self.folder / "spring.svg")


if __name__ == "__main__":
    unittest.main()
