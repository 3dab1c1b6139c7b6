#!/usr/bin/env python3
"""lexprobe report as a reader meets it: in a browser, on embeddings made by
hand, with the command line's own answers beside it.

Run by ctest: report_test.py BUILD_FOLDER. Keeps pictures of the page in
BUILD_FOLDER/pages.
"""

import json
import pathlib
import random
import shutil
import sys
import tempfile
import unittest

import browser
from succeed import succeed

BUILD = pathlib.Path(sys.argv.pop()).resolve()
LEXPROBE = BUILD / "bin" / "lexprobe"
DIM = 20
PAIRS = 12
ODD = ["</script><b>bold</b>", "<img/src=x/onerror=alert(1)>", '"quoted"',
       "it's", "&amp;", "\N{RED APPLE}", "שלום", "<!--", "{{data}}"]
HYPOTHESIS = """
[[hypothesis]]
name = "number <b>"
kind = "offset"
statement = "One offset leads from one to </script> many."
alpha = 0.05
minimum_ocs = 0.1
minimum_pcs = 0.6
known = [%s]
"""


def lexprobe(*words):
    return succeed(LEXPROBE, *words)


def make_vectors():
    """Pairs that share an offset, words of other kinds, words like markup."""
    draw = random.Random(7)

    def gaussian(deviation=1.0):
        return [draw.gauss(0, deviation) for _ in range(DIM)]
    offset = gaussian()
    vectors = {}
    for i in range(PAIRS):
        one = gaussian()
        vectors[f"one{i}"] = one
        vectors[f"many{i}"] = [x + c + e for x, c, e in
                               zip(one, offset, gaussian(0.4))]
    for word in ODD + [f"other{i}" for i in range(600)]:
        vectors[word] = gaussian()
    return "".join(f"{word} {' '.join(f'{x:.6f}' for x in vector)}\n"
                   for word, vector in vectors.items())


