#!/usr/bin/python3
"""Makes the embedded corpus and its ground truth, or a text of another size.

  tools/make_world.py --output data       remakes all that is shipped, byte for
                                          byte: data/world/ and data/tiny.txt
  tools/make_world.py --tokens 500000 --seed 7 > other.txt
                                          another text of the same world

Needs nothing but Python's standard library. The grammar is in tools/world/.
"""

import argparse
import collections
import gzip
import io
import pathlib
import sys

from world.chance import Chance
from world.grammar import Grammar
from world.stories import Storyteller
from world.truth import HeldOut, Truth, words_of

SEED = 2008
TOKENS = 2_300_000
TINY_SEED = 1986
TINY_LINES = 200


def paragraphs(seed, held_out):
    """Endless paragraphs of the world, none with a held-out sentence."""
    teller = Storyteller(Grammar(Chance(seed)))
    while True:
        sentences = [
            sentence
            for sentence in teller.paragraph()
            if not held_out.forbids(sentence)
        ]
        if sentences:
            yield " ".join(sentences)


def tokens_of(line):
    """How many tokens the default tokenizer makes of the line."""
    return len(words_of(line)) + sum(map(line.count, '.,!?"'))


def text_of_tokens(seed, tokens, held_out):
    """(text of at least so many tokens, their number)."""
    lines, total = [], 0
    for line in paragraphs(seed, held_out):
        if total >= tokens:
            break
        lines.append(line)
        total += tokens_of(line)
    return "\n".join(lines) + "\n", total


def text_of_lines(seed, count, held_out):
    lines = paragraphs(seed, held_out)
    return "".join(next(lines) + "\n" for _ in range(count))


def zipped(text):
    """The text as gzip, with neither name nor time in it."""
    buffer = io.BytesIO()
    with gzip.GzipFile(
        fileobj=buffer, mode="wb", filename="", mtime=0, compresslevel=9
    ) as stream:
        stream.write(text.encode())
    return buffer.getvalue()


def write_shipped(folder):
    held_out = HeldOut()
    text, tokens = text_of_tokens(SEED, TOKENS, held_out)
    counts = collections.Counter(words_of(text))
    truth = Truth(Grammar(None).lexicon, counts, held_out)
    world = folder / "world"
    world.mkdir(parents=True, exist_ok=True)
    tiny = text_of_lines(TINY_SEED, TINY_LINES, held_out)
    (world / "world.txt.gz").write_bytes(zipped(text))
    (world / "truth.json").write_text(truth.as_json(SEED, tokens))
    (world / "questions.txt").write_text(truth.questions())
    (folder / "tiny.txt").write_text(tiny)
    (folder / "tiny.txt.gz").write_bytes(zipped(tiny))
    print(
        f"{folder}: {tokens} tokens, {len(counts)} types, "
        f"{text.count(chr(10))} paragraphs",
        file=sys.stderr,
    )


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--output",
        type=pathlib.Path,
        metavar="FOLDER",
        help="write the shipped files into this folder",
    )
    parser.add_argument(
        "--tokens",
        type=int,
        default=TOKENS,
        help="how much text to print (default %(default)s)",
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=SEED,
        help="which text to print (default %(default)s)",
    )
    arguments = parser.parse_args()
    if arguments.tokens < 1:
        parser.error(f"--tokens is {arguments.tokens}; it must be at least 1")
    if arguments.output:
        write_shipped(arguments.output)
    else:
        sys.stdout.write(
            text_of_tokens(arguments.seed, arguments.tokens, HeldOut())[0]
        )


if __name__ == "__main__":
    main()
