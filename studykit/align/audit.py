"""Where a bullet says something else than the words it was made from.

The rules are small and each looks at one thing that can be right or wrong: numbers, units, ranges, names,
negation, hedges, comparisons. They rather miss a fault than cry wolf: what a bullet merely leaves out is no fault,
and what is said near the quote, or stands in the title, counts as said.
"""

from __future__ import annotations

from studykit.align.figures import figure_flags
from studykit.align.naming import name_flags
from studykit.align.polarity import comparison_flags, doubt_flags, hedge_flags, negation_flags
from studykit.align.scene import SMALL_REACH, Scene
from studykit.model import Flag


def audit(scene: Scene) -> tuple[Flag, ...]:
    """What differs between a bullet and its quote, in the order of the rules."""
    words = scene.talk.words
    found = [
        *figure_flags(scene),
        *name_flags(scene),
        *negation_flags(scene.text, scene.concepts, scene.span, words),
        *hedge_flags(scene.text, scene.said_numbers(SMALL_REACH), words),
        *doubt_flags(scene.text, scene.concepts, scene.span, words),
        *comparison_flags(scene.text, scene.said_numbers(0), words, scene.span, scene.concepts),
    ]
    return tuple(dict.fromkeys(found))