class Report(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.model = cls.folder / "vectors.txt"
        cls.model.write_text(make_vectors(), encoding="utf-8")
        hypotheses = cls.folder / "number.toml"
        pairs = ", ".join(f'["one{i}", "many{i}"]' for i in range(PAIRS))
        hypotheses.write_text(HYPOTHESIS % pairs, encoding="utf-8")
        cls.page = cls.folder / "page.html"
        lexprobe("report", "--model", cls.model, "--output", cls.page,
                 "--hypotheses", hypotheses)

    def neighbors(self, word, *options):
        answer = json.loads(lexprobe("neighbors", "--model", self.model, word,
                                     "--top", 15, "--json", *options))
        return answer["neighbors"]

    def assert_neighbors(self, shown, word):
        expected = self.neighbors(word)
        self.assertEqual(shown["word"], word)
        self.assertEqual(shown["neighbors"], [each["word"] for each in expected])
        for score, each in zip(shown["scores"], expected):
            self.assertAlmostEqual(score, each["cosine"], delta=1e-3)

    def test_it_loads_nothing_and_shows_its_sections(self):
        [page] = browser.check(self.page, {"do": "page"})
        self.assertEqual(page["requests"], [])
        self.assertEqual(page["shown"],
                         ["overview", "words", "concepts", "hypotheses"])

    def test_a_search_gives_the_neighbours_that_the_command_gives(self):
        steps = [{"do": "search", "text": word} for word in ("one3", *ODD)]
        for shown, step in zip(browser.check(self.page, *steps), steps):
            self.assertIn(step["text"], shown["suggestions"])
            self.assert_neighbors(shown, step["text"])

    def test_a_search_suggests_and_says_what_it_does_not_know(self):
        taken, unknown = browser.check(
            self.page, {"do": "suggestion", "text": "many1", "down": 2},
            {"do": "search", "text": "nowhere"})
        self.assert_neighbors(taken, "many10")
        self.assertIn("“nowhere” is not among these words", unknown["message"])

    def test_a_click_and_the_keys_choose_a_word_on_the_map(self):
        click, moved, keys = browser.check(
            self.page, {"do": "click", "word": "other17"},
            {"do": "keys", "keys": ["+", "+", "0"]},
            {"do": "keys", "keys": ["ArrowRight", "ArrowDown", "Enter"]})
        self.assert_neighbors(click, "other17")
        self.assertEqual((moved["scale"], moved["shift"]), (1, [0, 0]))
        self.assertNotEqual(keys["word"], "other17")
        self.assertEqual(keys["said"].split(";")[0], keys["word"])
        self.assert_neighbors(keys, keys["word"])

    def test_a_concept_gives_the_answers_that_the_command_gives(self):
        pairs = "one0:many0, one1:many1, one2:many2"
        for method in ("3CosAvg", "euclidean"):
            [shown] = browser.check(self.page, {
                "do": "concept", "pairs": pairs, "apply": "one7",
                "method": method})
            expected = json.loads(lexprobe(
                "concept", "--model", self.model, "--pairs",
                pairs.replace(" ", ""), "--apply", "one7", "--top", 8,
                "--method", method, "--json"))
            self.assertEqual(shown["message"], "")
            self.assert_answers(shown["answers"],
                                expected["applied"][0]["answers"])
            self.assertEqual(shown["arrows"], 4)
            self.assertIn(f"concordance {expected['concordance']:.3f}",
                          shown["concordance"])
            self.assertEqual(
                [row[:2] for row in shown["agreement"]],
                [[each["a"], each["a_star"]] for each in expected["pairs"]])
            for row, each in zip(shown["agreement"], expected["pairs"]):
                self.assertAlmostEqual(float(row[2]), each["agreement"],
                                       delta=2e-3)

    def assert_answers(self, shown, expected):
        self.assertEqual(len(shown), len(expected))
        for (rank, honest, word, score), each in zip(shown, expected):
            self.assertEqual(word, each["word"])
            self.assertEqual(int(honest), each["honest_rank"])
            self.assertEqual(rank, str(each["rank"] or "–"))
            self.assertAlmostEqual(
                float(score), each.get("cosine", each.get("distance")),
                delta=5e-3)

    def test_a_concept_says_what_is_wrong_with_it(self):
        shown = browser.check(
            self.page, {"do": "concept", "pairs": "one0", "apply": ""},
            {"do": "concept", "pairs": "one0:nowhere", "apply": ""},
            {"do": "concept", "pairs": "", "apply": ""},
            {"do": "concept", "pairs": "one0:many0", "apply": ""})
        self.assertIn("two words around a colon", shown[0]["message"])
        self.assertIn("“nowhere” is not among", shown[1]["message"])
        self.assertIn("Type pairs", shown[2]["message"])
        self.assertEqual(shown[3]["message"], "")
        self.assertIn("needs two pairs", shown[3]["concordance"])

    def test_words_and_hypotheses_that_look_like_markup_run_nothing(self):
        [page] = browser.check(self.page, {"do": "page"})
        self.assertEqual(page["images"], 0)
        self.assertEqual(page["verdicts"], ["supported"])
        self.assertGreater(page["nulls"], 49)

    def test_the_null_distribution_is_that_of_the_command(self):
        text = self.page.read_text(encoding="utf-8")
        data = json.loads(text.split('id="data">')[1].split("</script>")[0])
        expected = json.loads(lexprobe(
            "test", "--model", self.model, self.folder / "number.toml",
            "--json"))
        self.assertEqual(data["hypotheses"], expected)

    def test_it_fits_a_phone(self):
        [page] = browser.check(self.page, {"do": "page"}, size="500,844")
        self.assertFalse(page["wide"])

    def test_int8_keeps_the_nearest_word(self):
        page = self.folder / "int8.html"
        lexprobe("report", "--model", self.model, "--output", page,
                 "--numbers", "int8")
        self.assertLess(page.stat().st_size, self.page.stat().st_size)
        [shown] = browser.check(page, {"do": "search", "text": "one3"})
        self.assertEqual(shown["neighbors"][0],
                         self.neighbors("one3")[0]["word"])

    def test_the_first_words_alone_answer_on_a_short_page(self):
        page = self.folder / "short.html"
        lexprobe("report", "--model", self.model, "--output", page,
                 "--top", 100)
        [shown] = browser.check(page, {"do": "search", "text": "one3"})
        expected = self.neighbors("one3", "--restrict-vocab", 100)
        self.assertEqual(shown["neighbors"], [each["word"] for each in expected])

    def test_pictures_of_it_are_kept(self):
        folder = BUILD / "pages"
        folder.mkdir(exist_ok=True)
        for name, size, options in (("light", "1400,900", []),
                                    ("dark", "1400,900", ["--force-dark-mode"]),
                                    ("phone", "500,844", [])):
            image = folder / f"{name}.png"
            image.unlink(missing_ok=True)
            browser.screenshot(self.page, image, *options, size=size)
            self.assertEqual(image.read_bytes()[:4], b"\x89PNG")


if __name__ == "__main__":
    unittest.main()
