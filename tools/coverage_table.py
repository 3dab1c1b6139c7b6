#!/usr/bin/env python3
"""Prints a table of what llvm-cov export --summary-only says, room by room.

    llvm-cov export ... --summary-only | coverage_table.py LEAST

Exits with 1 if less than LEAST percent of all lines were run.
"""

import collections
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORST = 12


def share(counts):
    return 100 * counts[1] / counts[0] if counts[0] else 100.0


def room_of(path):
    parts = path.relative_to(ROOT).parts
    return parts[1] if parts[0] == "src" else parts[2]


def main():
    least = float(sys.argv[1])
    rooms = collections.defaultdict(lambda: {"lines": [0, 0],
                                             "branches": [0, 0]})
    unreached = []
    for file in json.load(sys.stdin)["data"][0]["files"]:
        path = pathlib.Path(file["filename"])
        summary = file["summary"]
        for kind in ("lines", "branches"):
            for name in (room_of(path), "all"):
                rooms[name][kind][0] += summary[kind]["count"]
                rooms[name][kind][1] += summary[kind]["covered"]
        lines = summary["lines"]
        unreached.append((lines["count"] - lines["covered"],
                          str(path.relative_to(ROOT))))
    print(f"{'room':12} {'lines':>8} {'run':>7} {'branches':>9} {'taken':>7}")
    for name in sorted(rooms, key=lambda name: (name == "all", name)):
        lines, branches = rooms[name]["lines"], rooms[name]["branches"]
        print(f"{name:12} {lines[0]:8} {share(lines):6.1f}% {branches[0]:9} "
              f"{share(branches):6.1f}%")
    print("\nlines that no test runs, most first:")
    for count, path in sorted(unreached, reverse=True)[:WORST]:
        print(f"{count:6}  {path}")
    if share(rooms["all"]["lines"]) < least:
        sys.exit(f"coverage: less than {least:g}% of the lines were run")


if __name__ == "__main__":
    main()
