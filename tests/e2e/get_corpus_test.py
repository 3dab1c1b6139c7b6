"""tools/get_corpus without a network: what it extracts, keeps and says."""

import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest
import zipfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from corpus import extract  # noqa: E402
from corpus.sources import SOURCES  # noqa: E402

APT_GET = """#!/bin/sh
# Stands in for apt-get: "downloads" a package of nothing.
touch "$(eval echo \\${$#})_1.0_all.deb"
"""
DPKG_DEB = """#!/bin/sh
# Stands in for dpkg-deb: unpacks two fortunes, and counts how often.
echo unpacked >> "$COUNT"
mkdir -p "$3/usr/share/games/fortunes"
printf 'The wise man  keeps\\nhis own counsel.\\n\\t\\t-- A. Nonymous\\n%%\\n1 2\\n%%\\n' \\
  > "$3/usr/share/games/fortunes/wisdom"
"""


class Extract(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def put(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
        return path

    def test_brown_loses_its_tags_and_gets_the_spacing_of_print(self):
        self.put("package/ca01", "The/at jury/nn said/vbd ``/`` no/at evidence/nn"
                                 " ''/'' was/bedz found/vbn ./.\n\n\n")
        self.put("package/README", "This/at is/bez not/* part/nn of/in it/pps")
        self.assertEqual(list(extract.brown(self.folder)),
                         ["The jury said “no evidence” was found."])

    def test_wordnet_gives_glosses_with_their_examples_as_sentences(self):
        for part in ("noun", "verb", "adj", "adv"):
            self.put(f"usr/share/wordnet/data.{part}", "  1 a notice | of it\n")
        self.put("usr/share/wordnet/data.verb",
                 '1 43 v 01 char | burn to a black crust; "the fire will char'
                 ' it"; "Did it char?"\n')
        self.assertEqual(
            list(extract.wordnet(self.folder)),
            ["burn to a black crust. the fire will char it. Did it char?"])

    def test_sword_blocks_lose_markup_notes_and_titles(self):
        block = zlib.compress(
            '<title>Job</title><div sID="1" type="x-p"/><w lemma="G1">In</w> the'
            " beginning &amp; ever<note>a note</note> after it was."
            '<div eID="1" type="x-p"/> too short'.encode())
        index = struct.pack("<III", 0, len(block), 0) + struct.pack("<III", 0, 0, 0)
        (self.folder / "ot.bzs").write_bytes(index)
        (self.folder / "ot.bzz").write_bytes(block)
        self.assertEqual(list(extract.sword(self.folder)),
                         ["In the beginning & ever after it was."])

    def test_pages_give_their_paragraphs_once_without_code(self):
        page = ("<html><head><title>No</title></head><p>A page has <b>five</b>"
                " plain words.</p><pre><p>code that is not prose here</p></pre>")
        self.put("a.html", page)
        self.put("b.html", page)
        self.put("a.de.html", "<p>Eine Seite hat hier viele Worte.</p>")
        self.assertEqual(list(extract.pages(self.folder)),
                         ["A page has five plain words."])

    def test_pod_loses_formatting_codes_and_code(self):
        self.put("perl.pod", "=head1 NAME\n\nUse C<< print >> and "
                 "L<the other|page> when E<lt>inputE<gt> ends.\n\n    my $code;\n")
        self.assertEqual(list(extract.pod(self.folder)),
                         ["Use print and the other when <input> ends."])

    def test_wiki_text_loses_links_templates_and_tables(self):
        dump = ["<page>", '<text xml:space="preserve">{{Infobox|a}}',
                "'''Anarchism''' is a [[political philosophy|philosophy]] of"
                " [[liberty]] &lt;ref&gt;note&lt;/ref&gt;{{fact}} and order.",
                "* a list of many plain words here", "| a table of many words",
                "The end of this article is here.</text>",
                "words that stand outside the text"]
        self.assertEqual(
            list(extract.wiki_paragraphs(dump)),
            ["Anarchism is a philosophy of liberty and order.",
             "The end of this article is here."])

    def test_text8_is_cut_into_lines_of_a_thousand_words(self):
        path = self.folder / "text8.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("text8", " anarchism originated" * 750)
        lines = list(extract.text8(path))
        self.assertEqual([line.count(" ") + 1 for line in lines], [1000, 500])


class Command(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.output = self.folder / "texts"
        self.bin = self.folder / "bin"
        self.bin.mkdir()

    def stand_in(self, name, script):
        path = self.bin / name
        path.write_text(script)
        path.chmod(0o755)

    def run_it(self, *arguments):
        environment = dict(
            os.environ, COUNT=str(self.folder / "count"),
            PATH=f"{self.bin}:{os.environ['PATH']}",
            http_proxy="http://127.0.0.1:9", no_proxy="")
        return subprocess.run(
            [sys.executable, ROOT / "tools/get_corpus", *arguments], text=True,
            capture_output=True, env=environment, check=False)

    def get_fortunes(self, *more):
        self.stand_in("apt-get", APT_GET)
        self.stand_in("dpkg-deb", DPKG_DEB)
        return self.run_it("fortunes", "--output", str(self.output), *more)

    def times_unpacked(self):
        return (self.folder / "count").read_text().count("unpacked")

    def test_the_list_names_every_text_with_origin_and_licence(self):
        done = self.run_it("--list")
        self.assertEqual(done.returncode, 0)
        for source in SOURCES:
            self.assertIn(source.name, done.stdout)
            self.assertIn(f"{source.origin}; {source.licence}", done.stdout)

    def test_help_goes_to_standard_output(self):
        done = self.run_it("--help")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("--output", done.stdout)

    def test_an_unknown_name_is_an_error_that_suggests_the_right_one(self):
        done = self.run_it("fortune", "--output", str(self.output))
        self.assertEqual(done.returncode, 1)
        self.assertIn("called fortune; did you mean fortunes?", done.stderr)

    def test_a_text_comes_with_a_record_and_a_readme(self):
        done = self.get_fortunes()
        self.assertEqual(done.returncode, 0, done.stderr)
        text = (self.output / "fortunes.txt").read_text()
        self.assertEqual(text, "The wise man keeps his own counsel.\n")
        entry = json.loads((self.output / "sources.json").read_text())["fortunes"]
        self.assertEqual((entry["words"], entry["bytes"]), (7, len(text)))
        self.assertEqual(entry["origin"], "fortunes 1.0, fortunes-min 1.0")
        readme = (self.output / "README.md").read_text()
        self.assertIn("| `fortunes.txt` |", readme)
        self.assertIn(entry["licence"], readme)

    def test_what_is_there_is_kept_unless_asked_for_again(self):
        self.get_fortunes()
        self.assertIn("(kept)", self.get_fortunes().stdout)
        self.assertEqual(self.times_unpacked(), 2)
        self.get_fortunes("--again")
        self.assertEqual(self.times_unpacked(), 4)

    def test_a_text_cut_short_is_fetched_again(self):
        self.get_fortunes()
        (self.output / "fortunes.txt").write_text("The wise")
        self.assertNotIn("(kept)", self.get_fortunes().stdout)

    def test_a_failed_download_is_named_and_leaves_no_text(self):
        self.stand_in("apt-get", "#!/bin/sh\necho 'E: no such package' >&2\nexit 1\n")
        done = self.run_it("devil", "--output", str(self.output))
        self.assertEqual(done.returncode, 1)
        self.assertIn("get_corpus: devil: `apt-get -q download dict-devil` failed: "
                      "E: no such package", done.stderr)
        self.assertEqual(list(self.output.glob("*.txt")), [])

    def test_an_address_out_of_reach_is_said_plainly(self):
        done = self.run_it("text8", "--output", str(self.output))
        self.assertEqual(done.returncode, 1)
        self.assertIn("needs a machine with internet", done.stderr)
        self.assertNotIn("Traceback", done.stderr)

    def test_a_file_put_there_by_hand_is_used(self):
        self.output.mkdir()
        with zipfile.ZipFile(self.output / "text8.zip", "w") as archive:
            archive.writestr("text8", " anarchism originated as a term")
        done = self.run_it("text8", "--output", str(self.output))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((self.output / "text8.txt").read_text(),
                         "anarchism originated as a term\n")

    def test_a_damaged_archive_is_an_error_not_a_traceback(self):
        self.output.mkdir()
        (self.output / "text8.zip").write_bytes(b"no archive")
        done = self.run_it("text8", "--output", str(self.output))
        self.assertEqual(done.returncode, 1)
        self.assertNotIn("Traceback", done.stderr)


if __name__ == "__main__":
    # The build folder, which every test here is given, is of no use to this.
    unittest.main(argv=sys.argv[:1])
