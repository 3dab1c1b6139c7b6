#!/usr/bin/env python3
"""Export beside gensim's save, numpy's and cp, in one run on one machine.

    tests/bench/export_compare.py BUILD_FOLDER [ROWS [DIM]]

Random vectors, 400,000 x 50 unless told otherwise, as a native file. Each file
is written into one folder of TMPDIR, twice, and the better time is taken, up
to the sync to disk (lexprobe syncs its files; the others are synced here).
Prints a Markdown table. What it compares with comes by tools/install_packages
--with-tests.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

import numpy
from gensim.models import KeyedVectors

REPEATS = 2


def sync(path):
    descriptor = os.open(path, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def seconds_of(write, path):
    """The least time that writing `path` takes."""
    best = None
    for _ in range(REPEATS):
        path.unlink(missing_ok=True)
        start = time.perf_counter()
        write()
        sync(path)
        taken = time.perf_counter() - start
        best = taken if best is None else min(best, taken)
    return best


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("rows", type=int, nargs="?", default=400_000)
    parser.add_argument("dim", type=int, nargs="?", default=50)
    arguments = parser.parse_args()
    lexprobe = arguments.build.resolve() / "bin" / "lexprobe"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        compare(lexprobe, folder, arguments.rows, arguments.dim)


def compare(lexprobe, folder, rows, dim):
    rng = numpy.random.default_rng(1)
    vectors = rng.standard_normal((rows, dim), dtype=numpy.float32)
    model = KeyedVectors(dim)
    model.add_vectors([f"word{i}" for i in range(rows)], vectors)
    out = folder / "out"
    first = folder / "first.bin"
    native = folder / "model.lexprobe"
    model.save_word2vec_format(str(first), binary=True)

    def export(form, source, *options):
        subprocess.run([lexprobe, "export", "--model", source, "--format",
                        form, "--output", out, *options], check=True,
                       stderr=subprocess.DEVNULL)

    export("native", first)
    out.rename(native)

    print(f"{rows:,} x {dim}\n\n| file | by | seconds | MB a second | "
          "times cp |\n| --- | --- | --: | --: | --: |")
    works = [
        ("word2vec text", "lexprobe", lambda: export("word2vec-text", native)),
        ("word2vec text", "lexprobe, 1 thread",
         lambda: export("word2vec-text", native, "--threads", "1")),
        ("word2vec text", "gensim",
         lambda: model.save_word2vec_format(str(out))),
        ("GloVe", "lexprobe", lambda: export("glove", native)),
        ("word2vec binary", "lexprobe",
         lambda: export("word2vec-binary", native)),
        ("word2vec binary", "gensim",
         lambda: model.save_word2vec_format(str(out), binary=True)),
        ("npy", "lexprobe", lambda: export("npy", native)),
        ("npy", "numpy", lambda: numpy.save(open(out, "wb"), vectors)),
        ("safetensors", "lexprobe", lambda: export("safetensors", native)),
        ("native", "lexprobe", lambda: export("native", native)),
    ]
    for form, program, work in works:
        seconds = seconds_of(work, out)
        size = out.stat().st_size
        copy = folder / "copy"
        cp = seconds_of(lambda: shutil.copyfile(out, copy), copy)
        print(f"| {form} | {program} | {seconds:.2f} | "
              f"{size / seconds / 1e6:.0f} | {seconds / cp:.1f} |", flush=True)


if __name__ == "__main__":
    main()
