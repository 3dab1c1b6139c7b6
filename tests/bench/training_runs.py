"""What the training benchmarks share: programs to train with, how a run is
measured, how its vectors are judged. Each run is a process of its own.
"""

import dataclasses
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
text, output, epochs, threads, method, min_count = sys.argv[1:]
model = Word2Vec(corpus_file=text, vector_size=50, window=5,
                 min_count=int(min_count), workers=int(threads),
                 sg=int(method == "skipgram"), negative=5, sample=1e-4,
                 epochs=int(epochs), seed=1)
model.wv.save_word2vec_format(output, binary=True)
"""


@dataclasses.dataclass
class Program:
    """A command that trains, and what is known of it."""
    command: list
    vectors: pathlib.Path
    epochs: float
    log: pathlib.Path = None  # lexprobe's JSON log


def lexprobe(arguments, *options, corpus=None, threads=None):
    name = "lexprobe" + "".join(options)
    model, log = arguments.folder / name, arguments.folder / f"{name}.jsonl"
    command = [
        arguments.lexprobe, "train", "--corpus", corpus or arguments.corpus,
        "--model", model, "--overwrite", "--threads",
        threads or arguments.threads, "--min-count", arguments.min_count,
        "--log-json", log, *options
    ]
    return Program(command, model, None, log)


def fasttext(arguments, method, epochs):
    output = arguments.folder / f"fasttext-{method}-{epochs}"
    command = [
        "fasttext", method, "-input", arguments.text, "-output", output, "-dim",
        50, "-minCount", arguments.min_count, "-maxn", 0, "-bucket", 0, "-neg",
        5, "-ws", 5, "-t", "1e-4", "-epoch", epochs, "-thread",
        arguments.threads
    ]
    return Program(command, pathlib.Path(f"{output}.vec"), epochs)


def gensim(arguments, method, epochs):
    output = arguments.folder / f"gensim-{method}-{epochs}.bin"
    command = [
        "/usr/bin/python3", "-c", GENSIM, arguments.text, output, epochs,
        arguments.threads, method, arguments.min_count
    ]
    return Program(command, output, epochs)


# The validity network alone, trained for embeddings.
MLP = ("--epochs=0", "--validity-epochs=3", "--loss=softmax", "--rate=0.4",
       "--validity-subsample=3e-4", "--order=7", "--corruptions=128")

RUNS = {
    "lexprobe-fast": lambda a: lexprobe(a, "--preset=fast"),
    "lexprobe": lexprobe,
    "lexprobe-thorough": lambda a: lexprobe(a, "--preset=thorough"),
    "lexprobe-best": lambda a: lexprobe(a, "--preset=best"),
    "lexprobe-validity": lambda a: lexprobe(a, "--preset=validity"),
    "lexprobe-any": lambda a: lexprobe(a, "--embedding-position=any"),
    "mlp-any": lambda a: lexprobe(a, *MLP, "--position=any"),
    "mlp-centre": lambda a: lexprobe(a, *MLP, "--position=centre"),
    "collobert-weston": lambda a: lexprobe(a, "--preset=collobert-weston"),
    "fasttext-1": lambda a: fasttext(a, "skipgram", 1),
    "fasttext-3": lambda a: fasttext(a, "skipgram", 3),
    "fasttext-5": lambda a: fasttext(a, "skipgram", 5),
    "fasttext-10": lambda a: fasttext(a, "skipgram", 10),
    "fasttext-cbow-1": lambda a: fasttext(a, "cbow", 1),
    "fasttext-cbow-3": lambda a: fasttext(a, "cbow", 3),
    "gensim-1": lambda a: gensim(a, "skipgram", 1),
    "gensim-5": lambda a: gensim(a, "skipgram", 5),
}


def plain_text(corpus, path):
    """Writes what the peers read; gives its number of words."""
    count = 0
    reader = gzip.open if corpus.suffix == ".gz" else open
    with reader(corpus, "rt", encoding="utf-8",
                errors="replace") as source, open(path, "w") as out:
        for line in source:
            words = WORD.findall(line.lower())
            count += len(words)
            if words:
                out.write(" ".join(words) + "\n")
    return count


def uncompressed(corpus, path, share=1):
    """Writes the first `share` of the text's bytes, whole lines; all of it
    several times where that is more than 1. Gives the path."""
    reader = gzip.open if corpus.suffix == ".gz" else open
    with reader(corpus, "rb") as source:
        size = sum(len(line) for line in source)
    left = size * share
    with open(path, "wb") as out:
        while left > 0:
            with reader(corpus, "rb") as source:
                for line in source:
                    if left <= 0:
                        break
                    out.write(line)
                    left -= len(line)
    return path


def run(program, folder):
    """Seconds by the wall and of the processors, and peak memory in bytes."""
    if program.log:
        program.log.unlink(missing_ok=True)
    log = folder / "log.txt"
    start = time.monotonic()
    with open(log, "w") as out:
        process = subprocess.Popen([str(word) for word in program.command],
                                   stdin=subprocess.DEVNULL, stdout=out,
                                   stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{program.command} gave {process.returncode}:\n" +
                 log.read_text()[-2000:])
    return {
        "seconds": seconds,
        "processor": usage.ru_utime + usage.ru_stime,
        "memory": usage.ru_maxrss * 1024,
    }


def events_of(program, kind):
    if not program.log:
        return []
    events = [json.loads(line) for line in open(program.log)]
    return [event for event in events if event["event"] == kind]


def learned_of(program):
    """Labelled N-grams a second over the stages, each with its own seconds,
    and how text not trained on was judged at the end."""
    last = {event["stage"]: event for event in events_of(program, "evaluation")}
    rate = (sum(event["labelled_ngrams"] for event in last.values()) /
            sum(event["seconds"] for event in last.values()))
    return rate, list(last.values())[-1]["validity"]


def judge(program, arguments):
    """Shares of the Google questions and word similarity, by `evaluate`."""
    command = [
        arguments.lexprobe, "evaluate", "--model", program.vectors,
        "--restrict-vocab", "30000", "--without-baselines", "--resamples", "0",
        "--json", "--questions", arguments.questions
    ]
    if arguments.similarity:
        command += ["--similarity", arguments.similarity]
    done = subprocess.run([str(word) for word in command], check=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL)
    report = json.loads(done.stdout)
    lines = {
        line["section"]: line
        for line in report["analogies"][0]["sections"] if line["is_total"]
    }
    result = {name: line["accuracy"] for name, line in lines.items()}
    result["covered"] = lines["total"]["covered"]
    for similarity in report.get("similarities", []):
        result["similarity"] = similarity["spearman"]
    result["OCS"] = concordance_of(program, arguments)
    return result


def concordance_of(program, arguments):
    """How well the offsets of the gender pairs agree; None if the hypothesis
    cannot be asked."""
    done = subprocess.run([
        str(arguments.lexprobe), "test", "--model", str(program.vectors),
        str(ROOT / "data/hypotheses/gender.toml"), "--json"
    ], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=False)
    criteria = (json.loads(done.stdout)["hypotheses"][0].get("criteria", [])
                if done.stdout else [])
    return next((one["value"] for one in criteria if one["name"] == "OCS"), None)
