"""What must be learned: offsets, twins of sentences, neighbours."""

import json
import re

from world import morphology, templates
from world.lexicon import FOLDER

# A word belongs to the truth when the corpus holds it at least so often.
ENOUGH = 150
# A verb does when each of its forms is found so often.
FORM_ENOUGH = 100
# Questions: every ordered pair of so many pairs a section, the commonest first.
PAIRS_ASKED = 24

_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")

# What must lie near and far: a word and its plural, the plural and that of
# something like it, and something quite different.
ORDERINGS = (
    ("dog", "cat", "chair"),
    ("horse", "pig", "table"),
    ("king", "duke", "spoon"),
    ("apple", "pear", "hammer"),
    ("sister", "uncle", "bottle"),
    ("train", "bus", "rabbit"),
    ("chair", "bench", "wolf"),
    ("teacher", "doctor", "ladder"),
)
NEIGHBOURS = (
    ("king", "persons"),
    ("mother", "persons"),
    ("waiter", "persons"),
    ("dogs", "animals"),
    ("elephant", "animals"),
    ("bee", "animals"),
    ("chair", "things"),
    ("hammer", "things"),
    ("violin", "things"),
    ("paris", "capitals"),
    ("egypt", "countries"),
    ("bigger", "comparatives"),
    ("oldest", "superlatives"),
    ("tom", "names"),
    ("mary", "names"),
)


def words_of(sentence):
    """The words of a sentence as the default tokenizer sees them, no stops."""
    return _WORD.findall(sentence.lower())


class HeldOut:
    """Sentences that the corpus must not hold, whole or within another."""

    def __init__(self):
        self.twins = []  # (kind, sensible, nonsense)
        self._by_start = {}
        for line in (FOLDER / "heldout.txt").read_text().splitlines():
            if line and not line.startswith("#"):
                kind, sensible, nonsense = line.split(" | ")
                self.twins.append((kind, sensible, nonsense))
                for sentence in (sensible, nonsense):
                    words = tuple(sentence.split())
                    self._by_start.setdefault(words[:3], []).append(words)

    def forbids(self, sentence):
        words = tuple(words_of(sentence))
        for start in range(len(words) - 4):
            for held in self._by_start.get(words[start : start + 3], ()):
                if words[start : start + len(held)] == held:
                    return True
        return False


def odd_word(sensible, nonsense):
    """The one word that the nonsense has in place of the sensible one."""
    odd = [
        bad
        for good, bad in zip(sensible.split(), nonsense.split())
        if good != bad
    ]
    if len(odd) != 1 or len(sensible.split()) != len(nonsense.split()):
        raise ValueError(f"not twins: {sensible} | {nonsense}")
    return odd[0]


# Verbs that help others: their forms are everywhere.
_AUXILIARIES = {"be", "have", "do"}


def _template_verbs():
    found = set()
    for name in ("people.txt", "nature.txt", "sentences.txt"):
        for section in templates.read(name).values():
            for template in section:
                found.update(
                    value[0]
                    for kind, value in template.pieces
                    if kind == "verb"
                )
    return sorted(found - _AUXILIARIES)


def _forms(verb):
    """All forms of the verb but its past participle."""
    return (
        verb,
        morphology.third_person(verb),
        morphology.past(verb),
        morphology.present_participle(verb),
    )


