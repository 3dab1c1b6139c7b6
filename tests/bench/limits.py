#!/usr/bin/env python3
"""Meets the limits that are too large for tests/e2e/limits_test.py.

    limits.py BUILD_FOLDER [--only NAME...] [--folder DIR]

Makes each text in DIR (some 10 GB of disk are used at a time), trains on it,
and prints a row of tests/LIMITS.md: what was asked, exit code, what the run
said that it would need, the most memory that it had, the largest files, and
how long it took.
"""

import argparse
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

MEASURE = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
sys.exit(code)
"""
SHORT = ["--epochs", "0.1", "--validity-epochs", "0.01"]
SENTENCE = "the dog and the cat play outside with a ball of the boy\n"


def words_of(path, different):
    """Each word twice, 20 a line."""
    with open(path, "w", encoding="ascii") as out:
        for _ in range(2):
            for i in range(0, different, 20):
                out.write(" ".join(f"w{n:x}" for n in range(i, i + 20)) + "\n")
    return path


def one_line(path, size):
    text = SENTENCE.replace("\n", " ") * 20_000
    with open(path, "w", encoding="ascii") as out:
        for _ in range(size // len(text) + 1):
            out.write(text)
    return path


def many_files(folder, count):
    for i in range(count):
        part = folder / f"{i // 1000}"
        part.mkdir(parents=True, exist_ok=True)
        (part / f"{i}.txt").write_bytes(SENTENCE.encode())
    return folder


# Name, what the text is, and the options.
CASES = {
    "vocabulary 10 M": (lambda d: words_of(d / "t", 10_000_000),
                        [*SHORT, "--min-count", "1"], None),
    "vocabulary 1 M, dimension 500": (
        lambda d: words_of(d / "t", 1_000_000),
        [*SHORT, "--min-count", "1", "--dim", "500"], None),
    "one line of 1 GB": (lambda d: one_line(d / "t", 1_000_000_000),
                         ["--epochs", "0.02", "--validity-epochs", "0.001"],
                         None),
    "1 M files": (lambda d: many_files(d / "t", 1_000_000), SHORT, None),
    "dimension 4096": (lambda d: words_of(d / "t", 50_000),
                       [*SHORT, "--min-count", "1", "--dim", "4096"], None),
    "order 15, dimension 1": (lambda d: words_of(d / "t", 50_000),
                              [*SHORT, "--min-count", "1", "--order", "15",
                               "--dim", "1"], None),
    "order 15, dimension 4096, hidden 8192": (
        lambda d: words_of(d / "t", 1_000),
        [*SHORT, "--min-count", "1", "--order", "15", "--dim", "4096",
         "--hidden", "8192"], None),
    "ulimit -v 2 GB, vocabulary 1 M": (
        lambda d: words_of(d / "t", 1_000_000),
        [*SHORT, "--min-count", "1", "--dim", "500"], 2_000_000_000),
}


def human(size):
    return f"{size / 1e9:.2f} GB" if size >= 1e8 else f"{size / 1e6:.1f} MB"


def run(build, folder, make, options, limit):
    text, model = make(folder), folder / "model"

    def restrict():
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, build / "bin" / "lexprobe", "train",
         "--corpus", text, "--model", model, "--threads", "2", *options],
        text=True, capture_output=True, check=False, preexec_fn=restrict)
    took = time.monotonic() - start
    need = re.search(r"up to (\d+) MB of memory more .* and (\d+) MB of disk",
                     done.stderr)
    files = sum(path.stat().st_size for path in model.glob("*.lexprobe"))
    last = done.stderr.strip().splitlines()[-1] if done.returncode else "trained"
    return [f"{done.returncode}", last,
            human(int(need[1]) * 1e6) if need else "-",
            human(int(done.stdout or 0)),
            human(int(need[2]) * 1e6) if need else "-", human(files),
            f"{took:.0f} s"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--only", nargs="*", choices=sorted(CASES))
    parser.add_argument("--folder", type=pathlib.Path)
    arguments = parser.parse_args()
    print("| limit | exit code | what it said | memory foretold, beyond the "
          "reading's | peak | disk foretold | files | took |")
    print("| --- | --: | --- | --: | --: | --: | --: | --: |", flush=True)
    for name in arguments.only or CASES:
        folder = pathlib.Path(tempfile.mkdtemp(dir=arguments.folder))
        try:
            row = run(arguments.build.resolve(), folder, *CASES[name])
        finally:
            shutil.rmtree(folder)
        print(f"| {name} | {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
