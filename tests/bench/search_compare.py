#!/usr/bin/env python3
"""Search against gensim, numpy and FAISS, in one run on one machine.

    tests/bench/search_compare.py BUILD_FOLDER [--large]

20,000 analogies over 30,000 vectors of dimension 50, random: lexprobe's batched
search (neighbors_bench, which must be built: LEXPROBE_BENCH), `lexprobe
evaluate` as a whole process, gensim's evaluate_word_analogies, numpy and
FAISS's flat index. --large adds one query over 3,000,000 x 300 beside a plain
read of the same mapped matrix, FAISS and numpy: 3.6 GB of disk in TMPDIR and
twice that of memory. Prints a Markdown table.

What it compares with comes by tools/install_packages --with-benchmarks.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import tempfile
import time

THREADS = 2
ROWS, DIM, QUESTIONS = 30_000, 50, 20_000
REPEATS = 3

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = str(THREADS)

import faiss  # noqa: E402
import numpy  # noqa: E402
from gensim.models import KeyedVectors  # noqa: E402


def best_of(work, repeats=REPEATS):
    """The least seconds that `work` takes."""
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def benchmarks(build, pattern):
    """Seconds and bytes a second of neighbors_bench, by name."""
    done = subprocess.run(
        [build / "bin" / "neighbors_bench", f"--benchmark_filter={pattern}",
         f"--benchmark_repetitions={REPEATS}", "--benchmark_format=json"],
        check=True, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL)
    found = {}
    for row in json.loads(done.stdout)["benchmarks"]:
        if row["run_type"] != "iteration":
            continue
        name = re.sub(r"/real_time$", "", row["run_name"])
        seconds = row["real_time"] / 1000
        if name not in found or seconds < found[name][0]:
            found[name] = seconds, row.get("bytes_per_second")
    return found


def make_questions(folder):
    rng = numpy.random.default_rng(1)
    vectors = rng.uniform(-1, 1, (ROWS, DIM)).astype(numpy.float32)
    asked = rng.integers(0, ROWS, (QUESTIONS, 4))
    model = folder / "model.bin"
    with open(model, "wb") as file:
        file.write(f"{ROWS} {DIM}\n".encode())
        for i, vector in enumerate(vectors):
            file.write(f"w{i} ".encode() + vector.tobytes() + b"\n")
    questions = folder / "questions.txt"
    lines = [" ".join(f"w{i}" for i in row) for row in asked]
    questions.write_text(": all\n" + "\n".join(lines) + "\n")
    return vectors, asked, model, questions


def by_numpy(unit, asked, block=1000):
    for start in range(0, len(asked), block):
        a, a_star, b, _ = asked[start:start + block].T
        scores = (unit[a_star] - unit[a] + unit[b]) @ unit.T
        rows = numpy.arange(len(a))
        for words in (a, a_star, b):
            scores[rows, words] = -numpy.inf
        scores.argmax(axis=1)


def compare_batches(build, folder):
    vectors, asked, model, questions = make_questions(folder)
    unit = vectors / numpy.linalg.norm(vectors, axis=1, keepdims=True)
    a, a_star, b, _ = asked.T
    targets = unit[a_star] - unit[a] + unit[b]
    index = faiss.IndexFlatIP(DIM)
    index.add(unit)
    faiss.omp_set_num_threads(THREADS)
    loaded = KeyedVectors.load_word2vec_format(str(model), binary=True)
    evaluate = [build / "bin" / "lexprobe", "evaluate", "--model", model,
                "--questions", questions, "--without-baselines",
                "--resamples", "0", "--case", "keep", "--as", "json"]
    found = benchmarks(build, f"NearestToEach/cosine/{ROWS}/{DIM}/")
    times = {f"lexprobe, batched search, {name[-1]} thread"
             f"{'' if name[-1] == '1' else 's'}": seconds
             for name, (seconds, _) in sorted(found.items())}
    times["lexprobe evaluate, the whole process"] = best_of(
        lambda: subprocess.run(evaluate, check=True,
                               stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL))
    times[f"FAISS IndexFlatIP, top 4, {THREADS} threads"] = best_of(
        lambda: index.search(targets, 4))
    times[f"numpy, blocks of 1,000, {THREADS} threads"] = best_of(
        lambda: by_numpy(unit, asked))
    times["gensim evaluate_word_analogies"] = best_of(
        lambda: loaded.evaluate_word_analogies(
            str(questions), restrict_vocab=ROWS, case_insensitive=False), 1)
    print(f"{QUESTIONS:,} analogies over {ROWS:,} x {DIM}\n\n"
          "| by | seconds | analogies a second |\n| --- | --: | --: |")
    for name, seconds in times.items():
        print(f"| {name} | {seconds:.3f} | {QUESTIONS / seconds:,.0f} |")


def compare_single(build):
    rows, dim = 3_000_000, 300
    size = rows * dim * 4
    found = benchmarks(build, f"(PlainRead|NearestTo/cosine)/{rows}/")
    print(f"\nOne query over {rows:,} x {dim}, {size / 1e9:.1f} GB\n\n"
          "| by | ms | GB a second |\n| --- | --: | --: |")
    for name, (seconds, rate) in sorted(found.items()):
        what = "plain read" if "Plain" in name else "lexprobe, cosine, top 10"
        print(f"| {what}, threads: {name[-1]} | {1000 * seconds:.0f} "
              f"| {rate / 1e9:.2f} |")
    rng = numpy.random.default_rng(2)
    vectors = numpy.empty((rows, dim), dtype=numpy.float32)
    for block in range(0, rows, 100_000):
        vectors[block:block + 100_000] = rng.random(
            (100_000, dim), dtype=numpy.float32) - 0.5
    query = vectors[:1].copy()
    seconds = best_of(lambda: numpy.argmax(vectors @ query[0]))
    print(f"| numpy, dot products, top 1, threads: {THREADS} "
          f"| {1000 * seconds:.0f} | {size / seconds / 1e9:.2f} |")
    index = faiss.IndexFlatIP(dim)
    index.add(vectors)
    del vectors
    seconds = best_of(lambda: index.search(query, 10))
    print(f"| FAISS IndexFlatIP, dot products, top 10, threads: {THREADS} "
          f"| {1000 * seconds:.0f} | {size / seconds / 1e9:.2f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--large", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        compare_batches(arguments.build.resolve(), pathlib.Path(folder))
    if arguments.large:
        compare_single(arguments.build.resolve())


if __name__ == "__main__":
    main()
