#!/usr/bin/env python3
"""lexprobe oscillator as a user meets it: train, Ctrl-C, resume, test, plot.

Run by ctest: oscillator_test.py BUILD_FOLDER.
"""

import json
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

from succeed import succeed

LEXPROBE = pathlib.Path(sys.argv.pop()).resolve() / "bin" / "lexprobe"
# Some two seconds of training.
TRAINING = ["--samples", "5000", "--epochs", "200", "--hidden", "16,16",
            "--time-range", "0:5", "--no-control"]


def oscillator(*words):
    return succeed(LEXPROBE, "oscillator", *words)


class Oscillator(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.model = cls.folder / "whole"
        oscillator("train", "--model", cls.model, *TRAINING)

    def test_ctrl_c_keeps_a_checkpoint_from_which_it_goes_on(self):
        stopped = self.folder / "stopped"
        with subprocess.Popen(
                [LEXPROBE, "oscillator", "train", "--model", stopped, *TRAINING,
                 "--checkpoint-every", "0.1"], text=True,
                stdin=subprocess.DEVNULL, stderr=subprocess.PIPE) as training:
            for line in training.stderr:
                if line.startswith("checkpoint "):
                    break
            training.send_signal(signal.SIGINT)
            self.assertIn("interrupted by SIGINT", training.stderr.read())
        self.assertEqual(training.returncode, 130)
        self.assertFalse((stopped / "oscillator.lexprobe").exists())
        oscillator("train", "--model", stopped, "--resume", "--no-control")
        self.assertEqual((stopped / "oscillator.lexprobe").read_bytes(),
                         (self.model / "oscillator.lexprobe").read_bytes())

    def test_the_exact_solution_is_supported_and_the_controls_refuted(self):
        run = json.loads(oscillator("test", "--exact", "--json"))
        self.assertEqual(run["controls"], {"asked": 3, "refuted": 3})
        self.assertEqual({each["verdict"]
                          for each in run["hypotheses"]
                          if not each["name"].startswith("control")},
                         {"supported"})

    def test_an_untrained_network_is_refuted_on_all(self):
        run = json.loads(oscillator("test", "--model", self.model,
                                    "--untrained", "--json"))
        self.assertEqual([each["verdict"]
                          for each in run["hypotheses"]], ["refuted"] * 11)

    def test_it_draws(self):
        for name in ("a.svg", "a.png", "a.html"):
            oscillator("plot", "--model", self.model, "--output",
                       self.folder / name)
        image = xml.etree.ElementTree.parse(self.folder / "a.svg").getroot()
        self.assertTrue(image.tag.endswith("svg"))
        self.assertIn("corrected p", (self.folder / "a.html").read_text())
        self.assertTrue((self.folder / "a.png").read_bytes()
                        .startswith(b"\x89PNG"))


if __name__ == "__main__":
    unittest.main()
