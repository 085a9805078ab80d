"""A summary, the deck made from it, and the truth about both.

The world holds sentences and the cards made of them, each with a true identity. The merge sees only texts; ``audit`` compares
what it did with the truth.
"""

from __future__ import annotations

import difflib
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from studykit.cloze import blanks
from studykit.deck.format import load
from studykit.deck.merge import Merge, merge
from studykit.model import Bullet, BulletEvidence, Deck, Evidence, Kind, Note, Source

_LINES = Path(__file__).with_suffix("").with_name("identity.tsv").read_text("utf-8").splitlines()
SENTENCES = [line.split("\t") for line in _LINES if not line.startswith("#")]


@dataclass
class Span:
    """A stretch that a cloze may hide, with its true identity."""

    text: str
    uid: int


@dataclass
class Fact:
    """A sentence of the summary: its words, and the notes made of it."""

    words: list[str]
    question: list[str]
    answer: list[str]
    names: list[str]
    spans: list[Span]
    hidden: list[int]  # indices of spans, in the order the generator numbers them
    language: str
    at: int
    cloze_uid: int
    qa_uid: int
    draft: bool = False
    by: str = "rules"
    said: set[str] = field(
        default_factory=set
    )  # numbers and names it ever held: one that returns is the old card
    slips: dict[str, str] = field(default_factory=dict)  # a mistyped word and the right one

    @property
    def text(self) -> str:
        """The sentence."""
        return " ".join(self.words)


@dataclass
class Tally:
    """What went wrong, by kind; all must be zero."""

    edits: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def fault(self, kind: str, detail: str) -> None:
        """Count something that went wrong."""
        self.faults[kind] += 1
        if len(self.examples) < 20:
            self.examples.append(f"{kind}: {detail}")


