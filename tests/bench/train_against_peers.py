#!/usr/bin/python3
"""Trains lexprobe, fastText and gensim on one text and asks all the same.

  tests/bench/train_against_peers.py --corpus TEXT.gz --questions FILE
      [--similarity FILE] [--threads 2] [--runs lexprobe,fasttext-1,...]

One program at a time, in one session of one machine. "seconds" is the wall
clock of the whole process, reading included; the peers are given the text in
lower case, a paragraph a line, words only, and that work of this script is not
counted. All vectors are judged by lexprobe evaluate on the first 30,000 words.
The models stay in --folder (default: build/peers).
"""

import argparse
import gzip
import json
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

GENSIM = """
import sys
from gensim.models import Word2Vec
text, output, epochs, threads, method = sys.argv[1:]
model = Word2Vec(corpus_file=text, vector_size=50, window=5, min_count=5,
                 workers=int(threads), sg=int(method == "skipgram"), negative=5,
                 sample=1e-4, epochs=int(epochs), seed=1)
model.wv.save_word2vec_format(output, binary=True)
"""


def lexprobe(arguments, *options):
    """The command that trains lexprobe, and what it writes."""
    model = arguments.folder / ("lexprobe" + "".join(options))
    return [arguments.lexprobe, "train", "--corpus", arguments.corpus, "--model", model,
            "--overwrite", "--threads", arguments.threads, *options], model


def fasttext(arguments, method, epochs):
    output = arguments.folder / f"fasttext-{method}-{epochs}"
    return ["fasttext", method, "-input", arguments.text, "-output", output,
            "-dim", 50, "-minCount", 5, "-maxn", 0, "-bucket", 0, "-neg", 5,
            "-ws", 5, "-t", "1e-4", "-epoch", epochs, "-thread",
            arguments.threads], f"{output}.vec"


def gensim(arguments, method, epochs):
    output = arguments.folder / f"gensim-{method}-{epochs}.bin"
    return ["/usr/bin/python3", "-c", GENSIM, arguments.text, output, epochs,
            arguments.threads, method], output


RUNS = {
    "lexprobe-1": lambda a: lexprobe(a, "--epochs=1", "--validity-epochs=0"),
    "lexprobe-fast": lambda a: lexprobe(a, "--preset=fast"),
    "lexprobe": lexprobe,
    "lexprobe-best": lambda a: lexprobe(a, "--preset=best"),
    "fasttext-1": lambda a: fasttext(a, "skipgram", 1),
    "fasttext-3": lambda a: fasttext(a, "skipgram", 3),
    "fasttext-5": lambda a: fasttext(a, "skipgram", 5),
    "fasttext-cbow-5": lambda a: fasttext(a, "cbow", 5),
    "gensim-1": lambda a: gensim(a, "skipgram", 1),
    "gensim-5": lambda a: gensim(a, "skipgram", 5),
    "gensim-cbow-5": lambda a: gensim(a, "cbow", 5),
}
DEFAULT_RUNS = "lexprobe-1,lexprobe,fasttext-1,fasttext-3,gensim-1"


def plain_text(arguments):
    """Writes what the peers read; gives its path."""
    path = arguments.folder / "text.txt"
    reader = gzip.open if arguments.corpus.suffix == ".gz" else open
    with reader(arguments.corpus, "rt", encoding="utf-8",
                errors="replace") as source, open(path, "w") as out:
        for line in source:
            words = WORD.findall(line.lower())
            if words:
                out.write(" ".join(words) + "\n")
    return path


def run(command, folder):
    """Runs a command; gives seconds, and what it said if it failed."""
    start = time.monotonic()
    with open(folder / "log.txt", "w") as log:
        code = subprocess.run([str(word) for word in command], check=False,
                              stdin=subprocess.DEVNULL, stdout=log,
                              stderr=subprocess.STDOUT).returncode
    seconds = time.monotonic() - start
    if code != 0:
        sys.exit(f"{command} gave {code}:\n" +
                 (folder / "log.txt").read_text()[-2000:])
    return seconds


def judge(model, arguments):
    """Accuracy of 3CosAdd, coverage, Spearman correlation."""
    command = [arguments.lexprobe, "evaluate", "--model", model, "--restrict-vocab",
               "30000", "--without-baselines", "--resamples", "0", "--json",
               "--questions", arguments.questions]
    if arguments.similarity:
        command += ["--similarity", arguments.similarity]
    done = subprocess.run([str(word) for word in command], check=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL)
    return json.loads(done.stdout)


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", type=pathlib.Path,
                        default=ROOT / "data/world/world.txt.gz")
    parser.add_argument("--questions", type=pathlib.Path,
                        default=ROOT / "data/world/questions.txt")
    parser.add_argument("--similarity", type=pathlib.Path)
    parser.add_argument("--threads", default=os.cpu_count(), type=int)
    parser.add_argument("--runs", default=DEFAULT_RUNS,
                        help="of " + ", ".join(RUNS))
    parser.add_argument("--lexprobe", type=pathlib.Path,
                        default=ROOT / "build" / "bin" / "lexprobe")
    parser.add_argument("--folder", type=pathlib.Path,
                        default=ROOT / "build" / "peers")
    arguments = parser.parse_args()
    unknown = set(arguments.runs.split(",")) - set(RUNS)
    if unknown:
        parser.error(f"no run {unknown.pop()}; there are {', '.join(RUNS)}")
    return arguments


def total_of(report):
    """The line of the report over all sections."""
    sections = report["analogies"][0]["sections"]
    return next(line for line in sections if line["section"] == "total")


def main():
    arguments = parse_arguments()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    arguments.text = plain_text(arguments)
    load = os.getloadavg()[0]
    print(f"{arguments.corpus}, {arguments.threads} threads, load {load:.1f}\n")
    print(f"{'run':<16}{'seconds':>9}{'accuracy':>10}{'answerable':>12}"
          f"{'similarity':>12}", flush=True)
    for name in arguments.runs.split(","):
        command, model = RUNS[name](arguments)
        seconds = run(command, arguments.folder)
        report = judge(model, arguments)
        total = total_of(report)
        similarity = "".join(f"{s['spearman']:.3f}"
                             for s in report.get("similarities", []))
        print(f"{name:<16}{seconds:>9.1f}{total['accuracy']:>10.1%}"
              f"{total['covered']:>12}{similarity:>12}", flush=True)


if __name__ == "__main__":
    main()
