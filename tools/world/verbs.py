"""Verb groups: a verb in its tense, agreeing with its subject."""

from world import morphology

# Verbs of state: they take no progressive.
STATES = set(
    "be have know love like hate want need belong cost seem believe "
    "understand own hope fear resemble prefer feel think".split()
)

MODALS = ("can", "must", "should", "may", "could", "might")
PHASES = (
    "want to",
    "try to",
    "begin to",
    "like to",
    "learn to",
    "use to",
    "start to",
    "refuse to",
    "promise to",
)


class Tense:
    """How the verbs of one sentence are conjugated.

    kind: past, present, progressive, past_progressive, future, perfect, modal,
    phase. `auxiliary` is the modal or phase verb. `adverb` stands by it.
    """

    def __init__(self, kind, auxiliary="", negative=False, adverb=""):
        self.kind = kind
        self.auxiliary = auxiliary
        self.negative = negative
        self.adverb = adverb


def be(plural, past):
    if past:
        return "were" if plural else "was"
    return "are" if plural else "is"


def _kind_for(verb, tense):
    if verb in STATES or verb == "be":
        return {
            "progressive": "present",
            "past_progressive": "past",
            "phase": "past",
        }.get(tense.kind, tense.kind)
    return tense.kind


def group(verb, plural, tense):
    """The auxiliaries and the main verb, such as "will not", "walk"."""
    kind = _kind_for(verb, tense)
    no = " not" if tense.negative else ""
    if kind in ("past", "present"):
        return _simple(verb, plural, kind == "past", no)
    if kind in ("progressive", "past_progressive"):
        return (
            be(plural, kind == "past_progressive") + no,
            morphology.present_participle(verb),
        )
    if kind == "perfect":
        return (
            ("have" if plural else "has") + no,
            morphology.past_participle(verb),
        )
    if kind == "phase":
        first, _, rest = tense.auxiliary.partition(" ")
        return morphology.past(first) + " " + rest, verb
    return (tense.auxiliary or "will") + no, verb


def _simple(verb, plural, past, no):
    if verb == "be":
        return "", be(plural, past) + no
    if no:
        return ("did" if past else "do" if plural else "does") + no, verb
    if past:
        return "", morphology.past(verb)
    return "", verb if plural else morphology.third_person(verb)


def phrase(verb, plural, tense):
    auxiliary, main = group(verb, plural, tense)
    words = [auxiliary, tense.adverb, main]
    if verb == "be" and not auxiliary:
        words = [main, tense.adverb]
    return " ".join(word for word in words if word)


def main_form(verb, plural, tense):
    """The form of a second, coordinated verb: "is reading and writing"."""
    return group(verb, plural, tense)[1]
