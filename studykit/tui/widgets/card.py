"""A card on the screen: what it asks and, once shown, the answer with its evidence."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from studykit.cloze import Card
from studykit.model import Note
from studykit.tui import faces
from studykit.tui.glyphs import Glyphs
from studykit.tui.safe import one_line, safe
from studykit.tui.widgets.hanging import Hanging

Paragraphs = list[tuple[Content, Content]]


def grounds(note: Note, glyphs: Glyphs) -> Paragraphs:
    """What stands under an answer: time and quote, confidence, flags, the learner's own words."""
    items: Paragraphs = []
    time = Content.styled(faces.evidence_time(note, glyphs), "$primary").stylize(
        Style.from_meta({"@click": "screen.open"})
    )
    if note.evidence is not None:
        quote = faces.evidence_quote(note.evidence, glyphs).stylize_before("$muted italic")
        measure = Content.styled(faces.evidence_measure(note.evidence, glyphs), "$muted")
        items.append((time, Content.assemble(quote, "\n", measure) if measure else quote))
    elif missing := faces.no_evidence(note):
        items.append((time, Content.styled(missing, "$muted")))
    elif time:
        items.append((time, Content("")))
    items += [
        (Content.styled("!", "$warning bold"), faces.flag_face(flag, glyphs).stylize_before("$warning"))
        for flag in note.flags
    ]
    if note.extra:
        items.append((Content(""), Content("\n" + safe(note.extra).strip())))
    return items


class CardView(VerticalScroll, can_focus=False):
    """Question or answer, scrolled when it is longer than the screen."""

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self._glyphs = glyphs
        self._face = Static(id="face")
        self._verdict = Static(id="verdict")
        self._grounds = Hanging(id="grounds")

    def compose(self) -> ComposeResult:
        """Face, then verdict of a typed answer, then grounds."""
        yield self._face
        yield self._verdict
        yield self._grounds

    def ask(self, card: Card) -> None:
        """Show the question only."""
        self._show(faces.question_face(card, self._glyphs), [], Content(""))

    def answer(self, card: Card, verdict: Content | None = None) -> None:
        """Show the answer and what it rests on."""
        self._show(
            faces.answer_face(card, self._glyphs), grounds(card.note, self._glyphs), verdict or Content("")
        )

    def propose(self, note: Note, word: str) -> None:
        """Show a note that waits for a decision, with its bullet; ``word`` says what was decided already."""
        below = grounds(note, self._glyphs)
        if note.bullet:
            below = [
                *below,
                (Content.styled("notes", "$muted"), Content.styled(one_line(note.bullet), "$muted")),
            ]
        self._show(
            faces.note_face(note), below, Content.styled(word, "$success bold") if word else Content("")
        )

    def explain(self, bullet: Note, reason: str) -> None:
        """Show a bullet, and why it has no card."""
        verdict = Content.styled(f"no card: {one_line(reason)}", "$muted") if reason else Content("")
        self._show(Content(one_line(bullet.front)), grounds(bullet, self._glyphs), verdict)

    def cover(self, text: str) -> None:
        """Show nothing of the card."""
        self._show(Content.styled(text, "$muted"), [], Content(""))

    def _show(self, face: Content, below: Paragraphs, verdict: Content) -> None:
        self._face.update(face)
        self._verdict.update(verdict)
        self._verdict.display = bool(verdict)
        self._grounds.show(below)
        self.scroll_home(animate=False)
