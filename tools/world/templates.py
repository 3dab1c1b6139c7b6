"""Templates: how they are written, and how they are read.

A file of templates has sections, "== class class". A template of a section
speaks of a subject of those classes. One that starts with ~ lacks its subject,
which is put before it.

  ~verb        the verb in the tense of the story, agreeing with the first noun
               phrase before it
  ~+verb ~-verb    the same, but agreeing with a plural or singular beside it
  &verb        a second verb in the same form, without the auxiliary
  ^            the subject;  ^one  its bare noun;  ^a  "a dog", "two dogs"
  word=        this noun, in the number of the subject
  {he} {him} {his} {himself} {was} {a}   agreeing with the subject
  {word}       anything else that the story knows: {name}, {city}, {er}
  [class]      a noun phrase of that class, or of that one noun
  [class+] [class-]    plural, singular
  [the x] [a x] [his x] [noun x] [bare x]   its article; none; plural or mass
  [his= x]     "his", with the number of the subject
  [adj]        an adjective that suits the subject
  <a|b>        one of these
"""

import re

from world.lexicon import FOLDER

_PIECE = re.compile(
    r"(?P<verb>~[+-]?[a-z]+)|(?P<same>&[a-z]+)"
    r"|(?P<one>\^one)|(?P<new>\^a)|(?P<subject>\^)"
    r"|(?P<counted>[a-z]+)="
    r"|\{(?P<word>[A-Za-z0-9_]+)\}|\[(?P<slot>[A-Za-z_=+ -]+)\]"
    r"|<(?P<choice>[^>]+)>"
)
_ARTICLES = ("the", "a", "his", "his=", "noun", "bare")


class Slot:
    def __init__(self, text):
        words = text.lower().split()
        self.article = words.pop(0) if words[0] in _ARTICLES else ""
        name = words[0]
        self.number = {"+": "plural", "-": "singular"}.get(name[-1], "")
        self.name = name.rstrip("+-")


class Template:
    def __init__(self, text):
        self.text = text
        self.lacks_subject = text.startswith("~")
        # What cannot be said of several.
        self.singular = (
            re.match(r"~(be|become) an? |(Every|An) ", text) is not None
        )
        self.pieces = []
        self.verb = ""
        end = 0
        for match in _PIECE.finditer(text):
            if match.start() > end:
                self.pieces.append(("text", text[end : match.start()]))
            self._add(match.lastgroup, match.group(match.lastgroup))
            end = match.end()
        if end < len(text):
            self.pieces.append(("text", text[end:]))

    def _add(self, kind, value):
        if kind == "slot":
            value = Slot(value)
        elif kind == "choice":
            value = value.split("|")
        elif kind == "verb":
            agreement = {"+": "plural", "-": "singular"}.get(value[1], "")
            value = (value.lstrip("~+-"), agreement)
            self.verb = self.verb or value[0]
        elif kind == "same":
            value = value[1:]
        self.pieces.append((kind, value))


def read(name):
    """The sections of a file of templates: {class: [Template]}."""
    sections, heads = {}, []
    for line in (FOLDER / name).read_text().splitlines():
        if line.startswith("== "):
            heads = line[3:].split()
        elif line and not line.startswith("#"):
            template = Template(line)
            for head in heads:
                sections.setdefault(head, []).append(template)
    return sections
