#!/usr/bin/env python3
"""How fast two processes of one thread are beside one of two threads.

    tests/bench/ranks_against_threads.py BUILD_FOLDER [--runs 5] [--options ...]

Trains both in turn, on an otherwise idle machine of two cores or more, and
prints for each stage the positives learned from a second, and their ratio.
What follows --options goes to `train`; the corpus is data/world unless it is there.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def rates(lexprobe, ranks, options):
    """Tokens a second of all processes, by stage: positives are in proportion.

    The last progress of a stage counts one process, all of which read alike."""
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder) / "log.json"
        command = [lexprobe, "train", "--model", f"{folder}/model",
                   "--log-json", log, "--threads", str(3 - ranks), *options]
        if ranks > 1:
            command = [ROOT / "tools" / "launch", "-n", str(ranks), "--",
                       *command]
        subprocess.run(command, check=True, capture_output=True)
        last = {}
        for line in log.read_text().splitlines():
            event = json.loads(line)
            if event["event"] == "evaluation":
                last[event["stage"]] = event
        return {stage: ranks * event["tokens"] / event["seconds"]
                for stage, event in last.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--options", nargs=argparse.REMAINDER, default=[])
    arguments = parser.parse_args()
    lexprobe = arguments.build.resolve() / "bin" / "lexprobe"
    options = arguments.options
    if "--corpus" not in options:
        options = ["--corpus", ROOT / "data" / "world" / "world.txt.gz",
                   *options]
    measured = {1: [], 2: []}
    for _ in range(arguments.runs):
        for ranks, runs in measured.items():
            runs.append(rates(lexprobe, ranks, options))
    for stage in measured[1][0]:
        one, two = (statistics.median(run[stage] for run in measured[ranks])
                    for ranks in (1, 2))
        ratios = sorted(two_run[stage] / one_run[stage] for one_run, two_run
                        in zip(measured[1], measured[2]))
        print(f"{stage}: {one:,.0f} tokens/s with two threads, {two:,.0f} with "
              f"two processes: {two / one:.2f} ({ratios[0]:.2f} to "
              f"{ratios[-1]:.2f})")


if __name__ == "__main__":
    main()
