"""English words reduced to what they mean: a light stemmer and the words that say nothing.

Matching wants "efficient", "efficiency" and "efficiently" to be one word, and can live with an odd clash, so
the stemmer strips more than a dictionary would. Both sides of every comparison pass through it.
"""

from __future__ import annotations

from functools import lru_cache

# Longest first. The number is the shortest stem that may remain.
_SUFFIXES: tuple[tuple[str, int], ...] = (
    ("ization", 3), ("isation", 3), ("iveness", 4), ("fulness", 3), ("ational", 4), ("ically", 4),
    ("ations", 4), ("encies", 4), ("ancies", 4), ("ements", 4),
    ("ation", 4), ("ement", 4), ("ments", 4), ("ities", 4), ("ences", 4), ("ances", 4), ("ators", 4),
    ("izing", 3), ("ising", 4), ("ating", 4), ("ized", 3), ("ised", 4), ("ical", 4), ("ator", 4),
    ("ment", 4), ("ency", 4), ("ancy", 4), ("ence", 4), ("ance", 4), ("ness", 4), ("able", 4), ("ible", 4),
    ("ally", 4), ("ings", 3), ("ions", 4), ("ated", 4), ("ates", 4), ("less", 4), ("ship", 4),
    ("ity", 4), ("ent", 4), ("ant", 4), ("ing", 3), ("ion", 4), ("ive", 4), ("ize", 3), ("ise", 4), ("ous", 4),
    ("ful", 3), ("ate", 4), ("ist", 4), ("ism", 4), ("ies", 3), ("ied", 3), ("ers", 4), ("ors", 4),
    ("er", 4), ("or", 4), ("ed", 3), ("es", 3), ("ly", 3), ("al", 4), ("ic", 4), ("s", 3), ("e", 3), ("y", 3),
)  # fmt: skip

_IRREGULAR = {
    form: base
    for base, forms in {
        "be": "am is are was were been being", "have": "has had having", "do": "does did done doing",
        "go": "goes went gone going", "make": "made making makes", "take": "took taken taking takes",
        "give": "gave given giving gives", "find": "found finding finds", "think": "thought thinking thinks",
        "buy": "bought", "teach": "taught", "build": "built", "grow": "grew grown", "run": "ran running",
        "say": "said", "tell": "told", "write": "wrote written", "speak": "spoke spoken", "break": "broke broken",
        "lose": "lost loss losing", "win": "won winning", "pay": "paid", "sell": "sold", "send": "sent", "spend": "spent",
        "begin": "began begun", "know": "knew known knowledge", "see": "saw seen", "fall": "fell fallen",
        "hold": "held", "keep": "kept", "lead": "led", "meet": "met", "rise": "rose risen", "leave": "left",
        "understand": "understood", "choose": "chose chosen choice", "man": "men", "woman": "women",
        "child": "children", "life": "lives", "datum": "data", "get": "got gotten", "come": "came coming",
        "become": "became", "feel": "felt", "bring": "brought", "fight": "fought", "drive": "drove driven",
        "eat": "ate eaten", "draw": "drew drawn", "steal": "stole stolen", "mouse": "mice", "foot": "feet",
        "tooth": "teeth", "analysis": "analyses analyze analyse analytic analytical", "decide": "decision decisions",
        "extend": "extension extensions", "expand": "expansion", "reduce": "reduction reductions",
        "produce": "production product products productive productivity producer producers",
        "die": "died dies dying dead death deaths", "vary": "variety varied various variation",
        "sleep": "slept", "shoot": "shot", "hear": "heard", "lie": "lying", "use": "using used uses usage",
        "deep": "depth depths deeper", "long": "length longer longest", "strong": "strength stronger strengthen",
        "wide": "width wider", "high": "height higher highest", "hot": "heat heated heating",
    }.items()
    for form in forms.split()
}  # fmt: skip

STOPWORDS = frozenset(
    """a an the this that these those it its he she they them his her their i me my we us our you your one ones
    and or but so if then than as at by for from in into of on onto to up out over under with without about after
    before between through during while because since until also just only even very much many more most some any
    all each every other another such same own too both either neither not no nor do does did done be is are was
    were been being am have has had having can could will would shall should may might must there here where when
    what which who whom whose why how um uh like yeah okay ok well right know mean kind sort really actually
    basically think going go get got thing things something anything lot bit way now let say said see look want
    make made come came take um-hum gonna wanna let's that's it's i'm don't we're you're they're s t re ve ll d m
    again still yet ever never always often quite rather perhaps maybe etc first last new good great people
    """.split()  # noqa: SIM905
)

_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a lower-case word; words of other scripts and numbers come back as they are."""
    word = word.removesuffix("'s").removesuffix("’s").replace("'", "").replace("’", "")
    word = _IRREGULAR.get(word, word)
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    for _ in range(3):
        shorter = _strip(word)
        if shorter == word:
            break
        word = shorter
    return word


def _strip(word: str) -> str:
    if word.endswith(("ss", "us", "is")):
        return word
    for suffix, least in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= least:
            rest = word[: -len(suffix)]
            if not _VOWELS.intersection(rest):
                return word
            if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz":
                rest = rest[:-1]  # running -> run
            return rest[:-1] + "y" if suffix in {"ies", "ied"} and len(rest) <= 3 else rest
    return word
