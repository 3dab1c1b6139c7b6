#!/usr/bin/env python3
"""Every writer of the program meets a full disk, and a limit of file sizes.

The old file stays whole, nothing half-written is left, the error names file
and reason, and the exit code is 6. The full disk is a small tmpfs, where it
may be mounted (root, or a user namespace); the limit (RLIMIT_FSIZE) needs no
privilege, so that each writer fails in every run of this test.

Run by ctest: disk_test.py BUILD_FOLDER.
"""

import ctypes
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import unittest

from succeed import succeed

BUILD = pathlib.Path(sys.argv.pop()).resolve()
LEXPROBE = BUILD / "bin" / "lexprobe"
CAN_TRAIN = (BUILD / "bin" / "lexprobe-train").exists()
DATA = pathlib.Path(__file__).resolve().parents[2] / "data"
OLD = b"the old file"
ROWS = 400  # some 60 kB in every format
FORMATS = ["native", "word2vec-text", "word2vec-binary", "glove", "fasttext",
           "npy", "safetensors", "projector", "csv", "jsonl"]


def mount_tmpfs(folder, kilobytes):
    """Mounts one; False where that is not allowed."""
    libc = ctypes.CDLL(None, use_errno=True)
    return libc.mount(b"tmpfs", str(folder).encode(), b"tmpfs", 0,
                      f"size={kilobytes}k".encode()) == 0


def unmount(folder):
    ctypes.CDLL(None).umount2(str(folder).encode(), 2)


