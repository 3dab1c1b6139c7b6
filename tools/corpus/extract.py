"""Running text out of the formats that the sources come in.

Every function takes a folder (or file) and yields paragraphs: one line each,
spaces collapsed, no markup. What is not prose (tables, code) is left out.
"""

import gzip
import html
import html.parser
import io
import json
import re
import struct
import subprocess
import zipfile
import zlib

_WORD = re.compile(r"[^\W\d_]{2,}")


def is_prose(text):
    """Whether most of the text is words, and there are a few of them."""
    letters = sum(map(str.isalpha, text))
    return len(_WORD.findall(text)) >= 4 and letters >= 0.65 * len(text)


def paragraph(text):
    return " ".join(text.split())


def _prose(paragraphs):
    for text in map(paragraph, paragraphs):
        if is_prose(text):
            yield text


# ---- the King James Bible, by the program that its package brings


def king_james(folder):
    """One chapter a paragraph."""
    program = folder / "usr/bin/bible"
    printed = subprocess.run(
        [program, "-p", f"{folder}/usr/lib/", "-f", "gen1:1-rev22:21"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    chapter, verses = "", []
    for line in printed.splitlines():
        match = re.match(r"(\w+?\d+):\d+ (.*)", line)
        if not match:
            continue
        if match[1] != chapter:
            yield from _prose([" ".join(verses)])
            chapter, verses = match[1], []
        verses.append(match[2])
    yield from _prose([" ".join(verses)])


# ---- modules of the SWORD project: zlib blocks of OSIS markup


def _sword_blocks(folder):
    """The blocks of every testament, by an index of offsets and sizes."""
    for index in sorted(folder.rglob("*.[bc]zs"), reverse=True):
        packed = index.with_suffix(index.suffix[:-1] + "z").read_bytes()
        for offset, size, _ in struct.iter_unpack("<III", index.read_bytes()):
            if size:
                yield zlib.decompress(packed[offset : offset + size]).decode(
                    "utf-8", "replace"
                )


def sword(folder):
    for block in _sword_blocks(folder):
        block = re.sub(
            r"<note\b.*?</note>|<title\b.*?</title>|<table>.*?</table>",
            " ",
            block,
            flags=re.DOTALL,
        )
        parts = re.split(
            r"<div [^>]*type=\"(?:x-p|paragraph)\"[^>]*/?>"
            r"|<chapter\b[^>]*>|</?p\b[^>]*>",
            block,
        )
        yield from _prose(
            html.unescape(re.sub(r"<[^>]+>", "", part)) for part in parts
        )


# ---- plain text of several kinds


def fortunes(folder):
    """Epigrams, set apart by a line with %; names of speakers are dropped."""
    skipped = {"ascii-art", "translate-me"}
    for path in sorted(folder.glob("usr/share/games/fortunes/**/*")):
        if path.suffix or path.name in skipped or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for epigram in re.split(r"^%\n", text, flags=re.MULTILINE):
            yield from _prose(
                [re.sub(r"\n\s*-- .*", "", epigram, flags=re.DOTALL)]
            )


def jargon(folder):
    """Blocks between blank lines, without drawn tables and indented examples."""
    path = folder / "usr/share/doc/jargon-text/jargon.txt.gz"
    text = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
    yield from _blocks(text, r"[─│┌└├=|]{2}|│")


def devils_dictionary(folder):
    path = folder / "usr/share/dictd/devil.dict.dz"
    text = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
    yield from _blocks(text[text.find("ABASEMENT") :], r"^\s{4,}\S+$")


def _blocks(text, rejected):
    for block in re.split(r"\n\s*\n", text):
        if not re.search(rejected, block, flags=re.MULTILINE):
            yield from _prose([block])


def pod(folder):
    """Perl's plain old documentation: paragraphs that are not code."""
    for path in sorted(folder.rglob("*.pod")):
        text = path.read_text(encoding="utf-8", errors="replace")
        blocks = re.split(r"\n\s*\n", text)
        yield from _prose(
            html.unescape(_pod_plain(block))
            for block in blocks
            if not block.startswith((" ", "\t", "="))
        )


def _pod_plain(text):
    """Without formatting codes such as C<<< ... >>> and L<text|name>."""
    for _ in range(3):
        text = re.sub(r"[A-Z]<<+ (.*?) >>+", r"\1", text, flags=re.DOTALL)
        text = re.sub(
            r"L<(?:([^|<>]*)\|)?([^<>]*)>", lambda m: m[1] or m[2], text
        )
        text = re.sub(r"E<(\w+)>", r"&\1;", text)
        text = re.sub(r"[A-Z]<([^<>]*)>", r"\1", text)
    return text


# ---- pages


class _Page(html.parser.HTMLParser):
    """Collects the text of <p> outside what is not prose."""

    _ASIDE = {"script", "style", "pre", "table", "nav", "head"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.paragraphs = []
        self._open = None
        self._aside = 0

    def handle_starttag(self, tag, attrs):
        if tag in self._ASIDE:
            self._aside += 1
        elif tag == "p":
            self._finish()
            self._open = []
        elif tag == "br" and self._open is not None:
            self._open.append(" ")

    def handle_endtag(self, tag):
        if tag in self._ASIDE:
            self._aside = max(0, self._aside - 1)
        elif tag in ("p", "div", "li", "dd", "td"):
            self._finish()

    def handle_data(self, data):
        if self._open is not None and not self._aside:
            self._open.append(data)

    def _finish(self):
        if self._open:
            self.paragraphs.append("".join(self._open))
        self._open = None

    def close(self):
        super().close()
        self._finish()


def pages(folder):
    """The <p> of every English HTML page; a paragraph seen before is dropped."""
    seen = set()
    for path in sorted(folder.rglob("*.html")):
        if not path.is_file() or re.search(
            r"\.(?!en\b)[a-z]{2}(-[a-z]+)?\.html$", path.name
        ):
            continue
        page = _Page()
        page.feed(path.read_text(encoding="utf-8", errors="replace"))
        page.close()
        for text in _prose(page.paragraphs):
            if text not in seen:
                seen.add(text)
                yield text


# ---- WordNet, Brown, nlp-corpus


def wordnet(folder):
    """Every gloss a paragraph: the definition, then its examples."""
    for name in ("noun", "verb", "adj", "adv"):
        path = folder / f"usr/share/wordnet/data.{name}"
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("  ") or " | " not in line:
                continue
            yield from _prose([_gloss_sentences(line.partition(" | ")[2])])


def _gloss_sentences(gloss):
    """definition; "example"; "example!"  ->  definition. example. example!"""
    definition, *examples = re.split(r'; (?=")', gloss.strip())
    sentences = [definition] + [example.strip('"') for example in examples]
    return " ".join(
        text if text.endswith((".", "!", "?")) or not examples else text + "."
        for text in sentences
    )


_BROWN_TEXT = re.compile(r"^c[a-r]\d\d$")


def brown(folder):
    """Words without their tags, with the spacing of print."""
    for path in sorted(folder.rglob("*")):
        if _BROWN_TEXT.match(path.name) and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            for block in re.split(r"\n\s*\n\s*\n", text):
                words = [token.rpartition("/")[0] for token in block.split()]
                yield from _prose([_as_printed(" ".join(words))])


def _as_printed(text):
    text = text.replace("``", "\u201c ").replace("''", " \u201d")
    text = re.sub(r" +([.,;:?!)\u201d])", r"\1", text)
    return re.sub(r"([(\u201c]) +", r"\1", text)


def json_sentences(folder):
    """Files that are lists of sentences: one a line."""
    for path in sorted(folder.rglob("doc-*.json")):
        yield from _prose(
            text
            for text in json.loads(path.read_text())
            if "\ufffd" not in text
        )


# ---- text8 and enwik9


def text8(path):
    """The 17 M words of text8, a thousand a line: it has no stops."""
    with zipfile.ZipFile(path) as archive:
        words = archive.read("text8").decode("ascii").split()
    for start in range(0, len(words), 1000):
        yield " ".join(words[start : start + 1000])


def enwik9(path):
    """The articles of a Wikipedia dump of 2006, without wiki markup."""
    with zipfile.ZipFile(path) as archive:
        with archive.open("enwik9") as stream:
            yield from wiki_paragraphs(
                io.TextIOWrapper(stream, "utf-8", "replace")
            )


def wiki_paragraphs(lines):
    """Paragraphs of a MediaWiki dump, read line by line."""
    inside = False
    for line in lines:
        if "<text " in line:
            inside = "#redirect" not in line.lower()
            line = line.partition(">")[2]
        ends = "</text>" in line
        if inside and not line.startswith(
            (" ", "*", "#", "=", "|", "{", "!", ":")
        ):
            yield from _prose([_wiki_plain(line)])
        inside = inside and not ends


def _wiki_plain(line):
    line = html.unescape(html.unescape(line))
    line = re.sub(r"<ref\b.*?(/>|</ref>)|<math>.*?</math>|<!--.*?-->", "", line)
    line = re.sub(r"</?[a-z][^>]*>", "", line, flags=re.IGNORECASE)
    for _ in range(3):
        line = re.sub(r"\{\{[^{}]*\}\}", "", line)
    line = re.sub(r"\[\[(?:[^\[\]|]*:)[^\[\]]*\]\]", "", line)
    line = re.sub(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]", r"\1", line)
    line = re.sub(r"\[\w+://\S+ ?([^\]]*)\]", r"\1", line)
    return line.replace("'''", "").replace("''", "")
