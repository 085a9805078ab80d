"""The language of a text by its script: enough to choose a module and a voice, no more."""

from __future__ import annotations

import re
from collections.abc import Iterable

# A syllable or an ideograph carries about as much as this many Latin letters.
_DENSITY = 2.5
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_HAN = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]")
_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "a",
        "in",
        "is",
        "it",
        "that",
        "for",
        "you",
        "i",
        "with",
        "on",
        "this",
        "are",
        "be",
        "as",
        "we",
        "was",
        "so",
        "have",
        "not",
        "but",
    ]
)
_CODE = re.compile(r"[a-z]{2}(?:[-_][a-z0-9-]{1,20})?")
_NAMES = {
    "korean": "ko", "한국어": "ko", "english": "en", "영어": "en", "japanese": "ja", "日本語": "ja", "일본어": "ja",
    "chinese": "zh", "中文": "zh", "중국어": "zh",
}  # fmt: skip
_LETTERS_READ = 200_000


def code_of(name: str) -> str:
    """The code for a language as front matter or a caption file names it; an empty string where that is unclear."""
    name = name.strip().lower()
    if name in _NAMES:
        return _NAMES[name]
    return name[:2] if _CODE.fullmatch(name) else ""


def language_of(texts: Iterable[str]) -> str:
    """ISO 639-1 code: ko, ja, zh or en; an empty string for anything else."""
    sample = " ".join(texts)[:_LETTERS_READ]
    hangul, kana, han = (len(script.findall(sample)) for script in (_HANGUL, _KANA, _HAN))
    latin = len(_LATIN.findall(sample))
    east = {"ko": hangul, "ja": kana + han if kana * 20 > han else 0, "zh": han if kana * 20 <= han else 0}
    best = max(east, key=lambda code: east[code])
    if east[best] and east[best] * _DENSITY * 2 >= latin:
        return best
    return "en" if latin and _reads_english(sample) else ""


def _reads_english(sample: str) -> bool:
    words = _WORD.findall(sample.lower())
    # Too few words to tell by the small ones; Latin script is most likely English here.
    return len(words) < 30 or sum(word in _ENGLISH for word in words) * 12 >= len(words)
