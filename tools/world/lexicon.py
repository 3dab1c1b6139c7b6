"""The words of the world, read from lexicon.txt."""

import pathlib

from world import morphology

FOLDER = pathlib.Path(__file__).parent

# The kinds whose sections in people.txt and nature.txt say how a noun behaves.
BROAD = ("person", "animal", "thing")


class Noun:
    """A noun. Its habits hang on `key`, which king and queen share."""

    def __init__(self, lemma, key, gender="", mass=False):
        self.lemma = lemma
        self.plural = None if mass else morphology.plural(lemma)
        self.key = key
        self.gender = gender
        self.mass = mass
        self.classes = []
        self.weight = 1
        self.modifiers = ()  # words of its own that stand before it
        self.companions = ()  # what goes with it, in the plural

    def form(self, number):
        return self.plural if number == "plural" else self.lemma


class Country:
    def __init__(self, fields):
        (
            self.name,
            self.capital,
            self.adjective,
            self.language,
            river,
            self.continent,
            goods,
        ) = fields
        self.river = None if river == "-" else river
        self.goods = goods.split(",")


class Lexicon:
    def __init__(self):
        self.nouns = {}
        self.classes = {}
        self.adjectives = {}  # class: words that have degrees
        self.plain = {}  # class: (word, gender or "")
        self.adverbs = {}  # adjective: adverb
        self.male, self.female, self.countries = [], [], []
        self.pairs = {}  # kind: [(male, female)]
        self.scales = {}  # (adjective, key): where the key stands
        for line in (FOLDER / "lexicon.txt").read_text().splitlines():
            if line and not line.startswith("#"):
                self._read(line)
        self._expand_classes()
        self._add_gendered_classes()
        self._read_topics()

    def _read(self, line):
        if line.startswith("country "):
            self.countries.append(Country(line.split()[1:]))
            return
        head, words = line.split(": ")
        head, words = head.split(), words.split()
        if head[0] == "scale":
            self._read_scale(head[1:], words)
        elif head[0] == "pairs":
            self._read_pairs(head[1], words)
        elif head[0] == "adjectives":
            for name in head[1:]:
                self.adjectives.setdefault(name, []).extend(words)
        elif head[0] == "plain":
            for name in head[1:]:
                self.plain.setdefault(name, []).extend(
                    (word.split("_")[0], word.partition("_")[2])
                    for word in words
                )
        elif head[0] == "adverbs":
            self.adverbs.update(word.split("/") for word in words)
        elif head[0] in ("male", "female"):
            setattr(self, head[0], words)
        else:
            self._read_class(head[-1], words, mass=head[0] == "mass")

    def _read_scale(self, adjectives, words):
        sign = 1
        for adjective in adjectives:
            if adjective == "/":
                sign = -1
                continue
            for place, word in enumerate(words):
                if word in self.nouns:
                    key = self.nouns[word].key
                    self.scales[adjective, key] = sign * place

    def _read_pairs(self, kind, words):
        pairs = [tuple(word.split("/")) for word in words]
        self.pairs[kind] = pairs
        self.classes[kind] = []
        for place, pair in enumerate(pairs):
            for word, gender in zip(pair, "mf"):
                self._add(word, "+".join(pair), gender, False, place)
                self.classes[kind].append(word)

    def _read_class(self, name, words, mass):
        for place, word in enumerate(words):
            if not word.startswith("@"):
                self._add(word, word, "", mass, place)
        self.classes[name] = words

    def _add(self, word, key, gender, mass, place):
        if word not in self.nouns:
            noun = Noun(word, key, gender, mass)
            noun.weight = 1000 // (place + 10)
            self.nouns[word] = noun

    def _members(self, name):
        for word in self.classes[name]:
            if word.startswith("@"):
                yield from self._members(word[1:])
            else:
                yield word

    def _expand_classes(self):
        expanded = {
            name: list(dict.fromkeys(self._members(name)))
            for name in self.classes
        }
        self.classes = {
            name: [self.nouns[word] for word in words]
            for name, words in expanded.items()
        }
        for name, nouns in self.classes.items():
            for noun in nouns:
                noun.classes.append(name)
        for noun in self.nouns.values():
            self.classes.setdefault(noun.lemma, [noun])
            noun.classes.append(noun.lemma)

    def _add_gendered_classes(self):
        persons = [noun for noun in self.classes["person"] if noun.gender]
        self.classes["man_like"] = [n for n in persons if n.gender == "m"]
        self.classes["woman_like"] = [n for n in persons if n.gender == "f"]

    def _read_topics(self):
        for line in (FOLDER / "topics.txt").read_text().splitlines():
            if line and not line.startswith("#"):
                words, _, rest = line.partition(": ")
                modifiers, _, companions = rest.partition(" / ")
                for word in words.split():
                    self.nouns[word].modifiers = modifiers.split()
                    self.nouns[word].companions = companions.split()
