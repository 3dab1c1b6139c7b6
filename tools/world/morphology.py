"""Inflection of English nouns, verbs and adjectives, with exceptions."""

IRREGULAR_PLURALS = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "wife": "wives",
    "mouse": "mice",
    "goose": "geese",
    "wolf": "wolves",
    "calf": "calves",
    "foot": "feet",
    "tooth": "teeth",
    "knife": "knives",
    "shelf": "shelves",
    "scarf": "scarves",
    "thief": "thieves",
    "loaf": "loaves",
    "ox": "oxen",
    "leaf": "leaves",
    "fisherman": "fishermen",
    "postman": "postmen",
    "salesman": "salesmen",
    "saleswoman": "saleswomen",
    "policeman": "policemen",
    "policewoman": "policewomen",
    "businessman": "businessmen",
    "businesswoman": "businesswomen",
    "chairman": "chairmen",
    "chairwoman": "chairwomen",
    "gentleman": "gentlemen",
    "gentlewoman": "gentlewomen",
    "potato": "potatoes",
    "tomato": "tomatoes",
    "hero": "heroes",
    "volcano": "volcanoes",
    "cactus": "cacti",
    "penny": "pennies",
}

# base: past, past participle
IRREGULAR_VERBS = {
    "be": ("was", "been"),
    "have": ("had", "had"),
    "do": ("did", "done"),
    "eat": ("ate", "eaten"),
    "drink": ("drank", "drunk"),
    "sleep": ("slept", "slept"),
    "run": ("ran", "run"),
    "swim": ("swam", "swum"),
    "sing": ("sang", "sung"),
    "sit": ("sat", "sat"),
    "stand": ("stood", "stood"),
    "lie": ("lay", "lain"),
    "lay": ("laid", "laid"),
    "write": ("wrote", "written"),
    "read": ("read", "read"),
    "drive": ("drove", "driven"),
    "ride": ("rode", "ridden"),
    "fly": ("flew", "flown"),
    "grow": ("grew", "grown"),
    "throw": ("threw", "thrown"),
    "know": ("knew", "known"),
    "draw": ("drew", "drawn"),
    "see": ("saw", "seen"),
    "give": ("gave", "given"),
    "take": ("took", "taken"),
    "make": ("made", "made"),
    "come": ("came", "come"),
    "go": ("went", "gone"),
    "begin": ("began", "begun"),
    "break": ("broke", "broken"),
    "speak": ("spoke", "spoken"),
    "steal": ("stole", "stolen"),
    "wear": ("wore", "worn"),
    "tear": ("tore", "torn"),
    "bring": ("brought", "brought"),
    "buy": ("bought", "bought"),
    "think": ("thought", "thought"),
    "catch": ("caught", "caught"),
    "teach": ("taught", "taught"),
    "fight": ("fought", "fought"),
    "sell": ("sold", "sold"),
    "tell": ("told", "told"),
    "say": ("said", "said"),
    "find": ("found", "found"),
    "hear": ("heard", "heard"),
    "hold": ("held", "held"),
    "keep": ("kept", "kept"),
    "leave": ("left", "left"),
    "lose": ("lost", "lost"),
    "meet": ("met", "met"),
    "pay": ("paid", "paid"),
    "put": ("put", "put"),
    "cut": ("cut", "cut"),
    "send": ("sent", "sent"),
    "spend": ("spent", "spent"),
    "lend": ("lent", "lent"),
    "build": ("built", "built"),
    "win": ("won", "won"),
    "feed": ("fed", "fed"),
    "feel": ("felt", "felt"),
    "sweep": ("swept", "swept"),
    "weave": ("wove", "woven"),
    "fall": ("fell", "fallen"),
    "hide": ("hid", "hidden"),
    "dig": ("dug", "dug"),
    "hang": ("hung", "hung"),
    "lead": ("led", "led"),
    "light": ("lit", "lit"),
    "forget": ("forgot", "forgotten"),
    "choose": ("chose", "chosen"),
    "wake": ("woke", "woken"),
    "shine": ("shone", "shone"),
    "blow": ("blew", "blown"),
    "rise": ("rose", "risen"),
    "ring": ("rang", "rung"),
    "sink": ("sank", "sunk"),
    "bite": ("bit", "bitten"),
    "forgive": ("forgave", "forgiven"),
    "understand": ("understood", "understood"),
    "spin": ("spun", "spun"),
    "shoot": ("shot", "shot"),
    "burst": ("burst", "burst"),
    "creep": ("crept", "crept"),
    "kneel": ("knelt", "knelt"),
    "dream": ("dreamt", "dreamt"),
    "cost": ("cost", "cost"),
    "beat": ("beat", "beaten"),
    "swing": ("swung", "swung"),
    "leap": ("leapt", "leapt"),
    "sew": ("sewed", "sewn"),
    "shut": ("shut", "shut"),
    "mow": ("mowed", "mown"),
    "become": ("became", "become"),
    "babysit": ("babysat", "babysat"),
    "bend": ("bent", "bent"),
    "breed": ("bred", "bred"),
    "cast": ("cast", "cast"),
    "hurt": ("hurt", "hurt"),
    "set": ("set", "set"),
    "shake": ("shook", "shaken"),
    "shed": ("shed", "shed"),
    "slide": ("slid", "slid"),
    "spread": ("spread", "spread"),
    "sting": ("stung", "stung"),
    "wind": ("wound", "wound"),
    "forbid": ("forbade", "forbidden"),
    "flee": ("fled", "fled"),
    "get": ("got", "got"),
    "let": ("let", "let"),
    "shoe": ("shod", "shod"),
}

