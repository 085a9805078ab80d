"""``c``: a card by hand in two keystrokes: walk to what should be hidden, enter. Or choose among questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from studykit.model import BulletEvidence, Kind, Note
from studykit.tui.actions import bindings_of
from studykit.tui.blanks import Chooser, cloze_note
from studykit.tui.ports import Report
from studykit.tui.proposals import proposal_text
from studykit.tui.safe import one_line
from studykit.tui.screens.longwork import LongWorkScreen
from studykit.tui.widgets.card import grounds
from studykit.tui.widgets.hanging import Hanging
from studykit.tui.widgets.keybar import KeyBar
from studykit.tui.world import World

Found = tuple[Sequence[tuple[int, int]], Sequence[Note]]


class BlanksScreen(LongWorkScreen[Note | None]):
    """Gives the note that was made, or None.

    Args:
        world: The program around.
        found: The bullet with its evidence.
        language: The bullet's language.
        ready: Proposals that are known already.
    """

    scope = "blanks"
    BINDINGS = bindings_of("blanks")

    def __init__(
        self, world: World, found: BulletEvidence, language: str, ready: Sequence[Note] = ()
    ) -> None:
        super().__init__(world)
        self._found = found
        self._language = language
        self._forms: list[Note] = list(ready)
        self._form = 0
        self._asking = False
        self._text = one_line(found.bullet.text)
        self._chooser = Chooser.begin(self._text, ())

    def compose(self) -> ComposeResult:
        """Title, sentence, the card so far, evidence, keys."""
        yield Static(id="title")
        yield Static(id="progress")
        yield Static(id="face")
        yield Hanging(id="grounds")
        yield KeyBar(self.key_for)

    def on_mount(self) -> None:
        """Find the stretches; for Korean this loads the morphemes once."""
        found = self._found
        sample = Note(
            Kind.QA, bullet=self._text, evidence=found.evidence, flags=found.flags, at=found.bullet.at
        )
        self.query_one(Hanging).show(grounds(sample, self.glyphs))
        self._draw()
        self.work(self._find, self._got)

    def _find(self, report: Report) -> Found:
        report(0, 2, "looking for words that can be hidden")
        spans = self.world.services.blanks(self._text, self._language)
        report(1, 2, "looking for questions")
        return spans, self.world.services.questions(self._found, self._language)

    def _got(self, found: Found) -> None:
        spans, forms = found
        self._chooser = Chooser.begin(self._text, spans)
        known = {(note.text, note.front) for note in self._forms}
        self._forms += [note for note in forms if (note.text, note.front) not in known]
        self._asking = not spans and bool(self._forms)
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Stretches can be resized, forms cannot."""
        if action in {"widen", "narrow"}:
            return not self._asking and self._chooser.at is not None
        if action == "form":
            return bool(self._forms) and bool(self._chooser.spans)
        if action == "choose":
            return bool(self._forms) if self._asking else self._chooser.at is not None
        return True

    def _draw(self) -> None:
        self.query_one("#title", Static).update(
            Content.styled("Choose a question" if self._asking else "Choose what to hide", "bold")
        )
        self.query_one("#face", Static).update(self._form_face() if self._asking else self._span_face())
        self.refresh_bindings()

    def _span_face(self) -> Content:
        chooser = self._chooser
        if chooser.at is None:
            text = Content(self._text)
            if self.working:
                return text
            return Content.assemble(text, "\n\n", ("Nothing in this sentence can be hidden whole.", "$muted"))
        a, b = chooser.at
        whole = Content.assemble(
            self._text[:a], (f"[{self._text[a:b]}]", "$accent bold reverse"), self._text[b:]
        )
        starts = sorted({span[0] for span in chooser.spans})
        place = f"{starts.index(a) + 1} of {len(starts)}"
        return Content.assemble(
            whole, "\n\n", ("hidden: ", "$muted"), (chooser.answer, "$accent"), (f"   {place}", "$muted")
        )

    def _form_face(self) -> Content:
        if not self._forms:
            return Content.styled("There is no question form for this sentence.", "$muted")
        lines = []
        for number, note in enumerate(self._forms):
            mark = self.glyphs.cursor if number == self._form else " "
            lines.append(
                Content.assemble(
                    (f"{mark} ", "$accent"),
                    (
                        one_line(proposal_text(note, self.glyphs.arrow)),
                        "bold" if number == self._form else "$muted",
                    ),
                )
            )
        return Content("\n").join(lines)

    def _step(self, direction: int) -> None:
        if self._asking:
            self._form = max(0, min(len(self._forms) - 1, self._form + direction))
        else:
            self._chooser = self._chooser.step(direction)
        self._draw()

    def action_next(self) -> None:
        """Next stretch or question."""
        self._step(1)

    def action_previous(self) -> None:
        """The one before."""
        self._step(-1)

    def action_widen(self) -> None:
        """A longer stretch."""
        self._chooser = self._chooser.resize(1)
        self._draw()

    def action_narrow(self) -> None:
        """A shorter stretch."""
        self._chooser = self._chooser.resize(-1)
        self._draw()

    def action_form(self) -> None:
        """Between stretches and questions."""
        self._asking = not self._asking
        self._draw()

    def action_choose(self) -> None:
        """Make the card."""
        if self._asking:
            self.dismiss(replace(self._forms[self._form], draft=False) if self._forms else None)
        else:
            self.dismiss(cloze_note(self._chooser, self._found))

    def action_leave(self) -> None:
        """Back without a card."""
        self.stop_work()
        self.dismiss(None)
