#!/usr/bin/python3
"""Trains lexprobe, fastText and gensim on one text and asks all the same.

  tests/bench/train_against_peers.py --corpus TEXT.gz --questions FILE
      [--similarity FILE] [--threads 2] [--repeats 3] [--runs lexprobe,...]

One program at a time, in one session of one machine; with --repeats the
programs take turns, and medians are given. Columns:
  seconds     wall clock of the whole process, reading included, and its range
  processor   seconds of all processors
  words/s     words of the text times epochs, by seconds
  labelled/s  labelled N-grams of lexprobe's stages, by the stages' seconds
  memory      the most that was resident
  total, semantic, syntactic
              shares of the questions, 3CosAdd, first 30,000 words
  similarity  Spearman correlation with --similarity
  OCS         how well the offsets of the gender pairs agree (data/hypotheses)
  AUC, paired of lexprobe's validity network on text not trained on
The peers are given the text in lower case, a paragraph a line, words only, and
that work of this script is not counted. The models stay in --folder. Then each
peer beside the run of ours that answers most in no more time, with intervals.
"""

import argparse
import json
import os
import pathlib
import statistics
import sys

import equal_time
import training_runs
from training_runs import ROOT, RUNS

DEFAULT_RUNS = ("lexprobe-fast,lexprobe,lexprobe-thorough,lexprobe-best,"
                "fasttext-1,fasttext-3,fasttext-cbow-1,fasttext-cbow-3,gensim-1")
COLUMNS = [("seconds", 16), ("processor", 10), ("words/s", 9),
           ("labelled/s", 11), ("memory", 8), ("total", 7), ("semantic", 9),
           ("syntactic", 10), ("similarity", 11), ("OCS", 7), ("AUC", 8),
           ("paired", 8)]


def epochs_of(program):
    if program.epochs:
        return program.epochs
    options = json.loads((program.vectors / "run.json").read_text())["options"]
    return (options["epochs"] * options.get("replicas", 1) +
            options["validity_epochs"])


def row_of(runs, program, judged, arguments):
    """The table's row, as text by column."""
    seconds = [run["seconds"] for run in runs]
    middle = statistics.median(seconds)
    row = {
        "seconds": f"{middle:.1f} ({min(seconds):.0f}-{max(seconds):.0f})",
        "processor":
            f"{statistics.median(run['processor'] for run in runs):.0f}",
        "words/s":
            f"{arguments.words * epochs_of(program) / middle / 1e3:.0f} k",
        "memory": f"{max(run['memory'] for run in runs) / 2**20:.0f} MB",
    }
    if program.log:
        rate, validity = training_runs.learned_of(program)
        row["labelled/s"] = f"{rate / 1e6:.0f} M"
        row["AUC"] = f"{validity['auc']:.4f}"
        row["paired"] = f"{validity['paired']:.4f}"
    for name in ("total", "semantic", "syntactic"):
        if name in judged[0]:
            row[name] = f"{statistics.median(j[name] for j in judged):.1%}"
    if "similarity" in judged[0]:
        row["similarity"] = \
            f"{statistics.median(j['similarity'] for j in judged):.3f}"
    if judged[0]["OCS"] is not None:
        row["OCS"] = f"{statistics.median(j['OCS'] for j in judged):.3f}"
    return row


def print_run(name, run, judged):
    """At once, since all together take long."""
    numbers = ", ".join(f"{key} {value:.4g}" for key, value in judged.items()
                        if value is not None)
    print(f"{name}: {run['seconds']:.1f} s, {numbers}", file=sys.stderr,
          flush=True)


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=pathlib.Path,
                        default=ROOT / "data/world/world.txt.gz")
    parser.add_argument("--questions", type=pathlib.Path,
                        default=ROOT / "data/world/questions.txt")
    parser.add_argument("--similarity", type=pathlib.Path)
    parser.add_argument("--threads", default=os.cpu_count(), type=int)
    parser.add_argument("--min-count", default=10, type=int)
    parser.add_argument("--repeats", default=1, type=int)
    parser.add_argument("--runs", default=DEFAULT_RUNS,
                        help="of " + ", ".join(RUNS))
    parser.add_argument("--lexprobe", type=pathlib.Path,
                        default=ROOT / "build" / "bin" / "lexprobe")
    parser.add_argument("--folder", type=pathlib.Path,
                        default=ROOT / "build" / "peers")
    arguments = parser.parse_args()
    arguments.runs = arguments.runs.split(",")
    unknown = set(arguments.runs) - set(RUNS)
    if unknown:
        parser.error(f"no run {unknown.pop()}; there are {', '.join(RUNS)}")
    return arguments


def main():
    arguments = parse_arguments()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    arguments.text = arguments.folder / "text.txt"
    arguments.words = training_runs.plain_text(arguments.corpus, arguments.text)
    print(f"{arguments.corpus}: {arguments.words / 1e6:.1f} M words; "
          f"{arguments.threads} threads, words seen {arguments.min_count} "
          f"times, {arguments.repeats} turns, load {os.getloadavg()[0]:.1f}\n")
    runs = {name: [] for name in arguments.runs}
    judged = {name: [] for name in arguments.runs}
    programs = {name: RUNS[name](arguments) for name in arguments.runs}
    for _ in range(arguments.repeats):
        for name, program in programs.items():
            runs[name].append(training_runs.run(program, arguments.folder))
            judged[name].append(training_runs.judge(program, arguments))
            print_run(name, runs[name][-1], judged[name][-1])
    print(f"{'run':<18}" + "".join(f"{name:>{w}}" for name, w in COLUMNS))
    for name, program in programs.items():
        row = row_of(runs[name], program, judged[name], arguments)
        print(f"{name:<18}" + "".join(f"{row.get(column, ''):>{width}}"
                                      for column, width in COLUMNS))
    equal_time.print_table(programs, runs, judged, arguments)


if __name__ == "__main__":
    main()
