"""From templates to sentences: noun phrases, agreement, choices by affinity."""

from world import morphology, templates, verbs
from world.chance import Table, affinity
from world.lexicon import Lexicon

PRONOUNS = {
    "m": {"he": "he", "him": "him", "his": "his", "himself": "himself"},
    "f": {"he": "she", "him": "her", "his": "her", "himself": "herself"},
    "n": {"he": "it", "him": "it", "his": "its", "himself": "itself"},
    "plural": {
        "he": "they",
        "him": "them",
        "his": "their",
        "himself": "themselves",
    },
}
QUANTIFIERS = (
    "two",
    "three",
    "four",
    "some",
    "some",
    "many",
    "several",
    "all the",
    "most of the",
    "a few",
    "both",
    "these",
    "those",
    "these",
    "those",
)
NUMBERS = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "twenty",
)
OWNERS = ("my", "your", "our", "his", "her", "their")
# What may come from a country: "the Spanish guitar".
NATIONAL = {"person", "thing", "vehicle", "boat", "dish", "drink", "food_mass"}
# These nouns are somebody's: they have an owner more often than an article.
OWNED = {"family", "bodypart", "limb", "beast_part", "bird_part"}


def liking(key, option):
    """Affinity; without a key all are liked alike."""
    return affinity(key, option) if key else 1


class Referent:
    """Somebody or something that a paragraph speaks of."""

    def __init__(self, noun, number, gender, name=""):
        self.noun = noun
        self.number = number
        self.gender = gender
        self.name = name
        self.plural = number == "plural"
        self.living = bool({"person", "animal"}.intersection(noun.classes))

    def pronoun(self, form):
        return PRONOUNS["plural" if self.plural else self.gender][form]


class Grammar:
    def __init__(self, chance):
        self.chance = chance
        self.lexicon = Lexicon()
        self.sections = {}
        for name in ("people.txt", "nature.txt", "sentences.txt"):
            self.sections.update(templates.read(name))
        self._tables = {}

    # ---- choices by affinity, remembered as tables

    def draw(self, kind, name, key, make):
        table = self._tables.get((kind, name, key))
        if table is None:
            items, weights = make()
            table = self._tables[kind, name, key] = Table(items, weights)
        return self.chance.from_table(table)

    def noun(self, name, key):
        """A noun of class `name`, of those that `key` likes most often.

        Most bystanders have no gender of their own: who has one is a hero.
        """

        def make():
            nouns = self.lexicon.classes[name]
            rare = name == "person"
            return nouns, [
                n.weight * liking(key, n.key) // (4 if rare and n.gender else 1)
                for n in nouns
            ]

        return self.draw("noun", name, key, make)

    def template(self, name, key):
        def make():
            section = self.sections[name]
            return section, [liking(key, t.text) for t in section]

        return self.draw("template", name, key, make)

    def country(self, key):
        def make():
            countries = self.lexicon.countries
            return countries, [
                liking(key, c.name) * 1000 // (40 + i)
                for i, c in enumerate(countries)
            ]

        return self.draw("country", "", key, make)

    def name(self, gender, key):
        names = self.lexicon.male if gender == "m" else self.lexicon.female

        def make():
            return names, [
                liking(key, n) * 1000 // (20 + i) for i, n in enumerate(names)
            ]

        return self.draw("name", gender, key, make)

    def adjective(self, noun):
        """(adjective, has degrees) for the noun; ("", False) if none suits."""

        def make():
            words = list(
                dict.fromkeys(
                    a
                    for c in noun.classes
                    for a in self.lexicon.adjectives.get(c, ())
                )
            )
            return (
                [(word, True) for word in words] or [("", False)],
                [affinity(noun.key, word) for word in words] or [1],
            )

        return self.draw("adjective", noun.lemma, "", make)

    def modifier(self, noun):
        """A word without degrees that may stand before the noun, or ""."""

        def make():
            words = list(
                dict.fromkeys(
                    word
                    for c in noun.classes
                    for word, gender in self.lexicon.plain.get(c, ())
                    if gender in ("", noun.gender)
                )
            )
            nations = [
                c
                for c in self.lexicon.countries
                if NATIONAL.intersection(noun.classes)
            ]
            items = words + [c.adjective for c in nations] + list(
                noun.modifiers
            ) or [""]
            weights = [6 * affinity(noun.key, word) for word in words] + [
                affinity(noun.key, c.name) for c in nations
            ]
            own = 1 + sum(weights) // (1 + len(noun.modifiers))
            return items, weights + [own] * len(noun.modifiers) or [1]

        return self.draw("modifier", noun.lemma, "", make)

    # ---- noun phrases

    def number_for(self, noun):
        if noun.mass:
            return "mass"
        return "plural" if self.chance.happens(0.38) else "singular"

    def noun_phrase(self, noun, number, article="", owner=None):
        """`owner` is the subject of the sentence, whose things may be "his"."""
        if number == "plural" and noun.mass:
            number = "mass"
        if article == "noun":
            return noun.form(number)
        article = article or self._article(noun, number, owner)
        word = noun.form(number)
        word = self._describe(noun, article, word)
        if article == "bare" or (article == "a" and number == "mass"):
            return word
        if article == "a":
            if number == "plural":
                return self.chance.pick(QUANTIFIERS) + " " + word
            return morphology.article(word) + " " + word
        return article + " " + word

    def _article(self, noun, number, owner):
        chance = self.chance
        if owner is not None and not owner.living:
            owner = None
        if OWNED.intersection(noun.classes) and chance.happens(0.75):
            return self._owner(owner)
        if number == "mass":
            return chance.pick(("the", "bare"))
        if chance.happens(0.1):
            return self._owner(owner)
        if number == "plural":
            return chance.pick(("the", "the", "the", "bare", "a"))
        if chance.happens(0.1):
            return chance.pick(
                ("this", "that", "each", "every", "one", "another")
            )
        return chance.pick(("the", "the", "the", "a", "a"))

    def _owner(self, owner):
        if owner is not None and self.chance.happens(0.6):
            return owner.pronoun("his")
        if self.chance.happens(0.3):
            gender = self.chance.pick("mf")
            return self.name(gender, owner.noun.key if owner else "") + "'s"
        return self.chance.pick(OWNERS)

    def _describe(self, noun, article, word):
        """The noun, often with a word or two before it: "old kitchen chair"."""
        if self.chance.happens(0.36):
            word = f"{self.modifier(noun)} {word}".strip()
        if not self.chance.happens(0.28):
            return word
        adjective, degrees = self.adjective(noun)
        if degrees and article == "the" and self.chance.happens(0.2):
            adjective = morphology.superlative(adjective)
        elif degrees and article in ("the", "a") and self.chance.happens(0.12):
            adjective = morphology.comparative(adjective)
        return f"{adjective} {word}".strip()

    def slot(self, slot, subject, verb):
        """The noun phrase of a slot, and its number."""
        if slot.name in ("adj", "adj_person"):
            noun = (
                subject.noun
                if slot.name == "adj"
                else self.noun("person", verb)
            )
            return self.adjective(noun)[0] or "old", ""
        name = self._gendered(slot.name, subject)
        keys = [verb or name] + ([subject.noun.key] if subject else [])
        if (
            name == "person"
            and slot.article != "noun"
            and self.chance.happens(0.4)
        ):
            return (
                self.name(self.chance.pick("mf"), self.chance.pick(keys)),
                "singular",
            )
        noun = self.noun(name, self.chance.pick(keys))
        number = slot.number or self.number_for(noun)
        article = slot.article
        if article == "his=":
            number = "plural" if subject.plural else "singular"
        if article.startswith("his"):
            article = subject.pronoun("his")
        elif article == "a" and number != "mass":
            number = "singular"
        elif article == "bare" and number == "singular":
            number = "plural"
        return self.noun_phrase(noun, number, article, subject), number

    def _gendered(self, name, subject):
        if name == "garment" and subject and subject.gender in ("m", "f"):
            if self.chance.happens(0.4):
                return "garment_" + subject.gender
        return name

    # ---- sentences

    def realise(self, template, tense, subject=None, mention="", words=None):
        """The template as text; `mention` is how the subject is named."""
        sentence = _Sentence(
            self, template, tense, subject, mention, words or {}
        )
        return sentence.text()

    def word(self, word, key):
        """What a template's {word} stands for, if the story did not say."""
        if word == "city":
            return self.country(key).capital
        if word == "country":
            return self.country(key).name
        if word == "lang":
            return self.country(key).language
        if word in ("n", "N"):
            number = self.chance.pick(NUMBERS)
            return number.capitalize() if word == "N" else number
        if word.startswith(("malename", "femalename")):
            return self.name(word[0], key)
        raise KeyError(f"no template word is called {{{word}}}")