def fill(folder):
    """Leaves no byte free."""
    with open(folder / "filler", "wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass


class Disk(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.shared = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.shared)
        cls.vectors = cls.shared / "vectors.txt"
        rows = [f"w{i} " + " ".join(str((i * 7 + k * 3) % 101 / 10 + 0.1)
                                    for k in range(30)) for i in range(ROWS)]
        cls.vectors.write_text(f"{ROWS} 30\n" + "\n".join(rows) + "\n",
                               encoding="utf-8")
        cls.log = cls.shared / "log.jsonl"
        cls.log.write_text("".join(
            '{"event":"progress","stage":"embedding","epoch":%d,"seconds":%d,'
            '"loss":%f,"rate":0.1}\n' % (i, i, 5 / (i + 1))
            for i in range(100)), encoding="utf-8")
        if CAN_TRAIN:
            cls.spring = cls.shared / "spring"
            succeed(*cls.oscillator_training(cls.spring))

    @staticmethod
    def oscillator_training(model):
        return [LEXPROBE, "oscillator", "train", "--model", model, "--samples",
                "300", "--held-out", "50", "--hidden", "16,16", "--epochs", "3",
                "--batch-size", "50", "--time-range", "0:5"]

    def writers(self, folder):
        """Name, command, and the files that it is to write."""
        plot = [LEXPROBE, "plot"]
        vectors = ["--model", self.vectors]
        for form in FORMATS:
            output = folder / f"out.{form}"
            files = ([output / "vectors.tsv", output / "metadata.tsv"]
                     if form == "projector" else [output])
            yield form, [LEXPROBE, "export", *vectors, "--format", form,
                         "--output", output], files
        gz = folder / "out.txt.gz"
        yield "gzip", [LEXPROBE, "export", *vectors, "--format", "glove",
                       "--output", gz], [gz]
        page = folder / "page.html"
        yield "report", [LEXPROBE, "report", *vectors, "--output", page], [page]
        for ending in ("svg", "png"):
            picture = folder / f"near.{ending}"
            yield ending, [*plot, "neighbors", *vectors, "w1", "w2", "--output",
                           picture], [picture]
        picture = folder / "concept.svg"
        yield "concept", [*plot, "concept", *vectors, "--pairs",
                          "w1:w2,w3:w4,w5:w6", "--output", picture], [picture]
        picture = folder / "training.svg"
        yield "training", [*plot, "training", "--log", self.log, "--output",
                           picture], [picture]
        words = folder / "words.tsv"
        yield "vocab", [LEXPROBE, "vocab", "--corpus",
                        DATA / "world" / "world.txt.gz", "--output",
                        words], [words]
        yield "cache", [LEXPROBE, "neighbors", *vectors, "--cache",
                        folder / "cache", "w1"], []
        if CAN_TRAIN:
            yield from self.training_writers(folder)

    def training_writers(self, folder):
        train = [LEXPROBE, "train", "--corpus", DATA / "tiny.txt",
                 "--min-count", "2", "--threads", "1", "--epochs", "3",
                 "--overwrite", "--despite-limits", "--dim", "50"]
        model = folder / "model"
        files = [model / name for name in (
            "checkpoint.lexprobe", "embeddings.lexprobe", "network.lexprobe",
            "run.json")]
        yield "train", [*train, "--model", model], files
        yield "checkpoint", [*train, "--model", model, "--validity-epochs",
                             "30", "--checkpoint-every", "0.00001"], files
        spring = folder / "spring"
        yield "oscillator", [*self.oscillator_training(spring),
                             "--overwrite"], [
            spring / name for name in ("oscillator.lexprobe", "damped.lexprobe",
                                       "run.json")]
        for ending in ("svg", "png", "html"):
            picture = folder / f"spring.{ending}"
            yield f"oscillator {ending}", [
                LEXPROBE, "oscillator", "plot", "--model", self.spring,
                "--output", picture], [picture]

    def prepare(self, folder):
        """Old files where the writers will write."""
        every = []
        for _, _, files in self.writers(folder):
            for file in files:
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(OLD)
                every.append(file)
        (folder / "cache").mkdir(exist_ok=True)
        if CAN_TRAIN:
            for name in ("model", "spring"):
                (folder / name / ".lock").touch()
        return every

    def check(self, folder, reason, restrict=None):
        every = self.prepare(folder)
        before = sorted(folder.rglob("*"))
        if restrict is None:
            fill(folder)
            before = sorted(folder.rglob("*"))
        for name, command, _ in self.writers(folder):
            with self.subTest(writer=name):
                done = subprocess.run(
                    [str(word) for word in command], text=True,
                    stdin=subprocess.DEVNULL, capture_output=True, timeout=300,
                    check=False, preexec_fn=restrict)
                self.assertEqual(done.returncode, 6, done.stderr)
                last = done.stderr.splitlines()[-1]
                self.assertIn(reason, last)
                if "file in memory" not in last:
                    self.assertIn(str(folder), last)
                self.assertEqual(sorted(folder.rglob("*")), before)
                for file in every:
                    self.assertEqual(file.read_bytes(), OLD, file)

    def test_a_limit_of_file_sizes_stops_every_writer(self):
        with tempfile.TemporaryDirectory() as folder:
            self.check(pathlib.Path(folder), "File too large",
                       lambda: resource.setrlimit(resource.RLIMIT_FSIZE,
                                                  (1000, 1000)))

    def test_a_full_disk_stops_every_writer(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            if not mount_tmpfs(folder, 1024):
                self.full_disk_by_namespace()
                return
            try:
                self.check(folder, "No space left on device")
            finally:
                unmount(folder)

    def full_disk_by_namespace(self):
        """As another user: root of a namespace of one's own may mount."""
        if os.environ.get("LEXPROBE_IN_NAMESPACE"):
            return  # not even there: the limit of file sizes has to do
        again = subprocess.run(
            ["unshare", "--user", "--map-root-user", "--mount", sys.executable,
             __file__, "Disk.test_a_full_disk_stops_every_writer", BUILD],
            env={**os.environ, "LEXPROBE_IN_NAMESPACE": "1"}, text=True,
            capture_output=True, timeout=600, check=False)
        if "unshare failed" not in again.stderr:
            self.assertEqual(again.returncode, 0, again.stderr)

    def test_a_log_that_cannot_grow_is_told_after_training(self):
        if not CAN_TRAIN:
            return
        with tempfile.TemporaryDirectory() as name:
            model = pathlib.Path(name) / "model"
            done = subprocess.run(
                [LEXPROBE, "train", "--corpus", DATA / "tiny.txt", "--model",
                 model, "--min-count", "2", "--threads", "1", "--epochs", "1",
                 "--dim", "5", "--log-json", "/dev/full"],
                stdin=subprocess.DEVNULL, text=True, capture_output=True,
                timeout=300, check=False)
            self.assertEqual(done.returncode, 6)
            self.assertIn("/dev/full: No space left on device", done.stderr)
            succeed(LEXPROBE, "verify", "--model", model)

    def test_a_disk_that_is_too_small_for_a_training_is_told_beforehand(self):
        if not CAN_TRAIN:
            return
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            if not mount_tmpfs(folder, 64):
                return  # what is free is what the machine has: limits_test.py
            try:
                done = subprocess.run(
                    [LEXPROBE, "train", "--corpus", DATA / "tiny.txt",
                     "--model", folder / "model"], stdin=subprocess.DEVNULL,
                    text=True, capture_output=True, timeout=300, check=False)
            finally:
                unmount(folder)
            self.assertEqual(done.returncode, 6)
            self.assertRegex(done.stderr, r"needs some \d+ MB of disk in .*"
                                          r" where 0 MB are free")


if __name__ == "__main__":
    unittest.main()
