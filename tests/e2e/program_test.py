#!/usr/bin/env python3
"""The built program as a shell meets it: exit codes, streams, signals.

Run by ctest: program_test.py BUILD_FOLDER.
"""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

LEXPROBE = pathlib.Path(sys.argv.pop()).resolve() / "bin" / "lexprobe"


def run(*arguments, program=LEXPROBE, **options):
    """Runs the program; gives the finished process, output as text."""
    options.setdefault("stdin", subprocess.DEVNULL)
    options.setdefault("stdout", subprocess.PIPE)
    return subprocess.run([program, *arguments], stderr=subprocess.PIPE,
                          text=True, timeout=120, check=False, **options)


class Program(unittest.TestCase):

    def test_help_goes_to_standard_output(self):
        for arguments in (["--help"], ["help"], ["-h"]):
            done = run(*arguments)
            self.assertEqual(done.returncode, 0)
            self.assertIn("Usage: lexprobe COMMAND", done.stdout)
            self.assertEqual(done.stderr, "")

    def test_no_command_is_a_mistake_that_shows_the_commands(self):
        done = run()
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stdout, "")
        self.assertIn("Commands:", done.stderr)

    def test_an_unknown_command_is_one_line_and_code_2(self):
        done = run("frobnicate")
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stdout, "")
        self.assertRegex(done.stderr,
                         r'\Alexprobe: unknown command "frobnicate"[^\n]*\n\Z')

    def test_version_names_commit_vectors_blas_and_libtorch(self):
        done = run("--version")
        self.assertEqual(done.returncode, 0)
        training = r"none \(there is no lexprobe-train\)\n"
        program = LEXPROBE.with_name("lexprobe-train")
        if program.exists():
            training = (re.escape(str(program)) + r"\n  BLAS: OpenBLAS .+"
                        r"\n  LibTorch: \d.+\n")
        self.assertRegex(done.stdout, r"\Alexprobe \d+\.\d+\.\d+ \(commit \w+\)"
                                      r"\nvectors: .+, \d+ bits"
                                      r"\ntraining: " + training + r"\Z")

    def test_a_full_disk_is_code_6_and_says_so(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = run("--help", stdout=full)
        self.assertEqual(done.returncode, 6)
        self.assertIn("standard output: No space left on device", done.stderr)

    def test_a_reader_that_went_away_is_quiet(self):
        read_end, write_end = os.pipe()
        os.close(read_end)
        done = run("--help", stdout=write_end)
        os.close(write_end)
        self.assertIn(done.returncode, (-signal.SIGPIPE, 141))
        self.assertEqual(done.stderr, "")

    def test_it_says_why_a_training_command_cannot_run_alone(self):
        with tempfile.TemporaryDirectory() as folder:
            alone = shutil.copy(LEXPROBE, folder)
            listed = run("--help", program=alone).stdout
            if not re.search(r"^  train ", listed, re.M):
                self.assertNotIn("train", listed)
                return
            done = run("train", "--help", program=alone,
                       env={"PATH": "/usr/bin:/bin"})
            self.assertEqual(done.returncode, 3)
            self.assertIn("lexprobe-train", done.stderr)

    def test_it_runs_no_program_of_the_current_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            trap = pathlib.Path(folder) / "lexprobe-train"
            trap.write_text("#!/bin/sh\necho LibTorch: trapped\n",
                            encoding="utf-8")
            trap.chmod(0o755)
            for path in ("", ".", ":", "::/usr/bin"):
                done = run("--version", cwd=folder, env={"PATH": path})
                self.assertNotIn("trapped", done.stdout)

    def test_it_prefers_its_own_folder_to_the_path(self):
        if not LEXPROBE.with_name("lexprobe-train").exists():
            return
        with tempfile.TemporaryDirectory() as folder:
            trap = pathlib.Path(folder) / "lexprobe-train"
            trap.write_text("#!/bin/sh\necho LibTorch: trapped\n",
                            encoding="utf-8")
            trap.chmod(0o755)
            done = run("--version", env={"PATH": folder})
            self.assertNotIn("trapped", done.stdout)

    def test_no_file_of_a_model_leads_out_of_its_folder(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            secret = folder / "secret"
            secret.write_text("2 1\nking 1\nqueen 2\n", encoding="utf-8")
            model = folder / "model"
            model.mkdir()
            files = ("embeddings.lexprobe", "network.lexprobe", "run.json",
                     "checkpoint.lexprobe", "oscillator.lexprobe")
            commands = {
                "embeddings.lexprobe": [["neighbors", "king"], ["info"],
                                        ["export", "--output", "-", "--format",
                                         "csv"], ["verify"]],
                "run.json": [["plot", "training", "--output",
                              str(folder / "x.svg")], ["verify"]],
            }
            if LEXPROBE.with_name("lexprobe-train").exists():
                train = ["train", "--corpus", str(secret), "--overwrite"]
                oscillator = ["oscillator", "train", "--overwrite"]
                commands["network.lexprobe"] = [["score", "king"], train]
                commands["checkpoint.lexprobe"] = [train]
                commands["oscillator.lexprobe"] = [["oscillator", "test"],
                                                   oscillator]
            for file in files:
                (model / file).symlink_to("../secret")
                for command in commands.get(file, []):
                    with self.subTest(file=file, command=command[0]):
                        done = run(*command, "--model", str(model))
                        self.assertEqual(done.returncode, 2, done.stderr)
                        self.assertIn("outside of the model's folder",
                                      done.stderr)
                        self.assertNotIn("queen", done.stdout)
                (model / file).unlink()
            self.assertIn("queen", secret.read_text(encoding="utf-8"))

    def test_it_starts_in_any_locale(self):
        for locale in ("C", "C.UTF-8", "de_DE.UTF-8", "no_SUCH"):
            done = run("--help", env={"LC_ALL": locale})
            self.assertEqual(done.returncode, 0)
            self.assertEqual(done.stderr, "")


class Commands(unittest.TestCase):
    """What holds for every command in the table."""

    def names(self):
        """The commands that can be run in this build, from both programs.

        A subcommand is "oscillator-train".
        """
        lines = run("--help-completion").stdout.splitlines()
        train = LEXPROBE.with_name("lexprobe-train")
        if train.exists():
            lines += run("--help-completion", program=train).stdout.splitlines()
        return [line.split()[0] for line in lines if line]

    def test_the_list_has_the_commands_of_both_programs(self):
        listed = run("--help").stdout.split("Exit codes:")[0]
        for name in self.names():
            self.assertRegex(listed, rf"(?m)^  {name.split('-')[0]} ")

    def test_each_has_help_with_examples(self):
        for name in self.names():
            with self.subTest(command=name):
                words = name.split("-")
                done = run("help", *words)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn(f"Usage: lexprobe {' '.join(words)} ", done.stdout)
                self.assertIn("\nExamples:\n", done.stdout)

    def test_each_refuses_a_flag_that_it_does_not_know(self):
        for name in self.names():
            with self.subTest(command=name):
                words = name.split("-")
                done = run(*words, "--no-such-flag-at-all")
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stdout, "")
                self.assertRegex(done.stderr,
                                 rf"\Alexprobe {' '.join(words)}: unknown option "
                                 r"--no-such-flag-at-all[^\n]*\n\Z")

    def test_each_names_a_config_file_that_is_not_there(self):
        for name in self.names():
            with self.subTest(command=name):
                done = run(*name.split("-"), "--config", "/no/such/file")
                self.assertEqual(done.returncode, 3)
                self.assertIn("/no/such/file", done.stderr)


if __name__ == "__main__":
    unittest.main()
