#!/usr/bin/env python3
"""Training killed at random moments loses nothing; signals are heeded.

Run by ctest: kill_test.py BUILD_FOLDER. By hand, for longer:
kill_test.py BUILD_FOLDER --kills 100 --seed 7
"""

import argparse
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from succeed import succeed

parser = argparse.ArgumentParser()
parser.add_argument("build", type=pathlib.Path)
parser.add_argument("--kills", type=int, default=10)
parser.add_argument("--seed", type=int, default=1)
arguments, sys.argv[1:] = parser.parse_known_args()

LEXPROBE = arguments.build.resolve() / "bin" / "lexprobe"
TINY = pathlib.Path(__file__).resolve().parents[2] / "data" / "tiny.txt"
MODEL_FILES = ["embeddings.lexprobe", "network.lexprobe", "run.json"]


def training(model, epochs=40, minutes=0.0005):
    """The command: one thread, so that it can be had again bit for bit."""
    return [LEXPROBE, "train", "--corpus", TINY, "--model", model,
            "--min-count", "2", "--held-out", "0.1", "--dim", "20",
            "--threads", "1", "--epochs", str(epochs),
            "--validity-epochs", "20", "--checkpoint-every", str(minutes)]


def start(command):
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, text=True,
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def names(model):
    return sorted(path.name for path in model.glob("*")
                  if path.name != ".lock")


def wait_for(path, process):
    while not path.exists():
        if process.poll() is not None:
            raise AssertionError(process.stderr.read())
        time.sleep(0.02)


class Killed(unittest.TestCase):

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def ended(self, model, seconds):
        """Goes on for so long. Has the training ended, or was it killed?"""
        process = start([*training(model), "--resume"])
        try:
            errors = process.communicate(timeout=seconds)[1]
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            if any(name[0] != "." for name in names(model)):
                succeed(LEXPROBE, "verify", "--model", model)
            return names(model) == MODEL_FILES
        self.assertEqual(process.returncode, 0, errors)
        return True

    def assert_same(self, model, whole):
        self.assertEqual(names(model), MODEL_FILES)
        for name in MODEL_FILES[:2]:
            self.assertEqual((model / name).read_bytes(),
                             (whole / name).read_bytes(), name)

    def test_every_kill_can_be_resumed_from_and_changes_nothing(self):
        whole = self.folder / "whole"
        before = time.monotonic()
        succeed(*training(whole))
        took = time.monotonic() - before
        chance = random.Random(arguments.seed)
        kills = trainings = 0
        while kills < arguments.kills:
            model = self.folder / f"model{trainings}"
            while not self.ended(model, took * chance.uniform(0, 1)):
                kills += 1
            self.assert_same(model, whole)
            trainings += 1
        print(f"{kills} kills, {trainings} trainings, all as if without",
              file=sys.stderr)

    def test_a_folder_is_locked_until_its_training_ends_or_dies(self):
        model = self.folder / "model"
        first = start(training(model, epochs=1_000_000))
        self.addCleanup(first.communicate)
        self.addCleanup(first.kill)
        wait_for(model / "checkpoint.lexprobe", first)
        second = subprocess.run([*training(model), "--overwrite"], text=True,
                                stdin=subprocess.DEVNULL, capture_output=True,
                                timeout=60, check=False)
        self.assertEqual(second.returncode, 5)
        self.assertIn(f"process {first.pid} is training into this folder",
                      second.stderr)
        self.assertIsNone(first.poll())
        first.kill()
        first.wait()
        self.assertIn(".lock", [path.name for path in model.iterdir()])
        succeed(*training(model), "--overwrite")
        self.assertEqual(names(model), MODEL_FILES)

    def test_signals_that_ask_to_end_leave_a_checkpoint(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(signal=number.name):
                model = self.folder / number.name
                process = start(training(model, epochs=1_000_000))
                wait_for(model / "checkpoint.lexprobe", process)
                (model / "checkpoint.lexprobe").unlink()
                process.send_signal(number)
                errors = process.communicate(timeout=60)[1]
                self.assertEqual(process.returncode, 130, errors)
                self.assertEqual(names(model), ["checkpoint.lexprobe"])
                succeed(LEXPROBE, "verify", "--model", model)


if __name__ == "__main__":
    unittest.main()
