"""From bullets and evidence to notes: proposals, gates, keep score, and a reason for each bullet without a note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from studykit.generate.candidate import Candidate, View
from studykit.generate.gates import alike, refusal
from studykit.generate.hosts import host_candidate, host_questions
from studykit.generate.languages import language
from studykit.generate.languages.protocol import Language
from studykit.generate.result import BulletPlan, Generation, Rejected
from studykit.generate.score import DRAFT, PROPOSED, common_traits, flag_traits, is_ready, probability
from studykit.generate.view import MAX_BULLET, fold, views
from studykit.model import Alignment, BulletEvidence, Kind, Note, Summary, Transcript

# Questions that give a description and ask for its name need no subject.
_ASK_FOR_NAMES = frozenset({"reverse", "label-subject", "called", "what-is", "define", "host", "subject"})
PROPOSALS = 4  # what a person can look through in a moment
_MIN_WORDS = 3
_REPEAT = 0.2  # what a second card for the same answer loses against one that asks for something else
_MIN_LETTERS = 8


def generate(
    summary: Summary, alignment: Alignment, transcript: Transcript | None, *, existing: Sequence[Note] = ()
) -> Generation:
    """Cards for each bullet of a summary.

    ``existing`` are the deck's notes: a card that one of them already asks is kept in preference to its rivals,
    so that regenerating does not trade one good card for another. Deterministic.
    """
    maker = Maker(
        tongue=language(summary.language),
        known=frozenset(fold(note.text or note.front) for note in existing if not note.draft),
        video_id=summary.source.video_id,
    )
    prepared = views(summary, alignment, maker.tongue, checked=transcript is not None)
    asked = host_questions(transcript, alignment) if transcript else ("",) * len(prepared)
    return Generation(
        tuple(
            _plan(view, found, maker, host)
            for view, found, host in zip(prepared, alignment.bullets, asked, strict=True)
        )
    )


@dataclass(slots=True)
class Maker:
    """What all bullets of a run share. ``seen`` grows: a card asked under one bullet is not asked again."""

    tongue: Language
    known: frozenset[str]
    video_id: str
    seen: list[Candidate] = field(default_factory=list)

    def note(self, card: Candidate, found: BulletEvidence, *, draft: bool, by: str = "rules") -> Note:
        """A card as a note of the deck, with its bullet's time, evidence and audit findings."""
        bullet = found.bullet
        cloze = card.kind is Kind.CLOZE
        return Note(
            kind=card.kind,
            text=card.text if cloze else "",
            front="" if cloze else card.text,
            back="" if cloze else card.answer,
            at=bullet.at,
            url=bullet.url if bullet.video_id and bullet.video_id != self.video_id else "",
            evidence=found.evidence,
            flags=found.flags,
            draft=draft,
            by=by,
            bullet=bullet.text,
        )


def _plan(view: View, found: BulletEvidence, maker: Maker, host: str = "") -> BulletPlan:
    reason = _unusable(view, maker.tongue)
    if reason:
        return BulletPlan(found, reason=reason)
    passed, rejected = sift(view, found, maker, host)
    chosen = _diverse(passed, maker.known)
    if chosen and chosen[0].score < DRAFT and fold(chosen[0].text) not in maker.known:
        chosen = []
    maker.seen.extend(chosen)
    if not chosen:
        return BulletPlan(found, reason=_why_none(passed, rejected), rejected=tuple(rejected))
    notes, others = _split(chosen, maker.tongue)
    return BulletPlan(
        found,
        notes=tuple(maker.note(c, found, draft=not is_ready(c, maker.tongue.sure)) for c in notes),
        rejected=tuple(rejected),
        proposals=tuple(maker.note(c, found, draft=True) for c in others),
    )