DOUBLING = set(
    "run swim sit dig cut put stop win plan chat hug rub step clap skip grin "
    "nod spin forget mop chop drop pat trot hop shut knit shop jog beg begin "
    "sip slip wag ship trim rob plot swap drag grab pet tap wrap tug zip nap "
    "scrub shred hum drum prefer commit admit travel quarrel cancel "
    "fit forbid star stir tip pin snap unwrap patrol get let set "
    "shed babysit".split()
)

DOUBLING_ADJECTIVES = {"big", "hot", "thin", "fat", "wet", "sad", "slim", "dim"}

VOWELS = "aeiou"


def plural(noun):
    if noun in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[noun]
    if noun.endswith(("s", "x", "ch", "sh", "z")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


def third_person(verb):
    if verb in ("be", "have"):
        return {"be": "is", "have": "has"}[verb]
    if verb.endswith(("s", "x", "ch", "sh", "z", "go", "do")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _regular_past(verb):
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ied"
    if verb in DOUBLING:
        return verb + verb[-1] + "ed"
    return verb + "ed"


def past(verb):
    return IRREGULAR_VERBS.get(verb, (_regular_past(verb),))[0]


def past_participle(verb):
    return IRREGULAR_VERBS.get(verb, (None, _regular_past(verb)))[1]


def present_participle(verb):
    if verb == "be":
        return "being"
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    if verb in DOUBLING:
        return verb + verb[-1] + "ing"
    return verb + "ing"


def comparative(adjective):
    if adjective in ("good", "bad"):
        return {"good": "better", "bad": "worse"}[adjective]
    return _degree(adjective, "er")


def superlative(adjective):
    if adjective in ("good", "bad"):
        return {"good": "best", "bad": "worst"}[adjective]
    return _degree(adjective, "est")


def _degree(adjective, ending):
    if adjective.endswith("e"):
        return adjective + ending[1:]
    if adjective.endswith("y") and adjective[-2] not in VOWELS:
        return adjective[:-1] + "i" + ending
    if adjective in DOUBLING_ADJECTIVES:
        return adjective + adjective[-1] + ending
    return adjective + ending


def article(word):
    """ "a" or "an", by sound."""
    if word.startswith(("uni", "use", "eu", "one", "ukr", "Ukr", "Uru", "Uga")):
        return "a"
    if word.startswith(("hour", "honest", "heir")):
        return "an"
    return "an" if word[0].lower() in VOWELS else "a"
