#!/usr/bin/env python3
"""Fails when a room looks into a room it may not, or a house rule is broken.

Run from anywhere: tools/check_layers.py [project folder]. Exit code 1 and one
line a finding, as file:line: what, when something is wrong.
"""

import pathlib
import re
import sys

# A room may include headers of these rooms and of itself.
ALLOWED = {
    "base": "",
    "text": "base",
    "vocab": "base text",
    "ngram": "base text vocab",
    "store": "base vocab",
    "probe": "base text vocab store",
    "stats": "base vocab store probe",
    "report": "base vocab store probe stats",
    "model": "base text vocab ngram",
    "dist": "base",
    "train": "base text vocab ngram model dist store",
    "oscillator": "base store stats report",
    "cli": "base text vocab ngram store probe stats report model dist train"
           " oscillator",
}
# Rooms whose files may name LibTorch.
TORCH_ROOMS = {"model", "dist", "train", "oscillator"}
# The command-line files that are built into lexprobe-train.
TORCH_COMMANDS = {"train_main", "train_command", "score_command",
                  "oscillator_command", "train_commands"}
INCLUDE = re.compile(r'#include\s+"(?:lexprobe/)?(\w+)/')
TORCH = re.compile(r"#include\s+[<\"](torch|ATen|c10)/|\b(torch|at|c10)::\w")
# What would run or trust bytes of a file: LibTorch's deserialiser, a shell.
DANGEROUS = re.compile(r"\btorch::(load|jit::load|pickle_load)\b|"
                       r"\bInputArchive\b|(?<![\w.:>])(system|popen|dlopen)\(")
TYPE = re.compile(r"(?:struct|class|enum class) (\w+)(?: final)?(?: :.*)? ?\{")
OUTSIDE_CLI = re.compile(
    r"\bthrow\b|\bstd::(cerr|cout|exit|abort)\b|(?<![\w.:>])(exit|abort|printf)\(")


def code_lines(path):
    """The lines of a file with comments and string contents blanked."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", lambda m: "\n" * m.group().count("\n"), text,
                  flags=re.S)
    for number, line in enumerate(text.splitlines(), 1):
        if not line.lstrip().startswith("#include"):
            line = re.sub(r'"(\\.|[^"\\])*"', '""', line)
        yield number, re.sub(r"//.*", "", line)


def findings_of(path, room):
    """Yields (line number, what is wrong) for one source file."""
    torch_ok = room in TORCH_ROOMS or path.stem in TORCH_COMMANDS
    for number, line in code_lines(path):
        seen = INCLUDE.search(line)
        if seen and seen[1] in ALLOWED and seen[1] != room:
            if seen[1] not in ALLOWED[room].split():
                yield number, f"room {room} may not include room {seen[1]}"
        if TORCH.search(line) and not torch_ok:
            yield number, "LibTorch outside " + ", ".join(sorted(TORCH_ROOMS))
        if DANGEROUS.search(line):
            yield number, "a file could be run, or read without a checksum"
        if re.search(r"#include\s+<zlib.h>", line) and not (
                room == "base" and path.name.startswith("gzip_")):
            yield number, "zlib.h outside src/base/gzip_*.cc"
        if re.search(r"#include\s+<(faiss/|omp.h)", line) and not (
                room == "probe" and path.stem == "hnsw_graph"):
            yield number, "FAISS outside src/probe/hnsw_graph.cc"
        if "std::string_view" in line or "#include <string_view>" in line:
            yield number, "std::string_view; use absl::string_view"
        if room != "cli" and path.stem != "check" and OUTSIDE_CLI.search(line):
            yield number, "printing, throwing or exiting outside cli"


def repeated_types(headers):
    """Yields (path, line number, what): one name for two types of a namespace.

    The linker would take the functions of the one for those of the other.
    """
    places = {}
    for path, room in headers:
        for number, line in code_lines(path):
            seen = TYPE.match(line)
            if not seen:
                continue
            first = places.setdefault((room == "cli", seen[1]),
                                      f"{path}:{number}")
            if first != f"{path}:{number}":
                yield path, number, f"type {seen[1]} is that of {first} too"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1
                        else pathlib.Path(__file__).parent.parent)
    count = 0
    headers = []
    for top in (root / "include" / "lexprobe", root / "src"):
        for path in sorted([*top.rglob("*.h"), *top.rglob("*.cc")]):
            room = path.relative_to(top).parts[0]
            if room not in ALLOWED:
                print(f"{path}:1: no such room: {room}")
                count += 1
                continue
            if path.suffix == ".h":
                headers.append((path, room))
            for number, what in findings_of(path, room):
                print(f"{path}:{number}: {what}")
                count += 1
    for path, number, what in repeated_types(headers):
        print(f"{path}:{number}: {what}")
        count += 1
    print(f"check_layers: {count} findings")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