def sift(
    view: View, found: BulletEvidence, maker: Maker, host: str = ""
) -> tuple[list[Candidate], list[Rejected]]:
    """The candidates that pass the gates, scored, and the others with the gate they failed."""
    passed: list[Candidate] = []
    rejected: list[Rejected] = []
    candidates = [*maker.tongue.candidates(view), *([host_candidate(host, view)] if host else [])]
    for raw in candidates:
        card = _dressed(raw, view, found, maker.tongue)
        failure = refusal(card, view, maker.tongue)
        if failure is None and alike(card, maker.seen):
            failure = ("duplicate", "another bullet's card asks the same")
        if failure is None:
            passed.append(replace(card, score=probability(card)))
        else:
            rejected.append(Rejected(str(card.kind), card.text, *failure))
    return passed, rejected


def _unusable(view: View, tongue: Language) -> str:
    """Why a bullet gives no card at all."""
    if len(view.bullet.text) > MAX_BULLET:
        return f"too long: {len(view.bullet.text)} characters are a passage, not a statement"
    text = " ".join(view.sentences)
    # Chinese and Japanese write no spaces: there the characters decide.
    letters = len(fold(text)) if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text) else 0
    if len(text.split()) < _MIN_WORDS and letters < _MIN_LETTERS:
        return "too short: it is a heading, not a statement"
    if view.bullet.text.rstrip().endswith(("?", "？")):
        return "a question, not a statement"
    if text.endswith((":", "：")):
        return "it only introduces a list"
    return tongue.skip(view)


def _dressed(card: Candidate, view: View, found: BulletEvidence, tongue: Language) -> Candidate:
    """A candidate with its context and the traits that its bullet gives it."""
    traits = common_traits(card, view)
    # A heading that holds the answer, or half of it, would give it away.
    own = fold(card.answer)
    # A question for a name leaves out the word that would place it: there the heading helps.
    parts = view.context or ((view.heading,) if view.heading and card.pattern in _ASK_FOR_NAMES else ())
    context = " · ".join(part for part in parts if not (fold(part) in own or own in fold(part)))
    if (
        not context
        and card.pattern not in _ASK_FOR_NAMES
        and tongue.needs_context(card.sentence or card.front)
    ):
        traits.add("no-context")
    traits |= flag_traits(card, found.flags)
    return replace(card, context=context, traits=card.traits | traits)


def _diverse(cards: Sequence[Candidate], known: frozenset[str]) -> list[Candidate]:
    """Up to four cards, best first, that ask for different things. A question may share a blank's answer, at a price.

    A card that the deck already holds comes first, whatever its score.
    """
    left = sorted(
        (c for c in cards if c.score >= PROPOSED or fold(c.text) in known), key=lambda card: card.text
    )
    chosen: list[Candidate] = []

    def worth(card: Candidate) -> float:
        repeats = any(_same_answer(card, other) for other in chosen)
        return card.score + (fold(card.text) in known) - _REPEAT * repeats

    while left and len(chosen) < PROPOSALS:
        best = max(left, key=worth)
        left = [card for card in left if card is not best and not _same_point(card, best)]
        chosen.append(best)
    return chosen


def _same_answer(card: Candidate, other: Candidate) -> bool:
    a, b = fold(card.answer), fold(other.answer)
    return a in b or b in a


def _same_point(card: Candidate, other: Candidate) -> bool:
    """Whether two cards of a kind hide the same words."""
    return card.kind is other.kind and _same_answer(card, other)


def _split(chosen: Sequence[Candidate], tongue: Language) -> tuple[list[Candidate], list[Candidate]]:
    """What goes into the deck (the ready ones, one per kind, or else the best draft), and what else is proposed."""
    notes: list[Candidate] = []
    for card in chosen:
        rivals = (card.kind is other.kind or _same_answer(card, other) for other in notes)
        if is_ready(card, tongue.sure) and not any(rivals):
            notes.append(card)
    notes = notes or [chosen[0]]
    return notes, [card for card in chosen if card not in notes]


def _why_none(passed: Sequence[Candidate], rejected: Sequence[Rejected]) -> str:
    if passed:
        return "nothing in it is worth asking: the best proposal scores too low"
    if rejected:
        last = rejected[0]
        return f"no proposal passed the gates: {last.rule}: {last.detail}"
    return "no part of it can be asked for"
