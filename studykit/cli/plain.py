"""``review --plain``: the same session line by line, for screen readers, pipes and poor terminals.

One command per line. ``saved CARD RATING DUE`` is printed once a rating is on the disk, never before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TextIO

from studykit.cloze import Card, answer, ordinals, plain, question
from studykit.errors import StudykitError
from studykit.flags import flag_line
from studykit.model import Deck, Kind, Note, Rating
from studykit.parse.links import link_at
from studykit.parse.times import format_time
from studykit.progress.desk import Desk
from studykit.review.judge import judge
from studykit.text import JAMO_KEYS, neutralise, nfc

SaveNote = Callable[[Note], Sequence[Deck]]

HELP = """\
enter, space  show the answer          1 2 3 4  rate again, hard, good, easy (answer side only)
t WORDS       compare a typed answer   u        undo
b, -          bury card until tomorrow =        bury note
s, @          suspend card             !        suspend note
f             flag                     i        what is known of the card
o             the link to this second  e        edit the note
?             this help                q        quit"""
_LATIN = {jamo: latin for latin, jamo in JAMO_KEYS.items()}


def run_plain(desk: Desk, stdin: TextIO, stdout: TextIO, *, save_note: SaveNote | None = None) -> int:
    """Hold a session over two streams.

    Args:
        desk: The session.
        stdin: One command per line; its end quits.
        stdout: Where everything is printed, flushed line by line.
        save_note: Writes an edited note into its deck file and gives the decks anew; None refuses edits.

    Returns:
        The exit code, 0.
    """
    PlainSession(desk, stdin, stdout, save_note).run()
    return 0


class PlainSession:
    """A session and its two streams."""

    def __init__(self, desk: Desk, stdin: TextIO, stdout: TextIO, save_note: SaveNote | None) -> None:
        self._desk = desk
        self._in = stdin
        self._out = stdout
        self._save_note = save_note
        self._commands: dict[str, Callable[[], None]] = {
            "u": self._undo, "b": self._bury, "-": self._bury, "=": lambda: self._bury(note=True),
            "s": self._suspend, "@": self._suspend, "!": lambda: self._suspend(note=True), "f": self._flag,
            "i": self._info, "o": self._link, "y": self._link, "e": self._edit, "?": lambda: self._say(HELP),
        }  # fmt: skip

    def run(self) -> None:
        """Until ``q`` or the end of input; once all is done, until anything but ``u``."""
        if self._desk.view.practise:
            self._say("This is practice: nothing is scheduled.")
        self._ask()
        done = False
        while not done or self._desk.view.phase != "done":
            done = self._desk.view.phase == "done"
            line = self._in.readline()
            word = line.strip()
            word = _LATIN.get(word, word)
            if not line or word == "q":
                break
            try:
                self._obey(word, line.rstrip("\r\n"))
            except StudykitError as err:
                self._say(f"not saved: {err}" + (f"\n{err.hint}" if err.hint else ""))

    def _obey(self, word: str, line: str) -> None:
        if word in {"", "space"}:
            self._show()
        elif word in {"1", "2", "3", "4"}:
            self._rate(Rating(int(word)))
        elif word[:2] in {"t ", "ㅅ "} or word == "t":
            self._type(line.strip()[1:].strip())
        elif word in self._commands:
            self._commands[word]()
        else:
            self._say("Unknown command; ? lists them.")

    def _say(self, text: str) -> None:
        self._out.write(neutralise(nfc(text)) + "\n")
        self._out.flush()

    # The card

    def _ask(self) -> None:
        view = self._desk.view
        if view.notice:
            self._say(view.notice)
        if view.card is None:
            self._summary()
            self._say("u undoes the last rating, q quits.")
            return
        counts, name = view.counts, _line(view.deck.name) if view.deck else ""
        waiting = (
            f"practice, {counts.total} left"
            if view.practise
            else f"new {counts.new}, learning {counts.learning}, due {counts.review}"
        )
        self._say(f"\n{name} ({waiting})")
        self._say(f"Q: {_line(question(view.card))}")

    def _show(self) -> None:
        if self._desk.view.phase != "question":
            return
        self._desk.show()
        view = self._desk.view
        assert view.card is not None
        self._say("\n".join(answer_lines(view.card)))
        intervals = {outcome.rating: f" {outcome.label}" for outcome in view.outcomes}
        self._say(", ".join(f"{r.value} {r.name.lower()}{intervals.get(r, '')}" for r in Rating))

    def _rate(self, rating: Rating) -> None:
        if self._desk.view.phase != "answer":
            self._say("Show the answer first: an empty line.")
            return
        saved = self._desk.rate(rating)
        if saved is not None and saved.counted:
            self._say(f"saved {saved.card_id} {saved.rating.name.lower()} {saved.due}")
        self._ask()

    def _type(self, typed: str) -> None:
        view = self._desk.view
        if view.phase != "question" or view.card is None:
            return
        verdict = judge(typed, answer(view.card))
        self._say(verdict.message)
        self._show()

    # Around the card

    def _undo(self) -> None:
        undone = self._desk.undo()
        if undone is not None:
            self._say(f"undone {undone.card_id}")
        self._ask()

    def _bury(self, *, note: bool = False) -> None:
        self._desk.bury(note=note)
        self._ask()

    def _suspend(self, *, note: bool = False) -> None:
        self._desk.suspend(note=note)
        self._ask()

    def _flag(self) -> None:
        self._desk.flag()
        self._say(self._desk.view.notice)

    def _info(self) -> None:
        view = self._desk.view
        if view.card is not None:
            state = view.state
            self._say(
                f"card {view.card.id}: {state.phase.name.lower()}, {state.reps} reviews, forgotten {state.lapses} times"
            )

    def _link(self) -> None:
        view = self._desk.view
        if view.card is None:
            return
        note = view.card.note
        url = note.url or (view.deck.source.url if view.deck else "")
        second = note.evidence.at if note.evidence and note.evidence.at is not None else note.at
        self._say(link_at(url, second) if url else "This note has no link.")

    def _edit(self) -> None:
        view = self._desk.view
        if view.card is None or self._save_note is None:
            self._say("Notes cannot be edited here.")
            return
        note = view.card.note
        fields = ("text",) if note.kind is Kind.CLOZE else ("front", "back")
        texts: dict[str, Any] = {}
        for name in (*fields, "extra"):
            self._say(
                f"{name}: {_line(getattr(note, name))}\nnew {name}, an empty line to keep it, . to leave it all:"
            )
            line = self._in.readline()
            # The end of input in the middle of an edit is no consent to half of it.
            if not line or line.strip() == ".":
                self._say("not edited")
                if line:
                    self._ask()
                return
            texts[name] = nfc(line.strip()) or getattr(note, name)
        edited = replace(
            note, **texts, edited=note.edited or any(texts[f] != getattr(note, f) for f in fields)
        )
        if edited.kind is Kind.CLOZE and not ordinals(edited.text):
            self._say("not saved: the sentence has no blank such as {{c1::answer}}")
            return
        if edited != note:
            self._desk.reload(self._save_note(edited))
            self._say("edited")
        self._ask()

    def _summary(self) -> None:
        summary = self._desk.view.summary
        if summary is None:
            return
        if not summary.reviews:
            self._say(self._desk.view.nothing)
            return
        first = "" if summary.first_try is None else f", first try {summary.first_try:.0%}"
        cards = "1 card" if summary.cards == 1 else f"{summary.cards} cards"
        practice = ", practice: nothing was scheduled" if self._desk.view.practise else ""
        self._say(f"\ndone: {cards} in {round(summary.duration_ms / 1000)} s{first}{practice}")


def answer_lines(card: Card) -> list[str]:
    """Answer, sentence, evidence and flags."""
    note = card.note
    lines = [f"A: {_line(answer(card))}"]
    if note.kind is Kind.CLOZE:
        lines.append(f"   {_line(plain(note.text))}")
    evidence = note.evidence
    second = evidence.at if evidence and evidence.at is not None else note.at
    time = format_time(second) if second is not None else ""
    if evidence is not None:
        sure = [] if evidence.plus_minus is None else [f"give or take {evidence.plus_minus} s"]
        if evidence.confidence is not None:
            sure.append(f"confidence {evidence.confidence:.0%}")
        lines.append(f'   {time} "{_line(evidence.quote)}"' + (f" ({', '.join(sure)})" if sure else ""))
        if evidence.repaired:
            lines.append(f"   read: {_line(evidence.repaired)}")
    elif note.bullet or note.by:
        lines.append(f"   {time} no evidence found".rstrip())
    elif time:
        lines.append(f"   {time}")
    lines += [f"   ! {flag_line(flag)}" for flag in note.flags]
    if note.extra:
        lines.append(f"   {_line(note.extra)}")
    return lines


def _line(text: str) -> str:
    return " ".join(text.split())
