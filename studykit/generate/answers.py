"""A model's cards behind the gates: only what stands in the bullet, the evidence or the title becomes a note."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from studykit.cloze import blanks, ordinals, parse_cloze, plain
from studykit.generate.candidate import Candidate, View
from studykit.generate.facts import Sources, claims
from studykit.generate.gates import alike, refusal
from studykit.generate.languages import language
from studykit.generate.languages.protocol import Language
from studykit.generate.plan import Maker
from studykit.generate.reply import RawCard, Reply, read
from studykit.generate.result import BulletPlan, Generation, Rejected
from studykit.generate.score import common_traits, flag_traits, is_ready, probability
from studykit.generate.view import holds, views
from studykit.model import Alignment, BulletEvidence, Kind, Summary
from studykit.text import has_hangul, neutralise, nfc

_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,200}>|<!--|&(?:#\d+|#x[0-9a-f]+|[a-z]+);", re.IGNORECASE)
_LINK = re.compile(r"https?://|www\.|javascript:|!\[|\]\(|\[sound:|\[latex\]|\[\$", re.IGNORECASE)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_MAX_ORDINALS = 3
_ANSWER_SHARE = 0.6  # of the answer's words must be in the sources
_CLAUSE_SHARE = 0.4  # of a long answer's words: the glossary does not know every translation
_CLAUSE_WORDS = 5  # words from which an answer is long
_CARD_SHARE = 0.4  # of the whole card's words
_HERE_SHARE = 0.3  # of the whole card's words must be in its own bullet or quote

Check = Callable[[Candidate, View, Sources], str]


def read_answers(
    reply: str, summary: Summary, alignment: Alignment, *, checked: bool = True, about: str = ""
) -> Generation:
    """The notes of a chatbot's reply to ``ask.request``.

    Every card is checked: its format, its bullet, its markup, that numbers, names and answer stand in the
    sources, and the gates that cards by rule pass too. ``checked`` says that a transcript was given. ``about`` is
    further text whose names a question may use: the channel, the speakers.

    Raises:
        GenerateError: If the reply is larger than 10 MB or holds nothing that could be a card.
    """
    parts = read(reply)
    tongue = language(summary.language)
    maker = Maker(tongue, frozenset(), summary.source.video_id)
    prepared = views(summary, alignment, tongue, checked=checked)
    count = len(prepared)
    refused = [
        *parts.refused,
        *(
            Rejected(card.kind, card.front or card.text, "bullet", _no_such(card.bullet, count))
            for card in parts.cards
            if not 1 <= card.bullet <= count
        ),
    ]
    deck = " ".join([summary.source.channel, about, *(bullet.text for bullet in summary.bullets)])
    plans = [
        _plan(number, view, found, parts, maker, deck)
        for number, (view, found) in enumerate(zip(prepared, alignment.bullets, strict=True), 1)
    ]
    return Generation(tuple(plans), tuple(refused))


def _no_such(bullet: int, count: int) -> str:
    return f"there is no bullet B{bullet:02d}, only B01 to B{count:02d}" if bullet else "it names no bullet"


def _plan(
    number: int, view: View, found: BulletEvidence, parts: Reply, maker: Maker, deck: str
) -> BulletPlan:
    """The cards of one bullet: at most one Q&A and one cloze."""
    sources = sources_of(view, found, deck)
    kept: list[Candidate] = []
    rejected: list[Rejected] = []
    for raw in parts.cards:
        if raw.bullet != number:
            continue
        card = _candidate(raw)
        failure = _failure(card, view, sources, maker.tongue)
        if failure is None and any(card.kind is other.kind for other in kept):
            failure = ("one-each", "one Q&A and one cloze a bullet are enough")
        if failure is None and alike(card, maker.seen):
            failure = ("duplicate", "another bullet's card asks the same")
        if failure is not None:
            rejected.append(Rejected(str(card.kind), raw.front or raw.text, *failure))
            continue
        kept.append(_scored(card, view, found, sources))
    maker.seen.extend(kept)
    notes = tuple(
        maker.note(card, found, draft=not is_ready(card, maker.tongue.sure), by="model") for card in kept
    )
    return BulletPlan(
        found, notes=notes, reason="" if notes else _why(number, parts, rejected), rejected=tuple(rejected)
    )


def sources_of(view: View, found: BulletEvidence, deck: str = "") -> Sources:
    """What a card of a bullet may draw on."""
    near = " · ".join(part for part in (*view.bullet.headings, view.label, view.bullet.text) if part)
    said = f"{found.evidence.quote} {found.evidence.repaired}" if found.evidence else ""
    return Sources(near, said, view.topic.title, deck)


def _candidate(raw: RawCard) -> Candidate:
    """A raw card cleaned: one line, no control characters, no emphasis marks."""
    text, front, back = (_clean(part) for part in (raw.text, raw.front, raw.back))
    cloze = bool(text) and (raw.kind != "qa" or not front)
    if not cloze:
        return Candidate(Kind.QA, "model", back, front=front)
    holes = blanks(text)
    answer = holes[0].answer if holes else ""
    return Candidate(
        Kind.CLOZE, "model", answer, front=text, hint=holes[0].hint if holes else "", sentence=plain(text)
    )


def _clean(text: str) -> str:
    one_line = " ".join(neutralise(nfc(text), keep="\n\t").split())
    return _EMPHASIS.sub(r"\2", one_line)


def _failure(card: Candidate, view: View, sources: Sources, tongue: Language) -> tuple[str, str] | None:
    """The first check or gate that a card fails."""
    for name, check in CHECKS:
        detail = check(card, view, sources)
        if detail:
            return name, detail
    return refusal(card, view, tongue)


def _format(card: Candidate, _view: View, _sources: Sources) -> str:
    if card.kind is Kind.QA:
        return "" if card.front and card.answer else "a Q&A card needs a front and a back"
    found = ordinals(card.front)
    if not found or not all(blank.answer.strip() for blank in blanks(card.front)):
        return "its text holds no {{c1::blank}}"
    if found != tuple(range(1, len(found) + 1)) or len(found) > _MAX_ORDINALS:
        return "its blanks are not numbered c1, c2, c3"
    return ""


def _language(card: Candidate, view: View, _sources: Sources) -> str:
    """A card in another script than its bullet."""
    if has_hangul(view.bullet.text) != has_hangul(card.front):
        return "it is not in the language of its bullet"
    return ""


def _markup(card: Candidate, _view: View, sources: Sources) -> str:
    """Tags, links and stray braces; what the bullet itself shows as code may stay."""
    rest = "".join(part for part in parse_cloze(card.front) if isinstance(part, str))
    if card.kind is Kind.QA:
        rest = card.front
    if "{{" in rest or "}}" in rest or "{{" in card.answer or "}}" in card.answer:
        return "stray braces"
    for pattern in (_TAG, _LINK):
        for match in pattern.finditer(f"{card.front} {card.answer}"):
            if match[0] not in sources.near:
                return f"“{match[0][:40]}” is markup or a link"
    return ""


def _blank(card: Candidate, _view: View, _sources: Sources) -> str:
    """A blank that cuts a Latin word or a number."""
    if card.kind is Kind.QA:
        return ""
    parts = parse_cloze(card.front)
    for i, part in enumerate(parts):
        if isinstance(part, str):
            continue
        before = parts[i - 1] if i else ""
        after = parts[i + 1] if i + 1 < len(parts) else ""
        joint = f"{before[-1:] if isinstance(before, str) else ''}|{part.answer[:1]}"
        tail = f"{part.answer[-1:]}|{after[:1] if isinstance(after, str) else ''}"
        if re.search(r"[A-Za-z]\|[A-Za-z]|\d\|\d", joint) or re.search(r"[A-Za-z]\|[A-Za-z]|\d\|[\d%]", tail):
            return f"“{part.answer}” is half a word or number"
    return ""


def _numbers(card: Candidate, _view: View, sources: Sources) -> str:
    statement = card.sentence if card.kind is Kind.CLOZE else card.front
    lacking = sources.lacks_number(card.answer) or sources.lacks_number(statement, counting=True)
    return f"nobody said “{lacking}”" if lacking else ""


def _names(card: Candidate, _view: View, sources: Sources) -> str:
    statement = card.sentence if card.kind is Kind.CLOZE else card.front
    lacking = sources.lacks_name(statement, about=True) or sources.lacks_name(card.answer)
    return f"“{lacking}” stands in neither bullet, evidence nor title" if lacking else ""


def _answer(card: Candidate, _view: View, sources: Sources) -> str:
    if sources.share(card.answer) < (_CLAUSE_SHARE if _is_clause(card) else _ANSWER_SHARE):
        return f"“{card.answer}” stands in neither bullet, evidence nor title"
    return ""


def _is_clause(card: Candidate) -> bool:
    """Whether an answer is a clause, as why- and how-questions have it. Numbers and names in it are checked apart."""
    return card.kind is Kind.QA and len(list(claims(card.answer))) >= _CLAUSE_WORDS


def _statement(card: Candidate, _view: View, sources: Sources) -> str:
    """A card about something else: another bullet's, or nobody's."""
    whole = card.sentence if card.kind is Kind.CLOZE else f"{card.front} {card.answer}"
    here = Sources(sources.near, sources.said)
    if here.share(whole) < _HERE_SHARE or sources.share(whole) < _CARD_SHARE:
        return "it says other things than this bullet"
    return ""


def _negation(card: Candidate, _view: View, sources: Sources) -> str:
    whole = card.sentence if card.kind is Kind.CLOZE else f"{card.front} {card.answer}"
    word = sources.turns_round(whole)
    return f"it turns “{word}” round" if word else ""


CHECKS: tuple[tuple[str, Check], ...] = (
    ("format", _format),
    ("language", _language),
    ("markup", _markup),
    ("blank", _blank),
    ("numbers", _numbers),
    ("names", _names),
    ("answer", _answer),
    ("statement", _statement),
    ("negation", _negation),
)


def _scored(card: Candidate, view: View, found: BulletEvidence, sources: Sources) -> Candidate:
    """A model's card with its keep score.

    One that repeats a number the talk contradicts, or whose answer only partly stands in the sources, waits for a person.
    """
    traits = common_traits(card, view) - {"second-sentence", "long", "one-word", "short-answer"}
    if sources.share(card.answer) < _ANSWER_SHARE:
        traits.add("unproved")
    for flag in found.flags:
        # A card may mend what the bullet got wrong; one that repeats it waits for a person.
        if holds(card.whole, flag.summary):
            traits |= flag_traits(card, (flag,))
    scored = replace(card, traits=frozenset(traits))
    return replace(scored, score=probability(scored))


def _why(number: int, parts: Reply, rejected: Sequence[Rejected]) -> str:
    if rejected:
        return f"the model's card was refused: {rejected[0].rule}: {rejected[0].detail}"
    if number in parts.skipped:
        return f"the model made none: {neutralise(parts.skipped[number])[:160]}"
    return "the reply holds no card for it"
