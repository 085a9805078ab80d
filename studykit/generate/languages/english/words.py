"""English words that decide what a card may ask: closed classes, common verbs and their forms, weak heads, frames."""

from __future__ import annotations

import re

from studykit.generate.languages.lexicon import of

DETERMINERS = of(
    """
    a an the its their his her our your my every each any no some these those this that both all
    another
    """
)
PREPOSITIONS = of(
    """
    in on at by for with from to of into onto about over under between among through during before
    after without within via per as than against across toward towards upon like unlike behind
    beyond around near inside outside despite except since until along using beneath above below off
    out up down
    """
)
CONJUNCTIONS = of(
    """
    and or but nor so because while although though if unless when whenever where wherever whereas
    that which who whom whose what how why whether once yet then rather instead
    """
)
PRONOUNS = of(
    """
    i you he she it we they me him them us itself themselves himself herself yourself one someone
    anyone everyone nobody
    """
)
BE = of(
    """
    is are was were be been being am
    """
)
AUXILIARIES = (
    of(
        """
    can could may might must shall should will would has have had do does did cannot can't doesn't
    don't didn't isn't aren't wasn't weren't won't
    """
    )
    | BE
)
ADVERBS = of(
    """
    not also very more most less least only even still just often always never usually sometimes now
    today too much far well almost about already again ever quite rather really simply then there
    here however therefore thus hence anywhere everywhere somewhere nowhere elsewhere instead together longer perhaps roughly nearly around approximately
    merely mostly first second third finally later earlier soon back away ahead forward twice once
    long
    """
)

