"""How likely a quote supports its bullet: the share of the bullet that is heard in it, weighed against the others.

One feature decides, because more did not generalise from talk to talk: coverage, the nats heard in the quote out
of those the bullet could bring. Bullets that were said reach .2 to 1, bullets of other talks stay below .25 nearly
always, even where their names are common to both. How many bullets of the summary belong to the talk at all is
estimated along with it, so a transcript of another talk supports nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

# Log odds of "said here" against "said elsewhere" at coverage 0, and what full coverage adds: a logistic fitted on
# bullets of four talks, their own and each other's, with each talk left out in turn; held less steep than it came
# out, since talks on one subject are harder to tell apart than those four.
_AT_NOTHING, _COVERAGE = -3.4, 14.0
# A short bullet covers much by chance: this many nats count as not heard.
_UNHEARD = 4.0
# Before anything is heard, seven bullets of eight are taken to belong to the talk, on the strength of two bullets.
_PRIOR, _PRIOR_BULLETS = 0.875, 2.0
_ROUNDS = 12  # of estimating how many belong and which; it settles sooner


def coverage(gain: float, worth: float) -> float:
    """The share (0..1) of what a bullet could bring that is heard in its quote."""
    return max(0.0, min(1.0, gain / (worth + _UNHEARD)))


def supported(coverages: Sequence[float]) -> list[float]:
    """The probability of each bullet that its quote supports it, all bullets of the summary considered."""
    ratios = [exp(_AT_NOTHING + _COVERAGE * share) for share in coverages]
    belong = _PRIOR
    chances = [0.0] * len(ratios)
    for _ in range(_ROUNDS):
        odds = belong / (1 - belong)
        chances = [ratio * odds / (1 + ratio * odds) for ratio in ratios]
        belong = (sum(chances) + _PRIOR * _PRIOR_BULLETS) / (len(chances) + _PRIOR_BULLETS)
    return chances
