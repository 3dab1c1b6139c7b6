#!/usr/bin/env python3
"""The prompt of neighbors and analogy at a terminal: a pseudo-terminal types.

Run by ctest: prompt_test.py BUILD_FOLDER.
"""

import os
import pathlib
import pty
import select
import signal
import subprocess
import sys
import tempfile
import time
import unittest

LEXPROBE = pathlib.Path(sys.argv.pop()).resolve() / "bin" / "lexprobe"
MODEL = """6 3
king 3 1 2
queen 3 -1 2
uncle 2 1 0
aunt 2 -1 0
father 1 1 -1
mother 1 -1 -1
"""
UP = b"\x1b[A"
END_OF_INPUT = b"\x04"


class Terminal:
    """A program whose standard streams are a terminal of their own."""

    def __init__(self, *arguments, environment):
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.execve(LEXPROBE, [str(LEXPROBE), *arguments], environment)
        self.text = ""
        self.ahead = ""  # read, but not waited for yet

    def type(self, keys):
        os.write(self.descriptor, keys)

    def wait_for(self, wanted, seconds=60):
        """Reads until `wanted` has come since the last call."""
        deadline = time.monotonic() + seconds
        seen, self.ahead = self.ahead, ""
        while wanted not in seen:
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError(f"no {wanted!r} in {seen!r}")
            if select.select([self.descriptor], [], [], left)[0]:
                try:
                    piece = os.read(self.descriptor, 65536)
                except OSError:  # the program has gone
                    piece = b""
                if not piece:
                    raise AssertionError(f"no {wanted!r} in {seen!r}")
                seen += piece.decode("utf-8", "replace")
        end = seen.index(wanted) + len(wanted)
        seen, self.ahead = seen[:end], seen[end:]
        self.text += seen
        return seen

    def end(self):
        """Ends the input, and gives the exit status."""
        self.type(END_OF_INPUT)
        if self.closes(seconds=60):
            return os.waitpid(self.pid, 0)[1]
        os.kill(self.pid, signal.SIGKILL)
        raise AssertionError("it does not end")

    def closes(self, seconds):
        """Whether the program goes; what it still writes is read, or it waits."""
        deadline = time.monotonic() + seconds
        while True:
            left = max(deadline - time.monotonic(), 0)
            if not select.select([self.descriptor], [], [], left)[0]:
                return False
            try:
                piece = os.read(self.descriptor, 65536)
            except OSError:
                return True
            if not piece:
                return True
            self.text += piece.decode("utf-8", "replace")


class Prompt(unittest.TestCase):

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        root = pathlib.Path(self.folder.name)
        self.model = root / "model.vec"
        self.model.write_text(MODEL, encoding="utf-8")
        self.history = root / "state" / "lexprobe" / "history"
        self.environment = {"TERM": "xterm", "PATH": os.environ["PATH"],
                            "HOME": str(root), "LC_ALL": "C.UTF-8",
                            "XDG_STATE_HOME": str(root / "state")}

    def start(self, command, *arguments):
        return Terminal(command, "--model", str(self.model), *arguments,
                        environment=self.environment)

    def test_answers_and_ends_at_the_end_of_input(self):
        terminal = self.start("analogy", "--top", "1")
        terminal.wait_for("analogy: ")
        terminal.type(b"queen king mother\r")
        answer = terminal.wait_for("margin to the runner-up")
        self.assertIn("queen is to king as mother is to ?", answer)
        self.assertIn("father", answer)
        terminal.wait_for("analogy: ")
        self.assertEqual(terminal.end(), 0)

    def test_a_mistake_does_not_end_it(self):
        terminal = self.start("neighbors", "--top", "1")
        terminal.wait_for("word: ")
        terminal.type(b"qeen\r")
        terminal.wait_for('did you mean "queen"')
        terminal.wait_for("word: ")
        terminal.type(b"king\r")
        terminal.wait_for("queen")
        terminal.wait_for("word: ")
        self.assertEqual(terminal.end(), 0)

    def test_lines_can_be_edited_and_come_back_from_the_history(self):
        terminal = self.start("neighbors", "--top", "1", "--json")
        terminal.wait_for("word: ")
        terminal.type(b"kxing\x02\x02\x02\x08\r")  # three to the left, delete
        terminal.wait_for('{"word":"king"')
        terminal.wait_for("word: ")
        terminal.type(b"aunt\r")
        terminal.wait_for('{"word":"aunt"')
        terminal.wait_for("word: ")
        terminal.type(UP + UP + b"\r")
        terminal.wait_for('{"word":"king"')
        terminal.wait_for("word: ")
        self.assertEqual(terminal.end(), 0)
        self.assertIn("aunt", self.history.read_text(encoding="utf-8"))

        again = self.start("neighbors", "--top", "1", "--json")
        again.wait_for("word: ")
        again.type(UP + b"\r")
        again.wait_for('{"word":"king"')
        again.wait_for("word: ")
        self.assertEqual(again.end(), 0)

    def test_the_end_of_input_is_heeded_even_before_the_prompt(self):
        self.assertEqual(self.start("neighbors").end(), 0)

    def test_a_history_that_cannot_be_written_is_done_without(self):
        self.environment["XDG_STATE_HOME"] = "/dev/null/state"
        terminal = self.start("neighbors", "--top", "1")
        terminal.wait_for("word: ")
        terminal.type(b"king\r")
        terminal.wait_for("queen")
        terminal.wait_for("word: ")
        self.assertEqual(terminal.end(), 0)
        self.assertNotIn("history", terminal.text)

    def test_an_interrupt_ends_it_and_gives_the_terminal_back(self):
        terminal = self.start("neighbors")
        terminal.wait_for("word: ")
        terminal.type(b"\x03")
        self.assertTrue(terminal.closes(seconds=60))
        status = os.waitpid(terminal.pid, 0)[1]
        self.assertTrue(os.WIFSIGNALED(status))
        self.assertEqual(os.WTERMSIG(status), signal.SIGINT)

    def test_results_go_to_standard_output_alone(self):
        done = subprocess.run(
            [LEXPROBE, "neighbors", "--model", self.model, "--top", "1"],
            input="king\naunt\n", capture_output=True, text=True, timeout=60,
            check=True, env=self.environment)
        self.assertEqual(done.stderr, "")
        self.assertNotIn("word:", done.stdout)
        self.assertIn("queen", done.stdout)


if __name__ == "__main__":
    unittest.main()
