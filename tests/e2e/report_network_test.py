#!/usr/bin/env python3
"""The panels of lexprobe report that a trained model has, in a browser.

Run by ctest: report_network_test.py BUILD_FOLDER.
"""

import json
import pathlib
import shutil
import sys
import tempfile
import unittest

from browser import Browser
from succeed import succeed

LEXPROBE = pathlib.Path(sys.argv.pop()).resolve() / "bin" / "lexprobe"
CORPUS = pathlib.Path(__file__).parents[2] / "data" / "tiny.txt.gz"
# The shared table of vectors, and one of the network's own with a hidden layer.
TRAININGS = {"balanced": [],
             "collobert-weston": ["--preset", "collobert-weston"]}

# What the page and the command must part alike, each a sentence of five words
# or more in every way of parting.
SENTENCES = [
    "The dog's owner didn't see the well-known dogs outside.",
    "In 1984 the 1,000.5 dogs of 10:30 ran 3/4 of a mile.",
    "Mr. Smith met Dr. Jones on Jan. 5 at St. Mary's church",
    "The U.S. and the U.K. agree, e.g. on p.m. and a.m. hours",
    "J. Smith and I saw it. So did I. Did you?",
    "see fig. 3 and no. 7, vol. 12; not a fig. tree or no. one",
    "the 1930s, mp3 files, new_york and _emphasis_ of 1_000 words",
    "rock 'n' roll o'clock 'tis the dogs' bowl ''quoted'' `so'",
    "he 'll say they 're here and I 'm not 's fault",
    "Wait... what?! No!! Really?!? Yes -- oh --- well - fine",
    "a “typographic” ‘quote’ – and a dash—here… at the end",
    "naïve café Ünder STRASSE straße ÉCOLE e\u0301cole cafe\u0301s too",
    "ΟΔΥΣΣΕΥΣ and ΣΑΣ go home with Σ and ΑΣ. again",
    "Ελληνικά слова И русский текст רק שלום עולם مرحبا بكم",
    "漢字 and かな live ๑๒๓ with ٣٤٥ and ১২ here",
    "an 🍎 apple 👨‍👩‍👧 family 🇩🇪🇫🇷 flags ❤️ love 👍🏽 thumbs",
    "prices of €5, £1,000 and $3.50 or 5% © 2020 ™ ½",
    "soft\u00adhyphen zero\u200bwidth no\u00a0break joi\u200dner mark\u2060s here",
    "(brackets) [and] {braces} <tags> & signs # @ * + = / \\ |",
    "a b. c. d.e.f. x.y z.. end . of it",
    "word,word;word:word 12-13 a-1 1-a 1990-95 twenty-one x--y",
    "İstanbul ǅungla ﬁne ﬃ Ⅷ ² x² ™ № ª done",
    "end。of another！script؟here। and ( more ) “closed.”",
]
# Ways of parting: the usual one, and every other choice.
PARTINGS = {"usual": [],
            "other": ["--case", "keep", "--numbers", "digits",
                      "--punctuation", "drop", "--hyphens", "split"],
            "numbers": ["--numbers", "keep"]}


def lexprobe(*words):
    return succeed(LEXPROBE, *words)


def expected_scores(model, sentences):
    return json.loads(lexprobe("score", "--model", model, "--json", "--",
                               *sentences))


class Network(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)

    def page_of(self, model, corpus, options):
        lexprobe("train", "--corpus", corpus, "--model", model, "--seed", 1,
                 "--threads", 1, "--min-count", 1, "--dim", 10, *options)
        page = model / "page.html"
        lexprobe("report", "--model", model, "--output", page)
        browser = Browser()
        browser.__enter__()
        self.addCleanup(browser.__exit__, None)
        return browser.open(page)

    def score(self, page, sentence):
        """The N-grams that the page shows for a sentence that is typed."""
        page.fill("#sentence", sentence)
        page.press("Enter")
        self.assertEqual(page.text("#sentence-message"), "")
        return page.rows("#sentence-scores > :first-child tbody tr")

    def assert_scores(self, shown, expected):
        self.assertEqual([row[0] for row in shown],
                         [" ".join(each["words"])
                          for each in expected["ngrams"]])
        for row, each in zip(shown, expected["ngrams"]):
            self.assertAlmostEqual(float(row[2]), each["probability"],
                                   delta=5e-3)

    def test_sentences_score_as_they_do_on_the_command_line(self):
        for name, options in TRAININGS.items():
            with self.subTest(preset=name):
                model = self.folder / name
                page = self.page_of(model, CORPUS, options)
                sentence = "The people of Germany speak German."
                [expected] = expected_scores(model, [sentence])
                self.assert_scores(self.score(page, sentence), expected)

    def test_sentences_are_parted_as_on_the_command_line(self):
        corpus = self.folder / "sentences.txt"
        corpus.write_text("\n".join(SENTENCES * 5) + "\n", encoding="utf-8")
        for name, options in PARTINGS.items():
            model = self.folder / f"parted-{name}"
            page = self.page_of(model, corpus, options)
            for sentence, expected in zip(
                    SENTENCES, expected_scores(model, SENTENCES)):
                with self.subTest(parting=name, sentence=sentence):
                    self.assert_scores(self.score(page, sentence), expected)

    def test_it_says_what_it_cannot_score(self):
        page = self.page_of(self.folder / "short", CORPUS, [])
        for sentence, said in (("the people of xyzzy speak german", "xyzzy"),
                               ("the people", "Needs at least")):
            page.fill("#sentence", sentence)
            page.point("#sentence-form button")
            self.assertIn(said, page.text("#sentence-message"))
        self.assertFalse(page.value(
            "document.getElementById('sentences').hidden"))


if __name__ == "__main__":
    unittest.main()