WEAK = of(
    """
    order
    way ways method process approach thing things part parts example examples case cases result
    results problem problems idea concept system systems feature features user users person people
    time point points fact reason value values data information content answer question questions
    video talk speaker author lecture course step steps level role effect change difference type
    kind form number amount lot others other machinery something anything everything nothing one
    ones world day today place end start beginning need use goal purpose task tasks work tool tools
    technique techniques importance benefit benefits change changes impact
    """
)
POINTER = re.compile(r"\b(video|speaker|presenter|host|tutorial|episode|lecture|section)s?\b", re.IGNORECASE)
SAYING = re.compile(
    r"\b(explains?|discuss(es)?|describes?|shows?|introduces?|covers?|talks? about|mentions?|demonstrates?|walks? through|highlights?"
    r"|emphasi[sz]es?|stress(es)?|shares?|outlines?|summari[sz]es?|concludes?|begins?|starts?|opens?|ends?|closes?|invites?|urges?|thanks?|asks?|reminds?|believes?|encourages?)\b",
    re.IGNORECASE,
)
SLOGAN = re.compile(
    r"\b(game[- ]changer|crucial|essential|important|pushing the (frontier|boundar)|committed to|dedicated to|strives?|is key|more than ever"
    r"|the future of|endless possibilities|cutting[- ]edge|valuable (tool|resource|insight)|very useful|in (many|various) ways)\b",
    re.IGNORECASE,
)
CONTRAST_BEFORE = re.compile(
    r"\b(rather than|instead of|not|unlike|as opposed to|compared (to|with))\s+(just |only |merely |a |an |the )*$",
    re.IGNORECASE,
)
EXAMPLE_BEFORE = re.compile(
    r"(\b(such as|like|including|for example|for instance|e\.g\.|i\.e\.)[^.;)]*|\(e\.g\.[^)]*)$",
    re.IGNORECASE,
)
OPENERS = re.compile(
    r"^(also|additionally|furthermore|moreover|in addition|for example|for instance|similarly|finally|ultimately|overall|essentially|basically"
    r"|in summary|as a result|in short|notably|importantly|therefore|thus|hence|however|instead|consequently|in other words),\s+",
    re.IGNORECASE,
)
DANGLING = re.compile(
    r"^(it|its|this|these|those|that|they|their|he|she|his|her|such|here|there|both|the (former|latter|company|founders?|speakers?|author|team|framework|library|tool|model|system|method|approach))\b",
    re.IGNORECASE,
)
_UNIT = (
    r"%|percent(?:age points?)?|degrees?(?: of freedom)?|years?|months?|weeks?|days?|hours?|minutes?|seconds?|milliseconds?|ms|times|fold|x|people|users|dollars|euros"
    r"|inch(?:es)?|feet|foot|miles?|met(?:er|re)s?|kilomet(?:er|re)s?|km|cm|mm|kg|kilograms?|grams?|pounds?|tons?|acres?|hectares?|lit(?:er|re)s?"
    r"|square (?:feet|foot|met(?:er|re)s|kilomet(?:er|re)s|miles)|(?:kilo|mega|giga|tera)bytes?|[KMGTP]?B|bytes?|bits?|Hz|kHz|GHz|MHz|FPS|fps|px|watts?|kW|MW|tokens?|parameters?|layers?|cores?|steps?|points?|dimensions?|pages?|words?|lines?"
)
_SPELLED = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred"
NUMBER = re.compile(
    rf"(?<![\w.,$])(?:[$€£]\s?)?\d[\d,]*(?:\.\d+)?(?:\s?(?:[~–—-]|to)\s?[$€£]?\d[\d,]*(?:\.\d+)?)?(?:\s?(?:thousand|million|billion|trillion)\b)?"
    rf"(?:[\s-]?(?:{_UNIT})(?![\w]))?(?![\w])|\b(?:a|{_SPELLED})\s(?:hundred|thousand|million|billion|trillion)\b(?:\s(?:{_UNIT})\b)?|\b(?:{_SPELLED})\s(?:(?:hundred|thousand|million|billion|trillion)\b(?:\s(?:{_UNIT})\b)?|(?:{_UNIT})\b)",
    re.IGNORECASE,
)
# What a note says of its label without saying "is".
SAID_OF = of(
    """
    useful essential crucial vital powerful great fundamental good ideal best important used designed built known based mostly often
    responsible similar necessary available limited faster slower cheap expensive easy hard stored measured called made given
    """
)
VAGUE = re.compile(
    r"^(same|other|different|certain|various|several|many|own|given|entire|whole|single|main|big|huge|great|good|new) ",
    re.IGNORECASE,
)
YEAR = re.compile(r"^(1[5-9]|20)\d\ds?$")
# Somebody's story, whose figures nobody needs.
STORY = re.compile(r"\b(recalls?|recalled|remembers?|jokes?|anecdotes?)\b", re.IGNORECASE)
# What measures nothing worth remembering: durations, counts of people, a handful of things.
_NO_MEASURE = re.compile(
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|(?:milli)?seconds?|ms|people|users)$"
    r"|^(?:[1-5]|a|one|two|three|four|five)[\s-](?:steps?|points?|pages?|words?|lines?|layers?|times)$",
    re.IGNORECASE,
)
# After the figure that another is held against: from [49%] to 86%.
BASELINE = re.compile(r" to (?:about |over |under |nearly )?[$€£]?\d")
DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d{1,2}(?:st|nd|rd|th)?(?:,\s\d{4})?\b"
    r"|\b(?:January|February|March|April|June|July|August|September|October|November|December)\s\d{4}\b"
)


def measures(value: str) -> bool:
    """Whether a number says how much: it has a unit, a currency or a power of ten worth remembering."""
    return re.search(r"[^\d\s,.~–—-]", value) is not None and not _NO_MEASURE.search(value)


def number_traits(text: str, start: int, value: str) -> set[str]:
    """What the score should know of a number at ``start``."""
    facts = {
        "measure": measures(value),
        "baseline": BASELINE.match(text, start + len(value)),
        "story": STORY.search(text),
    }
    return {name for name, holds in facts.items() if holds}


def content(text: str) -> str:
    """A sentence without the opener (also, for example) that ties it to the one before, its first letter raised."""
    bare = OPENERS.sub("", text)
    return bare[:1].upper() + bare[1:] if bare != text else text
