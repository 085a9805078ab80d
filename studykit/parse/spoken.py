"""The spoken text of a transcript: cues joined by one space, with exact offsets for times, speakers and chapters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from studykit.model import Cue, Mark
from studykit.text import neutralise, nfc

_SOUNDS = (
    "music|applause|applauding|laughter|laughs?|laughing|chuckles?|cheering|cheers|silence|noise|coughs?|coughing|sighs?"
    "|inaudible|unintelligible|crosstalk|foreign|음악|박수|웃음|환호|배경음악|音楽|拍手|笑い|笑|音乐|音樂|掌声|掌聲|笑声|笑聲"
    "|música|aplausos|risas|musik|applaus|musique"
)
# In round brackets only the whole is a sound: a transcript made by people has words in them.
_SOUND = re.compile(
    rf"[\[【](?:[^\[\]【】\n]{{0,30}}\s)?(?:♪\s*)?(?:{_SOUNDS})(?:\s[^\[\]【】\n]{{0,20}}|\s*♪)?[\]】]"
    r"|[(（](?:music|applause|laughter|laughs|laughing|chuckles|음악|박수|웃음|音楽|拍手|笑い|笑|音乐|掌声|笑声)[)）]"
    r"|\[?[♪♫♬]+\]?",
    re.IGNORECASE,
)
_TURN = re.compile(r"(?:^|(?<=\s))(?:>>+|&gt;&gt;)(?=\s|$|\w)\s?")
_NAME = re.compile(
    r"\s*(?:-\s?)?[*_]{0,3}(?:"
    r"\[?(?P<said>[^\W\d_][^\s:：\[\]*]{0,30}(?: [^\s:：\[\]*]{1,30}){0,3})\]?[*_]{0,3}\s?[:：][*_]{0,3}"
    r"|\[(?P<numbered>speaker[ _]?\d{1,3})\])(?=\s|$)\s?",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"(?:speaker|host|guest|interviewer|interviewee|moderator|narrator|화자|진행자|질문자|참석자)\s?\w{0,3}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A cue as the file has it. ``words`` are parts of ``text`` in order with their own seconds, where known."""

    text: str
    at: float | None = None
    until: float | None = None
    speaker: str = ""
    words: Sequence[tuple[str, float]] = ()
    chapter: str = ""


@dataclass(slots=True)
class Spoken:
    """Builds the text and what is known at its offsets, piece by piece."""

    cues: list[Cue] = field(default_factory=list)
    speakers: list[Mark] = field(default_factory=list)
    chapters: list[Mark] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _speaker: str | None = None  # who begins with the next words; "" for somebody
    _chapter: str = ""

    @property
    def text(self) -> str:
        """All that was said, on one line."""
        return "".join(self._parts)

    def turn_to(self, name: str) -> None:
        """The next words are another speaker's; a name that goes on speaking makes no mark."""
        if not (name and self.speakers and self.speakers[-1].text == name):
            self._speaker = name

    def begin_chapter(self, title: str) -> None:
        """The next words open a chapter."""
        self._chapter = title or self._chapter

    def last(self, count: int) -> list[str]:
        """The stretches said last, in order."""
        return self._parts[1 - 2 * count :: 2]

    def say(self, words: str) -> tuple[int, int]:
        """Append a stretch of speech; where it stands."""
        if self._parts:
            self._parts.append(" ")
            self._length += 1
        start = self._length
        self._parts.append(words)
        self._length += len(words)
        if self._chapter:
            self.chapters.append(Mark(start, self._chapter))
        if self._speaker is not None:
            self.speakers.append(Mark(start, self._speaker))
        self._chapter, self._speaker = "", None
        return start, self._length


def assemble(pieces: Iterable[Piece]) -> Spoken:
    """The spoken text of all pieces: sounds and speaker marks out, white space single."""
    listed = list(pieces)
    names = _names(piece.text for piece in listed)
    spoken = Spoken()
    for piece in listed:
        _say(spoken, piece, names)
    spoken.cues = _ordered(spoken.cues)
    return spoken


def _say(spoken: Spoken, piece: Piece, names: frozenset[str]) -> None:
    spoken.begin_chapter(readable(piece.chapter))
    if piece.speaker:
        spoken.turn_to(readable(piece.speaker))
    written = readable(piece.text)
    heard = _SOUND.sub(" ", written)
    # Offsets into a plain transcript are those of the file: white space is single only where cues are joined.
    as_written = piece.at is None and heard == written
    said: list[tuple[int, int]] = []
    for index, turn in enumerate(_TURN.split(heard)):
        name = _NAME.match(turn)
        named = _named(name) if name and _named(name) in names else ""
        if index or named:
            spoken.turn_to(named)
        rest = turn[name.end() :] if name and named else turn
        if words := rest.strip() if as_written else " ".join(rest.split()):
            said.append(spoken.say(words))
    if piece.at is None or not said:
        return
    start, end = said[0][0], said[-1][1]
    until = piece.at if piece.until is None else max(piece.at, piece.until)
    timed = _timed_words(" ".join(spoken.last(len(said))), piece.words, start, until) if piece.words else []
    spoken.cues.extend(timed or [Cue(start, end, piece.at, until)])


def readable(text: str) -> str:
    """Text as the model has it; entities and escapes may have brought control characters back in."""
    return nfc(neutralise(text))


def _timed_words(text: str, words: Sequence[tuple[str, float]], base: int, until: float) -> list[Cue]:
    """A cue for each timed word, in the places where the words stand in ``text``."""
    places: list[tuple[int, float]] = []
    cursor = 0
    for word, at in words:
        bare = " ".join(readable(word).split())
        found = text.find(bare, cursor, cursor + len(bare) + 200) if bare else -1
        if found >= 0:
            places.append((found, at))
            cursor = found + len(bare)
    if not places or places[0][0] > 0:
        return []
    edges = [*places[1:], (len(text), until)]
    return [
        Cue(base + start, base + start + len(text[start:following].rstrip()), at, end)
        for (start, at), (following, end) in zip(places, edges, strict=True)
    ]


def _ordered(cues: Sequence[Cue]) -> list[Cue]:
    """Cues whose times never run backwards and end where the next begins: captions outlast the words they show."""
    latest = 0.0
    rising = [replace(cue, at=(latest := max(latest, cue.at))) for cue in cues]
    until = [
        *(min(cue.until, after.at) for cue, after in pairwise(rising)),
        *(cue.until for cue in rising[-1:]),
    ]
    return [replace(cue, until=max(cue.at, end)) for cue, end in zip(rising, until, strict=True)]


def _names(texts: Iterable[str]) -> frozenset[str]:
    """The words before a colon at the start of turns that are speakers: marked as such, or met again and again."""
    met: Counter[str] = Counter()
    for text in texts:
        for turn in _TURN.split(text):
            if match := _NAME.match(turn):
                met[_named(match)] += 1
    names = frozenset(name for name, times in met.items() if _is_name(name, times))
    # One turn alone is no conversation: "NOTE: so it begins" is speech.
    return names if sum(met[name] for name in names) > 1 else frozenset()


def _named(match: re.Match[str]) -> str:
    return str(match["said"] or match["numbered"])


def _is_name(name: str, times: int) -> bool:
    words = name.split()
    if _SPEAKER.fullmatch(name) or (name.isupper() and name.isascii() and len(name) > 1):
        return True
    return times > 1 and all(not word[0].islower() for word in words)
