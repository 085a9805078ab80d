"""The domain's types: what a talk's notes hold, what was found in them, and what a deck keeps.

All are frozen. Times are whole seconds from the start of the video, offsets are characters into the spoken
text of a transcript (header lines dropped, cues joined by one space), lines are 1-based, text is NFC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


@dataclass(frozen=True, slots=True)
class Source:
    """The talk: what the front matter, links and header lines say of it. Unknown values are empty.

    ``summary`` and ``transcript`` are paths as a deck writes them, relative to the deck file.
    """

    title: str = ""
    url: str = ""
    video_id: str = ""
    channel: str = ""
    published: str = ""
    summary: str = ""
    transcript: str = ""


@dataclass(frozen=True, slots=True)
class Bullet:
    """One statement of a summary.

    ``text`` is clean: no links, times or markup. ``at`` is its own time or one handed down (``time_from``);
    ``times`` are all its own. ``label`` is a leading bold term ("Core Function" in "**Core Function:** It ..."),
    also part of ``text``. ``url`` is the canonical link at ``at``; ``video_id`` its own video.
    """

    line: int
    text: str
    at: int | None = None
    url: str = ""
    video_id: str = ""
    label: str = ""
    headings: tuple[str, ...] = ()
    times: tuple[int, ...] = ()
    time_from: str = "own"  # own | heading | paragraph | parent | none


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line of a summary that can never be a card, and why. ``times`` are those it carries, in seconds."""

    line: int
    text: str
    reason: str
    times: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A parsed summary. ``language`` is an ISO 639-1 code; ``tags`` are as written, spaces included."""

    name: str
    source: Source
    language: str
    bullets: tuple[Bullet, ...]
    tags: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of spoken text with a known time: ``text[start:end]`` is said from ``at`` to ``until`` (seconds)."""

    start: int
    end: int
    at: float
    until: float


@dataclass(frozen=True, slots=True)
class Mark:
    """Something known at an offset of the spoken text: a speaker's name or a chapter's title."""

    offset: int
    text: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """A parsed transcript. ``cues`` is empty where the file has no times."""

    name: str
    source: Source
    text: str
    language: str = ""
    cues: tuple[Cue, ...] = ()
    speakers: tuple[Mark, ...] = ()
    chapters: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words really said for a bullet: ``transcript.text[start:end] == quote``.

    ``at`` ± ``plus_minus`` are the estimated seconds of its first word; ``confidence`` is the probability
    (0..1) that the quote supports the bullet. ``repaired`` is the quote with mis-heard names put right, empty
    where nothing was; the verbatim quote is always kept. ``start``/``end`` are None in decks written by hand.
    """

    quote: str
    at: int | None = None
    plus_minus: int | None = None
    confidence: float | None = None
    start: int | None = None
    end: int | None = None
    repaired: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """An audit finding: where the summary and the talk differ, in their own words."""

    rule: str
    summary: str
    transcript: str


@dataclass(frozen=True, slots=True)
class BulletEvidence:
    """What was found for one bullet: evidence, or the reason why there is none."""

    bullet: Bullet
    evidence: Evidence | None
    reason: str = ""
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """Evidence for each bullet of a summary, in the summary's order."""

    bullets: tuple[BulletEvidence, ...]
    words_per_minute: float | None = None


class Kind(StrEnum):
    """The kinds of note."""

    CLOZE = "cloze"
    QA = "qa"


@dataclass(frozen=True, slots=True)
class Note:
    """One entry of a deck. ``text`` belongs to cloze notes, ``front`` and ``back`` to Q&A notes.

    ``bullet`` is the summary's sentence the note was made from and ``made`` a digest of what was generated:
    regeneration matches notes by the first and finds a person's edits by the second. ``retired`` marks a note
    whose bullet is gone; ``was_suspended`` that it was suspended before that. ``by`` says who made it: ``rules``,
    ``model`` or "" for a person. ``next_ordinal`` is the number of the next new cloze where numbers above the
    text's own were used before (0: no such memory needed).
    """

    kind: Kind
    id: str = ""
    text: str = ""
    front: str = ""
    back: str = ""
    at: int | None = None
    url: str = ""
    evidence: Evidence | None = None
    flags: tuple[Flag, ...] = ()
    tags: tuple[str, ...] = ()
    extra: str = ""
    draft: bool = False
    suspended: bool = False
    retired: bool = False
    was_suspended: bool = False
    edited: bool = False
    by: str = ""
    bullet: str = ""
    made: str = ""
    next_ordinal: int = 0


@dataclass(frozen=True, slots=True)
class Settings:
    """A deck's own study settings; None means the user's default."""

    new_per_day: int | None = None
    reviews_per_day: int | None = None
    desired_retention: float | None = None
    learning_steps: tuple[int, ...] | None = None  # minutes
    relearning_steps: tuple[int, ...] | None = None  # minutes
    maximum_interval: int | None = None  # days


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck file's content. ``name`` may hold ``::`` for sub-decks."""

    name: str
    language: str = ""
    tags: tuple[str, ...] = ()
    source: Source = field(default_factory=Source)
    notes: tuple[Note, ...] = ()
    settings: Settings = field(default_factory=Settings)
    format: int = 1


class Rating(IntEnum):
    """The four answers, numbered as on the keys."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4
