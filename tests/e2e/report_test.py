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

from browser import SHIFT, Browser
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

    def shown_neighbors(self, page):
        return {"word": page.text("#neighbors-word"),
                "neighbors": page.texts("#neighbors-list .word"),
                "scores": [float(each) for each in
                           page.texts("#neighbors-list .score")]}

    def search(self, page, word):
        page.fill("#search", word)
        suggestions = page.texts("#search-list li")
        page.press("Enter")
        return suggestions

    def place_on_map(self, page, word):
        """Where a word stands in the window."""
        return page.value("""(() => {
          const { model, map } = window.lexprobe;
          map.canvas.scrollIntoView({ block: 'center', behavior: 'instant' });
          const box = map.canvas.getBoundingClientRect();
          const [x, y] = map.view.at(model.rowOf(%s));
          return [box.left + x, box.top + y];
        })()""" % json.dumps(word))

    def view(self, page):
        return page.value("[lexprobe.map.view.scale, ...lexprobe.map.view.shift]")

    def opened(self, page=None, **how):
        """A browser for the rest of the test, which must find no fault."""
        browser = Browser(**how)
        browser.__enter__()
        self.addCleanup(browser.__exit__, None)
        return browser.open(page or self.page)

    def test_it_loads_nothing_and_shows_its_sections(self):
        page = self.opened()
        self.assertEqual(len(page.requests), 1, page.requests)
        self.assertEqual(
            page.value("[...document.querySelectorAll("
                       "'main > section:not([hidden])')].map((s) => s.id)"),
            ["overview", "words", "concepts", "hypotheses"])

    def test_a_search_gives_the_neighbours_that_the_command_gives(self):
        page = self.opened()
        for word in ("one3", *ODD):
            self.assertIn(word, self.search(page, word))
            self.assert_neighbors(self.shown_neighbors(page), word)

    def test_a_search_suggests_and_says_what_it_does_not_know(self):
        page = self.opened()
        page.fill("#search", "many1")
        page.press("ArrowDown", "ArrowDown", "Enter")
        self.assert_neighbors(self.shown_neighbors(page), "many10")
        page.fill("#search", "many1")
        page.point("#search-list li:nth-child(3)")
        self.assert_neighbors(self.shown_neighbors(page), "many11")
        self.search(page, "nowhere")
        self.assertIn("“nowhere” is not among these words",
                      page.text("#search-message"))

    def test_a_click_and_the_keys_choose_a_word_on_the_map(self):
        page = self.opened()
        page.click_at(*self.place_on_map(page, "other17"))
        self.assert_neighbors(self.shown_neighbors(page), "other17")
        page.press("+", "+")
        self.assertGreater(self.view(page)[0], 2)
        page.press("0")
        self.assertEqual(self.view(page), [1, 0, 0])
        page.press("ArrowRight", "ArrowDown", "Enter")
        keys = self.shown_neighbors(page)
        self.assertNotEqual(keys["word"], "other17")
        self.assertEqual(page.text("#map-said").split(";")[0], keys["word"])
        self.assert_neighbors(keys, keys["word"])
        page.press("ArrowRight", modifiers=SHIFT)
        self.assertEqual(self.view(page)[0], 1)
        self.assertNotEqual(self.view(page)[1:], [0, 0])

    def test_the_mouse_moves_and_zooms_the_map(self):
        page = self.opened()
        x, y = self.place_on_map(page, "other17")
        page.wheel(x, y, -240)
        zoomed = self.view(page)
        self.assertGreater(zoomed[0], 1.2)
        near = self.place_on_map(page, "other17")
        self.assertLess(abs(near[0] - x) + abs(near[1] - y), 3)
        page.drag((x, y), (x + 60, y + 40))
        dragged = self.view(page)
        self.assertEqual(dragged[0], zoomed[0])
        self.assertAlmostEqual(dragged[1] - zoomed[1], 60, delta=1)
        self.assertAlmostEqual(dragged[2] - zoomed[2], 40, delta=1)
        self.assertEqual(page.text("#neighbors-word"), "No word chosen")
        page.point("#zoom-all")
        self.assertEqual(self.view(page), [1, 0, 0])

    def test_fingers_choose_and_zoom_on_a_phone(self):
        page = self.opened(size=(390, 844), touch=True)
        page.tap_at(*self.place_on_map(page, "other17"))
        self.assert_neighbors(self.shown_neighbors(page), "other17")
        page.pinch(*self.place_on_map(page, "other17"), 20, 70)
        self.assertGreater(self.view(page)[0], 2)
        self.search(page, "one3")
        self.assert_neighbors(self.shown_neighbors(page), "one3")

    def test_the_reader_can_switch_between_maps(self):
        tsne = self.folder / "tsne.html"
        lexprobe("report", "--model", self.model, "--output", tsne,
                 "--map", "tsne")
        page = self.opened(tsne)
        self.assertEqual(page.texts("#map-method option"), ["t-SNE", "PCA"])
        self.assertIn("perplexity 30", page.text("#map-note"))
        page.click_at(*self.place_on_map(page, "other17"))
        first = self.place_on_map(page, "one3")
        page.choose("#map-method", "PCA")
        self.assertIn("% of their variance", page.text("#map-note"))
        self.assertNotEqual(self.place_on_map(page, "one3"), first)
        page.click_at(*self.place_on_map(page, "one3"))
        self.assert_neighbors(self.shown_neighbors(page), "one3")
        self.assertTrue(self.opened().value(
            "document.getElementById('map-choice').hidden"))

    def concept(self, page, pairs, apply):
        page.fill("#concept-pairs", pairs)
        page.fill("#concept-apply", apply)
        page.point("#concept-form button")
        return page.text("#concept-message")

    def test_a_concept_gives_the_answers_that_the_command_gives(self):
        pairs = "one0:many0, one1:many1, one2:many2"
        page = self.opened()
        for method, option in (("3CosAvg", "3CosAvg (cosine)"),
                               ("euclidean", "distance")):
            page.choose("#concept-method", option)
            self.assertEqual(self.concept(page, pairs, "one7"), "")
            expected = json.loads(lexprobe(
                "concept", "--model", self.model, "--pairs",
                pairs.replace(" ", ""), "--apply", "one7", "--top", 8,
                "--method", method, "--json"))
            self.assert_answers(page.rows("#answers tbody tr"),
                                expected["applied"][0]["answers"])
            self.assertEqual(page.value("document.querySelectorAll("
                                        "'#concept-plane line').length"), 4)
            self.assertIn(f"concordance {expected['concordance']:.3f}",
                          page.text("#concordance"))
            agreement = page.rows("#concept-agreement tbody tr")
            self.assertEqual(
                [row[:2] for row in agreement],
                [[each["a"], each["a_star"]] for each in expected["pairs"]])
            for row, each in zip(agreement, expected["pairs"]):
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
        page = self.opened()
        self.assertIn("two words around a colon",
                      self.concept(page, "one0", ""))
        self.assertIn("“nowhere” is not among",
                      self.concept(page, "one0:nowhere", ""))
        self.assertIn("Type pairs", self.concept(page, "", ""))
        self.assertEqual(self.concept(page, "one0:many0", ""), "")
        self.assertIn("needs two pairs", page.text("#concordance"))

    def test_words_and_hypotheses_that_look_like_markup_run_nothing(self):
        page = self.opened()
        self.assertEqual(page.value("document.querySelectorAll("
                                    "'main img, main b[onclick], main iframe')"
                                    ".length"), 0)
        self.assertEqual(page.texts(".hypothesis > summary span"),
                         ["supported"])
        self.assertGreater(page.value("document.querySelectorAll("
                                      "'#hypotheses-list rect').length"), 49)

    def test_a_hypothesis_opens_and_closes(self):
        page = self.opened()
        is_open = "document.querySelector('.hypothesis').open"
        before = page.value(is_open)
        page.point(".hypothesis > summary")
        self.assertNotEqual(page.value(is_open), before)
        page.press("Enter")
        self.assertEqual(page.value(is_open), before)

    def test_the_null_distribution_is_that_of_the_command(self):
        text = self.page.read_text(encoding="utf-8")
        data = json.loads(text.split('id="data">')[1].split("</script>")[0])
        expected = json.loads(lexprobe(
            "test", "--model", self.model, self.folder / "number.toml",
            "--json"))
        self.assertEqual(data["hypotheses"], expected)

    def test_it_fits_a_phone(self):
        page = self.opened(size=(390, 844), touch=True)
        self.assertEqual(page.value(
            "document.documentElement.scrollWidth"), 390)

    def test_int8_keeps_the_nearest_word(self):
        path = self.folder / "int8.html"
        lexprobe("report", "--model", self.model, "--output", path,
                 "--numbers", "int8")
        self.assertLess(path.stat().st_size, self.page.stat().st_size)
        page = self.opened(path)
        self.search(page, "one3")
        self.assertEqual(self.shown_neighbors(page)["neighbors"][0],
                         self.neighbors("one3")[0]["word"])

    def test_the_first_words_alone_answer_on_a_short_page(self):
        path = self.folder / "short.html"
        lexprobe("report", "--model", self.model, "--output", path,
                 "--top", 100)
        page = self.opened(path)
        self.search(page, "one3")
        expected = self.neighbors("one3", "--restrict-vocab", 100)
        self.assertEqual(self.shown_neighbors(page)["neighbors"],
                         [each["word"] for each in expected])

    def test_pictures_of_it_are_kept(self):
        folder = BUILD / "pages"
        folder.mkdir(exist_ok=True)
        for name, how in (("light", {}), ("dark", {"dark": True}),
                          ("phone", {"size": (390, 844), "touch": True})):
            image = folder / f"{name}.png"
            image.unlink(missing_ok=True)
            self.opened(**how).screenshot(image, whole=True)
            self.assertEqual(image.read_bytes()[:4], b"\x89PNG")


if __name__ == "__main__":
    unittest.main()
