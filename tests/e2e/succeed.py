"""Runs commands that must succeed, for the tests beside this file."""

import subprocess


def succeed(*command):
    """Runs a command; gives what it printed, or says why it failed."""
    words = [str(word) for word in command]
    done = subprocess.run(words, text=True, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=300, check=False)
    if done.returncode != 0:
        raise AssertionError(f"{words} gave {done.returncode}:\n{done.stderr}")
    return done.stdout
