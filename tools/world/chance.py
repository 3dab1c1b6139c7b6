"""Seeded choices that come out alike with every version of Python.

Only random.Random.random() is promised to give the same sequence for ever;
choices() and shuffle() are not, so everything is built on random() here.
"""

import bisect
import functools
import hashlib
import random


class Chance:
    def __init__(self, seed):
        self._next = random.Random(seed).random

    def happens(self, probability):
        return self._next() < probability

    def pick(self, items):
        return items[int(self._next() * len(items))]

    def from_table(self, table):
        return table.items[
            bisect.bisect_right(table.sums, self._next() * table.sums[-1])
        ]


class Table:
    """Items with integer weights, ready to be drawn from."""

    def __init__(self, items, weights):
        self.items = list(items)
        self.sums = []
        total = 0
        for weight in weights:
            total += weight
            self.sums.append(total)


# Every word has a taste for a few of so many topics, and words that share
# topics go together. Few topics keep the world simple enough to be learned.
TOPICS = 24
# Of 400 ways to deal them out, the one that gives words of a kind the fewest
# in common: no two of a family should be told apart by grammar alone.
_DEAL = "84:"
_SHARED = (1, 16, 100, 300)


@functools.lru_cache(maxsize=None)
def topics(word):
    """The three topics of a word, fixed by its letters."""
    chosen = set()
    text = _DEAL + word
    for byte in hashlib.blake2b(text.encode(), digest_size=32).digest():
        if len(chosen) < 3:
            chosen.add(byte % TOPICS)
    return frozenset(chosen)


def affinity(key, option):
    """How much `key` likes `option`: a whole number fixed by the two texts."""
    return _SHARED[len(topics(key) & topics(option))]


def rank(key, option):
    """Where `option` stands on the scale `key`: 0 to 65535."""
    digest = hashlib.blake2b(f"{key}>{option}".encode(), digest_size=2).digest()
    return digest[0] * 256 + digest[1]