class _Sentence:
    """One template on its way to text; knows with what its verbs agree."""

    def __init__(self, grammar, template, tense, subject, mention, words):
        self.grammar, self.template, self.tense = grammar, template, tense
        self.subject, self.mention, self.words = subject, mention, words
        self.plural = None

    def text(self):
        parts = []
        if self.template.lacks_subject:
            parts = [self._subject(None), " "]
        for kind, value in self.template.pieces:
            parts.append(getattr(self, "_" + kind)(value))
        return "".join(parts)

    def _agree(self, plural):
        if self.plural is None:
            self.plural = plural

    def _text(self, value):
        return value

    def _choice(self, value):
        return self.grammar.chance.pick(value)

    def _slot(self, slot):
        phrase, number = self.grammar.slot(
            slot, self.subject, self.template.verb
        )
        self._agree(number == "plural")
        return phrase

    def _verb(self, value, form=verbs.phrase):
        verb, agreement = value
        plural = agreement == "plural" if agreement else bool(self.plural)
        return form(verb, plural, self.tense)

    def _same(self, verb):
        return self._verb((verb, ""), verbs.main_form)

    def _subject(self, _):
        self._agree(self.subject.plural)
        return self.mention

    def _one(self, _):
        self._agree(self.subject.plural)
        return self.subject.noun.form(self.subject.number)

    def _new(self, _):
        return self.grammar.noun_phrase(
            self.subject.noun, self.subject.number, "a"
        )

    def _counted(self, noun):
        return morphology.plural(noun) if self.subject.plural else noun

    def _word(self, word):
        subject = self.subject
        if word in self.words:
            return self.words[word]
        if subject and word in PRONOUNS["m"]:
            return subject.pronoun(word)
        if subject and word == "was":
            return verbs.be(subject.plural, True)
        if subject and word in ("a", "an"):
            return "" if subject.plural else word
        return self.grammar.word(word, subject.noun.key if subject else word)
