"""Audit flags as they are told to a learner, in one wording for the screen, Anki and paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from studykit.model import Flag

_NOT_SAID = frozenset({"", "not said here"})
_ENGLISH = {
    "number-differs": "the numbers differ",
    "range-merged": "two figures became a range",
    "unit-differs": "the units differ",
    "name-differs": "the names differ",
    "name-not-said": "the name is not in the quote",
    "negation-dropped": "one of them says not",
    "hedge-dropped": "the talk is less certain",
    "comparison-differs": "the comparison is turned round",
    "notes": "notes",
    "talk": "talk",
}
_KOREAN = {
    "number-differs": "숫자가 다릅니다",
    "range-merged": "두 수치가 하나의 범위로 합쳐졌습니다",
    "unit-differs": "단위가 다릅니다",
    "name-differs": "이름이 다릅니다",
    "name-not-said": "인용한 말에 없는 이름입니다",
    "negation-dropped": "한쪽만 부정합니다",
    "hedge-dropped": "영상에서는 덜 확실하게 말합니다",
    "comparison-differs": "비교하는 방향이 반대입니다",
    "notes": "요약",
    "talk": "영상",
    "no number": "숫자 없음",
}


class Part(NamedTuple):
    """A stretch of a flag's line; ``quoted`` where it is the summary's or the talk's own words."""

    text: str
    quoted: bool = False


def flag_parts(flag: Flag, language: str = "en", dash: str = "—") -> tuple[Part, ...]:
    """What differs and what each side says, on one line.

    A rule that is not known, such as one typed by hand into a deck, is told by its own name.

    Args:
        flag: The flag.
        language: The reader's language; English where there are no words for it.
        dash: What stands between the two sides.
    """
    words: Mapping[str, str] = _KOREAN if language == "ko" else _ENGLISH
    summary, talk = " ".join(flag.summary.split()), " ".join(flag.transcript.split())
    lead = words.get(flag.rule, flag.rule.replace("-", " "))
    parts = [Part(f"{lead}; {words['notes']}: "), Part(summary, quoted=True)]
    if talk not in _NOT_SAID:
        parts += [Part(f" {dash} {words['talk']}: "), Part(words.get(talk, talk), quoted=True)]
    return tuple(parts)


def flag_line(flag: Flag, language: str = "en", dash: str = "—") -> str:
    """``the numbers differ; notes: 60~70% — talk: 60% … 70%``."""
    return "".join(part.text for part in flag_parts(flag, language, dash))