class Truth:
    """Chosen from the lexicon by what the corpus holds often enough."""

    def __init__(self, lexicon, counts, held_out):
        self.lexicon = lexicon
        self.counts = counts
        self.held_out = held_out
        self.verbs = _template_verbs()
        self.adjectives = sorted(
            {word for words in lexicon.adjectives.values() for word in words}
        )
        self._ambiguous = self._find_ambiguous()

    def _find_ambiguous(self):
        """Forms that are of two words, such as "saw", "leaves", "clean"."""
        # The templates hold these in another sense, too.
        owners = {
            word: {word + " in another sense"}
            for word in (
                "leaves",
                "light",
                "like",
                "drinks",
                "say",
                "ask",
                "cheap",
                "poet",
                "guest",
            )
        }

        def note(form, owner):
            owners.setdefault(form, set()).add(owner)

        for noun in self.lexicon.nouns.values():
            note(noun.lemma, "noun " + noun.lemma)
            note(noun.plural or noun.lemma, "noun " + noun.lemma)
        for verb in self.verbs:
            for form in _forms(verb):
                note(form, "verb " + verb)
        for word in self.adjectives:
            for form in (
                word,
                morphology.comparative(word),
                morphology.superlative(word),
            ):
                note(form, "adjective " + word)
        for words in self.lexicon.plain.values():
            for word, _ in words:
                note(word, "modifier " + word)
        return {form for form, known in owners.items() if len(known) > 1}

    def _good(self, pairs):
        """The pairs of two different, unambiguous, frequent words, in order."""
        kept = [
            pair
            for pair in pairs
            if pair[0] != pair[1]
            and all(
                self.counts[word] >= ENOUGH and word not in self._ambiguous
                for word in pair
            )
        ]
        return sorted(kept, key=lambda p: (-min(self.counts[w] for w in p), p))

    def offsets(self):
        lexicon = self.lexicon
        gender = [
            pair
            for kind, pairs in lexicon.pairs.items()
            if kind != "beast"
            for pair in pairs
        ]

        def number(name):
            return [
                (n.lemma, n.plural) for n in lexicon.classes[name] if n.plural
            ]

        def of_verbs(form):
            return [
                (verb, form(verb))
                for verb in self.verbs
                if all(
                    self.counts[known] >= FORM_ENOUGH for known in _forms(verb)
                )
            ]

        def of_adjectives(form):
            return [(word, form(word)) for word in self.adjectives]

        def of_countries(first, second):
            return [
                (getattr(c, first).lower(), getattr(c, second).lower())
                for c in lexicon.countries
            ]

        sections = {
            "gender": gender,
            "gender-of-animals": lexicon.pairs["beast"],
            "number-of-animals": number("animal"),
            "number-of-things": number("thing"),
            "number-of-persons": number("person"),
            "past-tense": of_verbs(morphology.past),
            "present-participle": of_verbs(morphology.present_participle),
            "third-person": of_verbs(morphology.third_person),
            "comparative": of_adjectives(morphology.comparative),
            "superlative": of_adjectives(morphology.superlative),
            "adverb": list(lexicon.adverbs.items()),
            "capital-country": of_countries("capital", "name"),
            "nationality": of_countries("name", "adjective"),
        }
        return {name: self._good(pairs) for name, pairs in sections.items()}

    def controls(self, offsets):
        """Pairs that share no offset: each word with a wrong partner."""
        shuffled = {}
        for name in ("gender", "capital-country"):
            pairs = offsets[name]
            shift = len(pairs) // 2
            shuffled["shuffled-" + name] = [
                (a, pairs[(i + shift) % len(pairs)][1])
                for i, (a, _) in enumerate(pairs)
            ]
        animals = [a for a, _ in offsets["number-of-animals"]]
        things = [a for a, _ in offsets["number-of-things"]]
        shuffled["animal-thing"] = list(zip(animals, things))
        return shuffled

    def classes(self, offsets):
        lexicon = self.lexicon

        def forms(name):
            return sorted(
                {
                    form
                    for n in lexicon.classes[name]
                    for form in (n.lemma, n.plural)
                    if form
                }
            )

        return {
            "persons": forms("person"),
            "animals": forms("animal"),
            "things": sorted(set(forms("thing")) | set(forms("vehicle"))),
            "capitals": [a for a, _ in offsets["capital-country"]],
            "countries": [b for _, b in offsets["capital-country"]],
            "comparatives": sorted(
                map(morphology.comparative, self.adjectives)
            ),
            "superlatives": sorted(
                map(morphology.superlative, self.adjectives)
            ),
            "names": sorted(n.lower() for n in lexicon.male + lexicon.female),
        }

    def orderings(self):
        plural = morphology.plural
        return {
            "near": [(a, plural(a)) for a, _, _ in ORDERINGS],
            "middle": [(plural(a), plural(b)) for a, b, _ in ORDERINGS],
            "far": [(a, c) for a, _, c in ORDERINGS],
        }

    def as_json(self, seed, tokens):
        offsets = self.offsets()
        top = {
            "about": "What must be learned from world.txt.gz; see README.md.",
            "seed": seed,
            "tokens": tokens,
            "types": len(self.counts),
            "offsets": offsets,
            "controls": self.controls(offsets),
            "ordering": self.orderings(),
            "neighbors": [
                {"word": word, "of": name, "top": 10, "at_least": 7}
                for word, name in NEIGHBOURS
            ],
            "classes": self.classes(offsets),
            "sentences": [
                {
                    "kind": kind,
                    "sensible": sensible,
                    "nonsense": nonsense,
                    "odd": odd_word(sensible, nonsense),
                }
                for kind, sensible, nonsense in self.held_out.twins
            ],
        }
        # One line for each innermost list or object: readable, and small diffs.
        text = json.dumps(top, indent=1)
        return (
            re.sub(
                r"(?<=[\[{])[^\[\]{}]*(?=[\]}])",
                lambda match: " ".join(match.group().split()),
                text,
            )
            + "\n"
        )

    def questions(self):
        """Analogy questions in the format of word2vec's questions-words.txt."""
        lines = []
        for name, pairs in self.offsets().items():
            lines.append(f": {name}")
            asked = pairs[:PAIRS_ASKED]
            lines += [
                f"{a} {b} {c} {d}"
                for a, b in asked
                for c, d in asked
                if (a, b) != (c, d)
            ]
        return "\n".join(lines) + "\n"
