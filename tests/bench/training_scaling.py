#!/usr/bin/python3
"""How the cost of training grows with threads and with text.

  tests/bench/training_scaling.py --corpus TEXT.gz [--options ...]

Seconds, peak memory and labelled N-grams a second of lexprobe train with 1, 2,
4, ... threads, and on the first tenth, 3 tenths and all of the text (--shares).
One run at a time; the last column is the cost for each word, by that of the
first row. Memory grows with the vocabulary, and that with the text, unless it
is bounded: --options --max-vocabulary 10000.
"""

import argparse
import os
import pathlib

import training_runs
from training_runs import ROOT


def measure(arguments, corpus, threads):
    program = training_runs.lexprobe(arguments, *arguments.options,
                                     corpus=corpus, threads=threads)
    measured = training_runs.run(program, arguments.folder)
    measured["words"] = training_runs.events_of(program, "corpus")[0]["tokens"]
    measured["rate"], _ = training_runs.learned_of(program)
    return measured


def print_row(name, measured, first):
    cost = measured["seconds"] / measured["words"]
    print(f"{name:<24}{measured['seconds']:>9.1f}"
          f"{measured['memory'] / 2**20:>8.0f} MB"
          f"{measured['rate'] / 1e6:>10.0f} M{cost / first:>10.2f}", flush=True)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=pathlib.Path,
                        default=ROOT / "data/world/world.txt.gz")
    parser.add_argument("--threads", default=os.cpu_count(), type=int)
    parser.add_argument("--min-count", default=10, type=int)
    parser.add_argument("--lexprobe", type=pathlib.Path,
                        default=ROOT / "build" / "bin" / "lexprobe")
    parser.add_argument("--folder", type=pathlib.Path,
                        default=ROOT / "build" / "scaling")
    parser.add_argument("--shares", default="0.1,0.3,1",
                        help="of the text; 10 is all of it ten times")
    parser.add_argument("--options", nargs=argparse.REMAINDER, default=[])
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    print(f"{arguments.corpus}, load {os.getloadavg()[0]:.1f}\n\n"
          f"{'':<24}{'seconds':>9}{'memory':>11}{'labelled/s':>12}{'cost':>10}")
    first = None
    threads = 1
    while threads <= arguments.threads:
        measured = measure(arguments, arguments.corpus, threads)
        first = first or measured["seconds"] / measured["words"]
        print_row(f"{threads} threads, all", measured, first)
        threads *= 2
    first = None
    for share in [float(share) for share in arguments.shares.split(",")]:
        part = training_runs.uncompressed(
            arguments.corpus, arguments.folder / "part.txt", share)
        measured = measure(arguments, part, arguments.threads)
        first = first or measured["seconds"] / measured["words"]
        print_row(f"{arguments.threads} threads, {share:.0%} of it", measured,
                  first)


if __name__ == "__main__":
    main()
