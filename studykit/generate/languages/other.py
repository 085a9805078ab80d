"""Languages without a grammar module: only blanks that cannot cut a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from studykit.generate.candidate import Candidate, View
from studykit.generate.result import Span
from studykit.model import Kind

_SENTENCE_END = re.compile(r"(?<=[。！？])|(?<=[^\W\d][.!?])\s+(?=\S)")
# A number with a measure, whichever the script: 42 秒, 5 分鐘, 100 %, 3.5 km, 1997年.
_NUMBER = re.compile(
    r"(?<![\w.,])(?:[$€£¥]\s?)?\d[\d.,]*(?:\s?[~–-]\s?\d[\d.,]*)?\s?(?:%|％|分鐘|分钟|小時|小时|時間|億|亿|万|萬|[年月日時时分秒週周歳岁個个枚人回次倍円元度條条種种篇本台匹]|[KMGT]B|km|kg|cm|mm|ms|fps|€)"
)
_LATIN = re.compile(r"`[^`\n]+`|(?<![A-Za-z])[A-Z][A-Za-z0-9+#.]*(?:[ -][A-Z][A-Za-z0-9+#.]*)*(?<![.])")
_POINTER = re.compile(r"(影片|視頻|视频|動画|ビデオ|この動画|這部|vidéo|vídeo|video)")


class Other:
    """Numbers with their measure, and Latin names inside another script."""

    sure: frozenset[str] = frozenset()

    def __init__(self, code: str) -> None:
        self.code = code

    def sentences(self, text: str) -> tuple[str, ...]:
        """The sentences of a bullet, in order."""
        return tuple(part.strip() for part in _SENTENCE_END.split(text) if part and part.strip())

    def skip(self, view: View) -> str:
        """Why no card should be made of a bullet, or an empty string."""
        text = " ".join(view.sentences)
        if _POINTER.search(text[:24]):
            return "pointer: it says what the video shows, not what there is to know"
        if not any(self.spans(sentence) for sentence in view.sentences):
            return (
                f"no number with a measure and no Latin name, and studykit has no grammar for “{self.code}”"
            )
        return ""

    def candidates(self, view: View) -> Iterable[Candidate]:
        """A blank for each number and each Latin name."""
        for sentence in view.sentences:
            for span in self.spans(sentence):
                answer = sentence[span.start : span.end]
                number = answer[-1:] != "`" and any(ch.isdigit() for ch in answer[:2])
                yield Candidate(
                    kind=Kind.CLOZE,
                    pattern="cloze-number" if number else "cloze-term",
                    answer=answer,
                    sentence=sentence,
                    start=span.start,
                    end=span.end,
                    traits=frozenset(
                        {"number"} if number else {"latin"} | ({"opens"} if span.start == 0 else set())
                    ),
                )

    def spans(self, text: str) -> tuple[Span, ...]:
        """Numbers with their measure; Latin names where the text is in another script."""
        found = [Span(m.start(), m.end(), 0.9) for m in _NUMBER.finditer(text)]
        letters = [ch for ch in text if ch.isalpha()]
        latin = sum(ch.isascii() for ch in letters)
        if letters and latin < 0.6 * len(letters):
            names = (
                m for m in _LATIN.finditer(text) if len(m[0]) > 1 and not _within(text, m.start(), m.end())
            )
            found += [Span(m.start(), m.end(), 0.6) for m in names]
        return tuple(sorted(found, key=lambda s: (s.start, s.end)))

    def needs_context(self, _sentence: str) -> bool:
        """Unknown without a grammar: the heading is shown wherever there is one."""
        return False

    def complete(self, _label: str, _sentence: str) -> str:
        """Unknown without a grammar."""
        return ""

    def question(self, text: str) -> bool:
        """Whether a text ends as a question does."""
        return text.rstrip().endswith(("?", "？", "か", "か。", "嗎", "吗", "呢"))

    def subjects(self, sentences: Sequence[str]) -> tuple[str, ...]:
        """Unknown without a grammar."""
        return tuple("" for _ in sentences)


def _within(text: str, start: int, end: int) -> bool:
    """Whether a name is half of a compound (Webサイト) or an aside in brackets."""
    before, after = text[:start], text[end : end + 1]
    aside = before.count("(") + before.count("（") > before.count(")") + before.count("）")
    return aside or bool(_COMPOUND.match(after) or _COMPOUND.match(before[-1:]))


# Katakana and Han characters make one word with Latin letters they touch; Hiragana are particles.
_COMPOUND = re.compile(r"[\u30a0-\u30ff\u4e00-\u9fff]")


def make(code: str) -> Other:
    """The module, for the registry."""
    return Other(code)
