#!/usr/bin/env python3
"""Several processes that train one model, as a user starts them.

Run by ctest: distributed_test.py BUILD_FOLDER.
"""

import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

LEXPROBE = pathlib.Path(sys.argv.pop()).resolve() / "bin" / "lexprobe"
ROOT = pathlib.Path(__file__).resolve().parents[2]
LAUNCH = ROOT / "tools" / "launch"
WORLD = ROOT / "data" / "world" / "world.txt.gz"
TIMEOUT = 9  # seconds
ARRAYS = ("--dim", "20", "--streams", "8", "--min-count", "5", "--threads", "1",
          "--dist-timeout", str(TIMEOUT))
SHORT = (*ARRAYS, "--epochs", "0.3", "--validity-epochs", "0.1")
ENDLESS = (*ARRAYS, "--epochs", "1000", "--validity-epochs", "0")


def start(processes, *arguments, launcher=()):
    return subprocess.Popen(
        [LAUNCH, "-n", str(processes), *launcher, "--", LEXPROBE, "train",
         "--corpus", WORLD, *map(str, arguments)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True)


def start_ranks(processes, meeting, *arguments):
    """Without a launcher, which would stop the others when one has failed."""
    return [subprocess.Popen(
        [LEXPROBE, "train", "--corpus", WORLD, *map(str, arguments)],
        env={**os.environ, "RANK": str(rank), "WORLD_SIZE": str(processes),
             "LEXPROBE_RENDEZVOUS": meeting},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True) for rank in range(processes)]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def finish(process):
    """The exit code and what was said on standard error."""
    error = process.communicate(timeout=200)[1]
    return process.returncode, error


def children(process):
    """The ranks' process ids, by rank."""
    ids = {}
    for path in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if f"PPid:\t{process.pid}\n" not in (path / "status").read_text():
                continue
            variables = (path / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        for variable in variables:
            if variable.startswith(b"RANK="):
                ids[int(variable[5:])] = int(path.name)
    return ids


def vectors(model):
    """The words and their numbers, as text that keeps every bit."""
    output = model / "vectors.txt"
    subprocess.run([LEXPROBE, "export", "--model", model, "--format",
                    "word2vec-text", "--output", output], check=True,
                   timeout=100, capture_output=True)
    return output.read_bytes()


class Distributed(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def model(self, name):
        return self.folder / name

    def train(self, name, processes, *arguments):
        code, error = finish(start(processes, "--model", self.model(name),
                                   *arguments))
        self.assertEqual(code, 0, error)
        return json.loads((self.model(name) / "run.json").read_text())

    def wait_for_checkpoint(self, process, name="m"):
        deadline = time.monotonic() + 100
        while not (self.model(name) / "checkpoint.lexprobe").exists():
            self.assertLess(time.monotonic(), deadline)
            self.assertIsNone(process.poll())
            time.sleep(0.02)

    def test_sparse_on_two_ranks_gives_the_bits_of_one_process(self):
        self.train("one", 1, *SHORT, "--deterministic", "--parts", "2")
        self.train("two", 2, *SHORT, "--sync", "sparse")
        self.assertEqual(vectors(self.model("one")), vectors(self.model("two")))

    def test_what_is_sent_is_what_the_cost_model_says(self):
        alone = self.train("alone", 1, *SHORT)
        for sync in ("average", "sparse", "dense"):
            with self.subTest(sync=sync):
                run = self.train(sync, 2, *SHORT, "--sync", sync,
                                 "--sync-every", "20000")
                self.assertEqual(run["corpus"]["vocabulary_checksum"],
                                 alone["corpus"]["vocabulary_checksum"])
                self.assertEqual(run["corpus"]["tokens"],
                                 alone["corpus"]["tokens"])
                # one embedding stage a replica, then the validity stage
                self.assertEqual(len(run["traffic"]),
                                 run["options"]["replicas"] + 1)
                for stage in run["traffic"]:
                    self.assertGreater(stage["exchanges"], 0)
                    self.assertAlmostEqual(
                        stage["bytes_sent"] / stage["bytes_predicted"], 1,
                        delta=0.1, msg=str(stage))

    def test_a_rank_that_is_killed_is_named_and_training_can_go_on(self):
        process = start(3, "--model", self.model("m"), *ENDLESS,
                        "--checkpoint-every", "0.02",
                        launcher=("--grace", "60"))
        self.wait_for_checkpoint(process)
        victim = children(process)[1]
        os.kill(victim, signal.SIGKILL)
        code, error = finish(process)
        self.assertEqual(code, 128 + signal.SIGKILL, error)
        for rank in (0, 2):
            self.assertRegex(
                error, rf"(?m)^\[{rank}\] lexprobe train: .*rank 1 \(.*process "
                rf"{victim}\).* died or did not answer|^\[{rank}\] .*stopped")
        self.assertTrue((self.model("m") / "checkpoint.lexprobe").exists())
        done = subprocess.run([LEXPROBE, "verify", "--model", self.model("m")],
                              capture_output=True, text=True, timeout=100,
                              check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        process = start(2, "--model", self.model("m"), *ENDLESS, "--resume")
        time.sleep(6)
        process.send_signal(signal.SIGINT)
        code, error = finish(process)
        self.assertEqual(code, 130, error)
        self.assertIn("stopped; --resume goes on", error)

    def kill_of_eight(self, victim, meeting, address):
        name = f"without {victim}"
        ranks = start_ranks(8, meeting, "--model", self.model(name), *ENDLESS,
                            "--checkpoint-every", "0.02")
        for process in ranks:
            self.addCleanup(process.kill)
        self.wait_for_checkpoint(ranks[0], name)
        ranks[victim].kill()
        killed = time.monotonic()
        ends = [finish(process) for process in ranks]
        # far more than it takes, for eight processes may share one processor
        self.assertLess(time.monotonic() - killed, TIMEOUT + 50)
        for rank, (code, error) in enumerate(ends):
            if rank == victim:
                continue
            self.assertEqual(code, 7, error)
            self.assertRegex(
                error, rf"(?m)^lexprobe train: .*rank {victim} \({address}, "
                rf"process {ranks[victim].pid}\) died or did not answer")

    def test_each_of_eight_names_the_one_that_was_killed(self):
        host = re.escape(socket.gethostname())
        self.kill_of_eight(5, f"file://{self.folder}/meeting", host)
        # who keeps the place to meet, too
        self.kill_of_eight(0, f"tcp://127.0.0.1:{free_port()}",
                           rf"{host}, 127\.0\.0\.1")

    def test_killed_in_mid_epoch_it_ends_as_if_it_had_not_been(self):
        settings = (*ARRAYS, "--epochs", "2", "--validity-epochs", "0.2",
                    "--sync-every", "20000")
        whole = self.train("whole", 2, *settings)
        process = start(2, "--model", self.model("m"), *settings,
                        "--checkpoint-every", "0.01")
        self.wait_for_checkpoint(process)
        os.kill(children(process)[1], signal.SIGKILL)
        code, error = finish(process)
        self.assertNotEqual(code, 0, error)
        for processes in (2, 1):
            with self.subTest(processes=processes):
                copy = self.folder / f"resumed by {processes}"
                shutil.copytree(self.model("m"), copy)
                resumed = self.train(copy.name, processes, *settings,
                                     "--resume")
                for stage in (0, -1):
                    self.assertAlmostEqual(
                        resumed["history"][stage]["auc"],
                        whole["history"][stage]["auc"],
                        delta=0 if processes == 2 else 0.04)
                files = [self.model(name) / "embeddings.lexprobe"
                         for name in ("whole", copy.name)]
                if processes == 2:  # of one thread each
                    self.assertEqual(*[file.read_bytes() for file in files])

    def test_ctrl_c_stops_all_and_keeps_a_checkpoint(self):
        process = start(2, "--model", self.model("m"), *ENDLESS,
                        "--sync", "sparse", "--checkpoint-every", "0.02")
        self.wait_for_checkpoint(process)
        process.send_signal(signal.SIGINT)
        code, error = finish(process)
        self.assertEqual(code, 130, error)
        self.assertEqual(len(re.findall("stopped; --resume", error)), 2, error)

    def test_ranks_that_were_started_differently_refuse(self):
        process = subprocess.Popen(
            [LAUNCH, "-n", "2", "--grace", "60", "--", "sh", "-c",
             f'exec {LEXPROBE} train --corpus {WORLD} --model '
             f'{self.model("m")} --dim $((20 + RANK)) --dist-timeout 9'],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True)
        code, error = finish(process)
        self.assertEqual(code, 5, error)
        self.assertIn("dim is 21 there, 20 here", error)
        self.assertIn("rank 1 (", error)
        self.assertFalse(self.model("m").exists())

    def test_an_environment_that_is_partial_is_a_mistake(self):
        done = subprocess.run(
            [LEXPROBE, "train", "--corpus", WORLD, "--model", self.model("m")],
            env={**os.environ, "RANK": "0"}, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=100, check=False)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("WORLD_SIZE = nothing", done.stderr)


class Launch(unittest.TestCase):

    def launch(self, *arguments):
        return subprocess.run([LAUNCH, *arguments], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=100,
                              check=False)

    def test_it_sets_ranks_and_puts_them_in_front_of_lines(self):
        done = self.launch("-n", "3", "--", "sh", "-c",
                           "echo $RANK of $WORLD_SIZE; echo e >&2")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sorted(done.stdout.splitlines()),
                         ["[0] 0 of 3", "[1] 1 of 3", "[2] 2 of 3"])
        self.assertEqual(sorted(done.stderr.splitlines()),
                         ["[0] e", "[1] e", "[2] e"])

    def test_one_that_fails_ends_the_others_and_gives_its_code(self):
        start_time = time.monotonic()
        done = self.launch("-n", "3", "--", "sh", "-c",
                           "if [ $RANK = 1 ]; then exit 9; fi; exec sleep 80")
        self.assertEqual(done.returncode, 9, done.stderr)
        self.assertLess(time.monotonic() - start_time, 60)

    def test_a_program_that_is_not_there_is_said(self):
        done = self.launch("-n", "2", "--", "/no/such/program")
        self.assertEqual(done.returncode, 127)
        self.assertIn("/no/such/program", done.stderr)


if __name__ == "__main__":
    unittest.main()
