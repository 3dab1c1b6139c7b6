"""Paragraphs: small stories with a hero, comparisons, facts, talk."""

from world import facts, verbs
from world.chance import Table
from world.grammar import QUANTIFIERS, Referent
from world.lexicon import BROAD, Noun
from world.verbs import Tense

TIMES = {
    "past": (
        "yesterday",
        "last night",
        "last week",
        "last summer",
        "last year",
        "two days ago",
        "a week ago",
        "long ago",
        "in the old days",
        "that morning",
        "in the evening",
        "on Monday",
        "on Friday",
        "once",
    ),
    "present": (
        "every day",
        "every morning",
        "every evening",
        "on Sundays",
        "in summer",
        "in winter",
        "at night",
        "all year",
        "nowadays",
    ),
    "progressive": ("now", "right now", "at the moment", "today", "again"),
    "past_progressive": (
        "all day yesterday",
        "at that time",
        "when it began to rain",
        "all night",
        "at noon yesterday",
    ),
    "future": (
        "tomorrow",
        "next week",
        "next summer",
        "next year",
        "soon",
        "tonight",
        "tomorrow morning",
        "in a few days",
        "one day",
    ),
    "perfect": (
        "many times",
        "since Monday",
        "for years",
        "before",
        "this week",
    ),
    "modal": ("today", "tomorrow", "at night", "in winter", "again"),
    "phase": ("yesterday", "last year", "at once", "again", "one day"),
}
OFTEN = ("often", "always", "never", "sometimes", "usually", "rarely")
PAST_ADVERBS = (
    "never",
    "soon",
    "suddenly",
    "then",
    "finally",
    "once",
    "nearly",
)
LINKS = (
    "and",
    "and",
    "but",
    "because",
    "while",
    "when",
    "before",
    "after",
    "so",
    "although",
    "until",
)
# Kinds of story: the tenses of its sentences, with their weights.
STORY_TENSES = (
    (38, {"past": 84, "past_progressive": 9, "phase": 7}),
    (28, {"present": 84, "modal": 10, "perfect": 6}),
    (16, {"progressive": 76, "present": 14, "perfect": 10}),
    (14, {"future": 80, "modal": 14, "present": 6}),
    (10, {"past": 30, "present": 22, "future": 18, "perfect": 15, "modal": 15}),
)
# How often a story's hero is of a class.
HEROES = {
    "pair": 40,
    "named": 9,
    "worker": 7,
    "citizen": 3,
    "animal": 20,
    "beast": 3,
    "thing": 28,
    "vehicle": 5,
    "boat": 2,
    "aircraft": 1,
    "plant": 3,
    "flower": 2,
    "fruit": 2,
    "vegetable": 2,
    "dish": 2,
    "food_mass": 2,
    "drink": 2,
    "home": 2,
    "building": 3,
    "outdoors": 2,
    "landscape": 3,
    "idea": 2,
    "event": 2,
    "song": 1,
}
PAIR_KINDS = {
    "royal": 26,
    "family": 40,
    "folk": 22,
    "stage": 18,
    "office": 16,
    "cloister": 10,
    "tale": 12,
}
PARAGRAPHS = {
    "story": 620,
    "comparison": 170,
    "country": 200,
    "numbers": 30,
    "weather": 12,
    "talk": 26,
    "gender": 50,
}
TITLED = set(
    "king queen prince princess duke duchess emperor empress baron baroness "
    "lord lady uncle aunt grandfather grandmother abbot abbess".split()
)


def _table(weights):
    return Table(weights.keys(), weights.values())


