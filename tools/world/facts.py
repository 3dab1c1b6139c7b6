"""Sentences that state facts: comparisons on fixed scales, and countries."""

from world import morphology
from world.chance import Table, affinity, rank
from world.verbs import Tense

PRESENT = Tense("present")
TENSES = (
    PRESENT,
    PRESENT,
    PRESENT,
    Tense("past"),
    Tense("past"),
    Tense("future"),
    Tense("progressive"),
)
# What people buy, sell and look for.
GOODS = ("animal", "thing", "vehicle", "home")
GENERAL = {
    "person": "person",
    "animal": "animal",
    "thing": "thing",
    "vehicle": "vehicle",
    "building": "building",
    "plant": "plant",
    "food": "meal",
    "landscape": "place",
    "outdoors": "place",
    "home": "house",
    "room": "room",
    "idea": "thought",
    "event": "event",
    "song": "song",
}
# What can be compared: the class, with how often.
COMPARED = Table(
    *zip(
        *{
            "person": 30,
            "animal": 36,
            "thing": 28,
            "vehicle": 12,
            "building": 5,
            "plant": 6,
            "food": 24,
            "landscape": 20,
            "outdoors": 5,
            "home": 6,
            "room": 4,
            "idea": 9,
            "event": 5,
            "song": 2,
        }.items()
    )
)


def _scale(grammar, name, key):
    """An adjective with degrees that is said of the class."""

    def make():
        words = grammar.lexicon.adjectives[name]
        return words, [affinity(key, word) for word in words]

    return grammar.draw("scale", name, key, make)


def _phrase(grammar, noun):
    if noun.mass:
        return "the " + noun.lemma
    article = grammar.chance.pick(
        ("the", "the", "a", "a", "my", "this", "your")
    )
    phrase = noun.lemma
    if grammar.chance.happens(0.25):
        phrase = f"{grammar.modifier(noun)} {noun.lemma}".strip()
    if article == "a":
        article = morphology.article(phrase)
    return f"{article} {phrase}"


def _plain_plural(noun):
    return noun.lemma if noun.mass else noun.plural


def comparisons(grammar, length):
    """Sentences about one class; who is bigger than whom never changes."""
    name = grammar.chance.from_table(COMPARED)
    first = grammar.noun(name, "")
    return [_comparison(grammar, name, first) for _ in range(length)]


def _comparison(grammar, name, first):
    adjective = _scale(grammar, name, first.key)
    second = first
    while second.key == first.key:
        second = grammar.noun(name, first.key)
    if _stands(grammar, adjective, first) < _stands(grammar, adjective, second):
        first, second = second, first
    section = "comparison"
    if name in GOODS and grammar.chance.happens(0.25):
        section = "comparison_goods"
    return grammar.realise(
        grammar.template(section, adjective),
        grammar.chance.pick(TENSES),
        words=_comparison_words(grammar, name, adjective, first, second),
    )


def _stands(grammar, adjective, noun):
    """Where the noun stands on the scale: known, or made up for good."""
    known = grammar.lexicon.scales.get((adjective, noun.key))
    return (known or 0, rank(adjective, noun.key))


def _comparison_words(grammar, name, adjective, first, second):
    other = adjective
    while other == adjective:
        other = _scale(grammar, name, first.key)
    greater = morphology.comparative(adjective)
    an_greater = f"{morphology.article(greater)} {greater}"
    return {
        "A": _phrase(grammar, first),
        "B": _phrase(grammar, second),
        "thisA": ("the " if first.mass else "this ") + first.lemma,
        "As": _plain_plural(first),
        "Bs": _plain_plural(second),
        "noun": first.lemma,
        "nouns": _plain_plural(first),
        "class": GENERAL[name],
        "adj": adjective,
        "adj2": other,
        "er": greater,
        "er2": morphology.comparative(other),
        "est": morphology.superlative(adjective),
        "est2": morphology.superlative(other),
        "an_er": an_greater,
        "An_er": an_greater.capitalize(),
        "an_adj": f"{morphology.article(adjective)} {adjective}",
        "name": grammar.name(grammar.chance.pick("mf"), ""),
    }


def country(grammar, length):
    """Sentences about one country, its capital, its people and its goods."""
    here = grammar.country("")
    sentences = []
    for _ in range(length):
        template = grammar.template("country", "")
        if "{river}" not in template.text or here.river:
            sentences.append(
                grammar.realise(
                    template,
                    grammar.chance.pick(TENSES),
                    words=_country_words(grammar, here),
                )
            )
    return sentences


def _good(grammar, here):
    """Something that the country sells: for real, or by its taste."""
    if grammar.chance.happens(0.5):
        return grammar.chance.pick(here.goods)

    def make():
        goods = sorted(
            {good for c in grammar.lexicon.countries for good in c.goods}
        )
        return goods, [affinity(here.name, good) for good in goods]

    return grammar.draw("good", here.name, "", make)


def _country_words(grammar, here):
    chance = grammar.chance
    there = here
    while there is here:
        there = grammar.country(here.name)
    goods = list(dict.fromkeys(_good(grammar, here) for _ in range(4)))
    goods.append(here.goods[0] if goods[0] != here.goods[0] else here.goods[1])
    gender = chance.pick("mf")
    adjective = here.adjective
    article = morphology.article(adjective)
    return {
        "country": here.name,
        "capital": here.capital,
        "nat": adjective,
        "a_nat": f"{article} {adjective}",
        "A_nat": f"{article.capitalize()} {adjective}",
        "lang": here.language,
        "river": here.river,
        "continent": here.continent,
        "good": goods[0],
        "good2": goods[1],
        "good3": there.goods[0],
        "country2": there.name,
        "capital2": there.capital,
        "name": grammar.name(gender, here.name),
        "he": "he" if gender == "m" else "she",
    }
