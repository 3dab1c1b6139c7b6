#!/usr/bin/python3
"""Reading text: lexprobe's tokens as numbers, beside fastText's dictionary.

  tests/bench/reading_against_fasttext.py --corpus TEXT.gz [--repeats 3]

One thread each, in turn; medians. fastText reads words that are already apart,
in lower case, until it has counted them. lexprobe reads the same file, and the
text as it was, with capitals and marks; it finds sentences and words, counts,
and writes every word and mark as a number.
"""

import argparse
import pathlib
import statistics
import subprocess
import time

import training_runs
from training_runs import ROOT


def fasttext_seconds(arguments):
    """Until it says how many words there are."""
    command = ["fasttext", "skipgram", "-input", arguments.text, "-output",
               arguments.folder / "dictionary", "-dim", "1", "-bucket", "0",
               "-maxn", "0", "-minCount", arguments.min_count, "-epoch", "0",
               "-thread", "1"]
    start = time.monotonic()
    with subprocess.Popen([str(word) for word in command],
                          stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT) as process:
        seen = b""
        while b"Number of words" not in seen:
            byte = process.stdout.read(1)
            if not byte:
                raise RuntimeError(f"fasttext: {seen[-300:]}")
            seen += byte
        seconds = time.monotonic() - start
        process.kill()
    return seconds


def lexprobe_seconds(arguments, corpus):
    program = training_runs.lexprobe(arguments, "--epochs=0.0001",
                                     "--validity-epochs=0", corpus=corpus,
                                     threads=1)
    training_runs.run(program, arguments.folder)
    return training_runs.events_of(program, "corpus")[0]["seconds"]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=pathlib.Path,
                        default=ROOT / "data/world/world.txt.gz")
    parser.add_argument("--min-count", default=10, type=int)
    parser.add_argument("--repeats", default=3, type=int)
    parser.add_argument("--lexprobe", type=pathlib.Path,
                        default=ROOT / "build" / "bin" / "lexprobe")
    parser.add_argument("--folder", type=pathlib.Path,
                        default=ROOT / "build" / "reading")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    arguments.text = arguments.folder / "text.txt"
    training_runs.plain_text(arguments.corpus, arguments.text)
    as_it_is = training_runs.uncompressed(arguments.corpus,
                                          arguments.folder / "as_it_is.txt")
    ways = {
        "fastText's dictionary": lambda: fasttext_seconds(arguments),
        "lexprobe, the same file":
            lambda: lexprobe_seconds(arguments, arguments.text),
        "lexprobe, plain text": lambda: lexprobe_seconds(arguments, as_it_is),
        "lexprobe, as given": lambda: lexprobe_seconds(arguments,
                                                       arguments.corpus),
    }
    seconds = {name: [] for name in ways}
    for _ in range(arguments.repeats):
        for name, way in ways.items():
            seconds[name].append(way())
    first = statistics.median(seconds["fastText's dictionary"])
    for name, taken in seconds.items():
        middle = statistics.median(taken)
        print(f"{name:<24}{middle:>8.2f} s ({min(taken):.2f}-{max(taken):.2f})"
              f"{first / middle:>8.2f} times")


if __name__ == "__main__":
    main()