class Storyteller:
    def __init__(self, grammar):
        self.grammar = grammar
        self.chance = grammar.chance
        self._paragraphs = _table(PARAGRAPHS)
        self._heroes = _table(HEROES)
        self._pair_kinds = _table(PAIR_KINDS)
        self._moods = Table(
            [_table(tenses) for _, tenses in STORY_TENSES],
            [weight for weight, _ in STORY_TENSES],
        )
        self._sections = {}
        self._people = {}

    def paragraph(self):
        """A list of sentences, all different."""
        kind = self.chance.from_table(self._paragraphs)
        length = 3 + self.chance.pick((0, 0, 1, 1, 2, 3))
        if kind == "story":
            sentences = self._story(length)
        elif kind == "comparison":
            sentences = facts.comparisons(self.grammar, length)
        elif kind == "country":
            sentences = facts.country(self.grammar, length)
        else:
            sentences = self._loose(kind, length)
        return list(dict.fromkeys(_finish(sentence) for sentence in sentences))

    def _loose(self, kind, length):
        """Sentences that need no hero, all of one section."""
        mood = self.chance.from_table(self._moods)
        name = self.chance.pick(
            self.grammar.lexicon.male + self.grammar.lexicon.female
        )
        return [
            self.grammar.realise(
                self.grammar.template(kind, ""),
                self._tense(mood),
                words={"name": name},
            )
            for _ in range(length)
        ]

    # ---- the hero of a story

    def _hero(self):
        kind = self.chance.from_table(self._heroes)
        if kind == "named":
            return self._named_person()
        if kind == "pair":
            kind = self.chance.from_table(self._pair_kinds)
        noun = self.grammar.noun(kind, "")
        number = self.grammar.number_for(noun)
        gender = noun.gender or "n"
        if gender == "n" and "person" in noun.classes:
            gender = self.chance.pick("mf")
        name = ""
        if number == "singular" and gender != "n" and self.chance.happens(0.3):
            name = self.grammar.name(gender, noun.lemma)
        return Referent(noun, number, gender, name)

    def _named_person(self):
        gender = self.chance.pick("mf")
        name = self.grammar.name(gender, "")
        if name not in self._people:
            self._people[name] = Noun(name, name, gender)
            self._people[name].classes = ["person"]
        return Referent(self._people[name], "singular", gender, name)

    def _introduce(self, hero):
        """The noun phrase that first names the hero."""
        noun, chance = hero.noun, self.chance
        if noun.lemma == hero.name:
            return hero.name
        plain = self.grammar.noun_phrase(noun, hero.number)
        if hero.name and noun.lemma in TITLED and chance.happens(0.6):
            return f"{noun.lemma} {hero.name}"
        if hero.name and chance.happens(0.6):
            return chance.pick(
                (f"{plain} {hero.name}", f"{hero.name}, {plain},")
            )
        if hero.plural and noun.companions and chance.happens(0.25):
            return f"the {noun.plural} and {chance.pick(noun.companions)}"
        if hero.plural and chance.happens(0.15):
            return f"{chance.pick(QUANTIFIERS)} {noun.plural}"
        if noun.companions and chance.happens(0.15):
            return f"{plain} of the {chance.pick(noun.companions)}"
        if "royal" in noun.classes and chance.happens(0.1):
            realm = self.grammar.country("royal").name
            return f"the {noun.form(hero.number)} of {realm}"
        return plain

    def _mention(self, hero, introduced):
        if not introduced:
            return self._introduce(hero)
        if hero.name and self.chance.happens(0.12):
            return hero.name
        if self.chance.happens(0.5):
            return hero.pronoun("he")
        return self._again(hero)

    def _again(self, hero):
        if hero.noun.lemma == hero.name:
            return hero.name
        article = self.chance.pick(("the", "the", "the", "the", ""))
        return self.grammar.noun_phrase(hero.noun, hero.number, article)

    # ---- its sentences

    def _story(self, length):
        hero = self._hero()
        mood = self.chance.from_table(self._moods)
        told, sentences = set(), []
        for _ in range(length):
            template = self._template(hero)
            if template.text not in told:
                told.add(template.text)
                sentences.append(
                    self._sentence(
                        template, hero, self._tense(mood), bool(sentences)
                    )
                )
        return sentences

    def _tense(self, mood):
        chance = self.chance
        kind = chance.from_table(mood)
        if kind in ("past", "present", "future", "modal") and chance.happens(
            0.05
        ):
            adverb, negative = "", True
        else:
            adverb, negative = self._adverb(kind), False
        auxiliary = {"modal": verbs.MODALS, "phase": verbs.PHASES}.get(
            kind, ("",)
        )
        return Tense(kind, chance.pick(auxiliary), negative, adverb)

    def _adverb(self, kind):
        if kind == "present" and self.chance.happens(0.26):
            return self.chance.pick(OFTEN)
        if kind in ("past", "perfect") and self.chance.happens(0.14):
            return self.chance.pick(PAST_ADVERBS)
        return ""

    def _template(self, hero):
        """One of the noun's own, its kind's, its gender's or anyone's."""
        while True:
            template = self._any_template(hero.noun)
            if not (template.singular and hero.plural):
                return template

    def _any_template(self, noun):
        table = self._sections.get(noun.lemma)
        if table is None:
            weights = {
                name: 20 if name == noun.lemma else 5 if name in BROAD else 3
                for name in noun.classes
                if name in self.grammar.sections
            }
            if noun.gender and "person" in noun.classes:
                weights["male" if noun.gender == "m" else "female"] = 3
            table = self._sections[noun.lemma] = _table(weights)
        key = noun.lemma if self.chance.happens(0.15) else noun.key
        return self.grammar.template(self.chance.from_table(table), key)

    def _sentence(self, template, hero, tense, introduced):
        if not template.lacks_subject:
            mention = self._again(hero) if introduced else self._introduce(hero)
            return self.grammar.realise(
                template, tense, hero, mention, self._relation()
            )
        mention = self._mention(hero, introduced)
        if mention.endswith(
            " " + hero.noun.form(hero.number)
        ) and self.chance.happens(0.06):
            mention += self._relative_clause(hero, template)
        tense = self._with_manner(tense, hero, template)
        text = self.grammar.realise(template, tense, hero, mention)
        return self._adorn(text, hero, tense, template)

    def _relative_clause(self, hero, template):
        other = self._template(hero)
        if not other.lacks_subject or other is template:
            return ""
        pronoun = "who" if "person" in hero.noun.classes else "that"
        tense = Tense(self.chance.pick(("past", "present")))
        return self.grammar.realise(other, tense, hero, " " + pronoun)

    def _with_manner(self, tense, hero, template):
        """Sometimes "quickly" beside the verb, of an adjective that suits."""
        if tense.adverb or not hero.living or template.verb in verbs.STATES:
            return tense
        if not self.chance.happens(0.25):
            return tense
        adjective = self.grammar.adjective(hero.noun)[0]
        adverb = self.grammar.lexicon.adverbs.get(adjective, "")
        return Tense(tense.kind, tense.auxiliary, tense.negative, adverb)

    def _adorn(self, text, hero, tense, template):
        """Adds when it happened, or what else the hero did, or nothing."""
        chance = self.chance
        if not tense.adverb and chance.happens(0.36):
            time = chance.pick(TIMES[tense.kind])
            return f"{time} {text}" if chance.happens(0.5) else f"{text} {time}"
        if chance.happens(0.14):
            other = self._template(hero)
            if other.lacks_subject and other is not template:
                links = (
                    LINKS if tense.kind in ("past", "present") else LINKS[:3]
                )
                return (
                    f"{text}{chance.pick((',', ''))} {chance.pick(links)} "
                    + (
                        self.grammar.realise(
                            other, tense, hero, hero.pronoun("he")
                        )
                    )
                )
        return text

    def _relation(self):
        """Somebody whose relative the hero is."""
        gender = self.chance.pick("mf")
        name = self.grammar.name(gender, "")
        return {
            "Name": name,
            "name": name,
            "poss": "his" if gender == "m" else "her",
        }


def _finish(text):
    """A capital at the start, a stop at the end."""
    text = " ".join(text.split()).replace(",,", ",").replace(",.", ".")
    first = 1 if text[0] == '"' else 0
    text = text[:first] + text[first].upper() + text[first + 1 :]
    return text if text[-1] in '.!?"' else text + "."