class World:
    """A summary, the deck made from it, and the truth about both."""

    def __init__(self, rng: random.Random, tally: Tally, sentences: Sequence[list[str]] = SENTENCES) -> None:
        self.rng = rng
        self.tally = tally
        self.uids = 0
        self.name = "talk"
        pool = list(sentences)
        rng.shuffle(pool)
        self.pool = pool[8:]
        self.facts = [self.fact(entry) for entry in pool[:8]]
        self.gone: list[Fact] = []
        self.owner: dict[int, str] = {}  # true note -> id
        self.truth: dict[str, int] = {}  # id -> true note
        self.cards: dict[tuple[str, int], int] = {}  # card -> true blank
        self.numbers: dict[tuple[str, int], int] = {}  # id and true blank -> ordinal
        self.hand: dict[str, Note] = {}  # notes a person edited, as they must stay
        self.comments: list[str] = []
        self.content: dict[str, str] = {}
        self.text: str | None = None
        self.regenerate("first")

    def uid(self) -> int:
        """A new true identity."""
        self.uids += 1
        return self.uids

    def fact(self, entry: list[str]) -> Fact:
        """A sentence of the pool as part of the summary."""
        sentence, question, answer = entry
        language = "ko" if re.search("[가-힣]", sentence) else "en"
        names = list(re.findall(r"\{(.*?)\}", sentence))
        plain = re.sub(r"[{}]", "", sentence)
        spans = [Span(text, self.uid()) for text in re.findall(r"<(.*?)>", plain)]
        return Fact(
            words=re.sub(r"[<>]", "", plain).split(" "),
            question=re.sub(r"[{}]", "", question).split(" "),
            answer=re.sub(r"[{}]", "", answer).split(" "),
            names=names,
            spans=spans,
            hidden=[0],
            language=language,
            at=self.rng.randrange(3600),
            cloze_uid=self.uid(),
            qa_uid=self.uid(),
            draft=self.rng.random() < 0.3,
        )

    def notes(self) -> list[tuple[Note, int, dict[int, int]]]:
        """What is generated now: notes with their true identity and, per ordinal, the true blank."""
        result = []
        for fact in self.facts:
            text, truth = fact.text, {}
            for number, index in enumerate(fact.hidden, 1):
                span = fact.spans[index]
                text = text.replace(span.text, f"{{{{c{number}::{span.text}}}}}", 1)
                truth[number] = span.uid
            about = Note(
                Kind.CLOZE,
                at=fact.at,
                evidence=_evidence(fact),
                bullet=fact.text,
                draft=fact.draft,
                by=fact.by,
            )
            qa = replace(about, kind=Kind.QA, front=" ".join(fact.question), back=" ".join(fact.answer))
            result.append((replace(about, text=text), fact.cloze_uid, truth))
            result.append((qa, fact.qa_uid, {1: fact.qa_uid}))
        return result

    def regenerate(self, why: str) -> None:
        """Merge what is generated now into the deck, twice, and compare the result with the truth."""
        made = self.notes()
        deck = Deck(
            self.name, source=Source(video_id="abcdefghijk"), notes=tuple(note for note, _, _ in made)
        )
        bullets = [
            BulletEvidence(Bullet(line, fact.text, fact.at), _evidence(fact))
            for line, fact in enumerate(self.facts)
        ]
        done = merge(self.text, deck, "talk.yaml", bullets=bullets)
        again = merge(done.text, deck, "talk.yaml", bullets=bullets)
        if again.text != done.text:
            changes = difflib.unified_diff(done.text.splitlines(), again.text.splitlines(), lineterm="", n=8)
            self.tally.fault("not stable", "\n".join([why, *changes]))
        self.text = done.text
        self.audit(why, done, made)

    def audit(self, why: str, done: Merge, made: list[tuple[Note, int, dict[int, int]]]) -> None:
        """Compare what the merge did with the truth."""
        notes = {note.id: note for note in load(done.text, "talk.yaml").notes}
        for note_id in self.truth:
            if note_id not in notes:
                self.tally.fault("id lost", f"{why}: {note_id}")
        for note_id, (note, uid, blank_truth) in zip(done.ids, made, strict=True):
            held = notes[note_id]
            fresh = note_id not in self.truth
            if fresh:
                if uid in self.owner and self.owner[uid] != note_id:
                    self.tally.fault(
                        "history lost", f"{why}: {self.content[self.owner[uid]]} -> {said(note)}"
                    )
                self.truth[note_id] = uid
                self.owner[uid] = note_id
            elif self.truth[note_id] != uid and said(held) != self.content[note_id]:
                self.tally.fault("wrong card", f"{why}: {self.content[note_id]} -> {said(held)}")
            if note_id not in self.hand and self.truth[note_id] == uid:
                self.audit_cards(why, held, note, blank_truth)
        self.audit_rest(why, done, notes)

    def audit_cards(self, why: str, held: Note, made: Note, truth: dict[int, int]) -> None:
        """Each blank keeps its number, and each number its blank."""
        if held.kind is not Kind.CLOZE or held.draft:
            return  # a draft has no reviews yet
        by_answer = {blank.answer: truth[blank.ordinal] for blank in blanks(made.text)}
        for blank in blanks(held.text):
            uid = by_answer.get(blank.answer)
            if uid is None:
                continue  # an older wording was kept
            if self.cards.setdefault((held.id, blank.ordinal), uid) != uid:
                self.tally.fault("wrong card", f"{why}: cloze {blank.ordinal} of {held.text}")
            if self.numbers.setdefault((held.id, uid), blank.ordinal) != blank.ordinal:
                self.tally.fault("renumbered", f"{why}: cloze {blank.ordinal} of {held.text}")

    def audit_rest(self, why: str, done: Merge, notes: dict[str, Note]) -> None:
        """Nothing is there twice, and what a person wrote is as they wrote it."""
        studied = [
            note for note in notes.values() if not note.retired and not (note.draft and note.suspended)
        ]
        sentences = {fact.text for fact in self.facts}
        places = Counter((str(note.kind), note.bullet) for note in studied if note.bullet in sentences)
        contents = Counter(said(note) for note in notes.values() if not note.retired)
        for what, count in [*places.items(), *contents.items()]:
            if count > 1:
                self.tally.fault("duplicate", f"{why}: {count} of {what}")
        for note_id, hand in self.hand.items():
            if note_id not in notes or by_hand(notes[note_id]) != by_hand(hand):
                self.tally.fault("hand edit lost", f"{why}: {hand} -> {notes.get(note_id)}")
        at = 0
        for comment in self.comments:
            at = done.text.find(comment, at)
            if at < 0:
                self.tally.fault("comment lost", f"{why}: {comment}")
                break
        self.content = {note_id: said(note) for note_id, note in notes.items()}

    def active(self, *, draft: bool | None = None) -> list[Note]:
        """Notes in the deck that are studied or wait for a person."""
        assert self.text is not None
        return [
            note
            for note in load(self.text, "talk.yaml").notes
            if not note.retired and not note.suspended and (draft is None or note.draft is draft)
        ]


def _evidence(fact: Fact) -> Evidence:
    return Evidence(f"words said about {fact.cloze_uid}", at=fact.at, plus_minus=8, confidence=0.9)


def said(note: Note) -> str:
    """What a note asks and answers, without numbers that a merge may choose."""
    if note.kind is Kind.CLOZE:
        return re.sub(r"\{\{c\d+::(.*?)\}\}", r"[\1]", note.text)
    return f"{note.front} / {note.back}"


def by_hand(note: Note) -> tuple[object, ...]:
    """What must stay as it is in a note that a person edited or wrote."""
    return note.text, note.front, note.back, note.tags, note.extra, note.at, note.bullet, note.made
