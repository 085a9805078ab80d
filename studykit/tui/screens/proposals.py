"""Cards on offer beside their bullets and the words that were said: accept, reject, mend, make one by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from studykit.model import Kind, Note
from studykit.parse.times import format_time
from studykit.tui.actions import bindings_of
from studykit.tui.proposals import Line, Proposals, Verdict, proposal_text
from studykit.tui.safe import one_line
from studykit.tui.screens.base import StudyScreen
from studykit.tui.screens.blanks import BlanksScreen
from studykit.tui.screens.edit import EditScreen
from studykit.tui.screens.page import PageScreen, Paragraph
from studykit.tui.screens.summary import counted
from studykit.tui.widgets.card import CardView, grounds
from studykit.tui.widgets.keybar import KeyBar
from studykit.tui.widgets.rows import Rows, fit
from studykit.tui.widgets.topline import TopLine
from studykit.tui.world import World

if TYPE_CHECKING:
    # Only named here: these modules load the parsers, the aligner and the generator.
    from studykit.workflow.inputs import Job
    from studykit.workflow.making import Made

VERDICT_CELLS = 9
_STYLES = {
    Verdict.READY: "$success",
    Verdict.DRAFT: "$muted",
    Verdict.ACCEPTED: "$success",
    Verdict.REJECTED: "$error",
    Verdict.EDITED: "$success",
    Verdict.BY_HAND: "$success",
}


class ProposalsScreen(StudyScreen[Proposals | None]):
    """Gives the settled proposals to be written, or None."""

    scope = "generate"
    BINDINGS = bindings_of("generate")
    guarded = frozenset({"generate.accept", "generate.reject", "generate.save"})

    def __init__(self, world: World, job: Job, made: Made) -> None:
        super().__init__(world)
        self._job = job
        self._made = made
        self._state = Proposals.begin(made.bullets)
        self._lines = self._state.lines()
        self._warned = False

    def compose(self) -> ComposeResult:
        """Files, figures, list, the card under the cursor, keys."""
        yield TopLine(self.glyphs, id="top")
        yield TopLine(self.glyphs, id="figures")
        yield Rows(self._row, self.glyphs, id="list")
        yield CardView(self.glyphs, id="card")
        yield KeyBar(self.key_for)

    def on_mount(self) -> None:
        """Begin at the first proposal."""
        files = [self._job.summary.name] + ([self._job.transcript.name] if self._job.transcript else [])
        self.query_one("#top", TopLine).show(one_line(" + ".join(files)))
        first = next((i for i, line in enumerate(self._lines) if line.proposal is not None), 0)
        self._draw(first)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only a proposal can be accepted, rejected or edited."""
        if action in {"accept", "reject", "edit", "another"}:
            return self._index() is not None
        return bool(self._lines) if action in {"card", "why", "open"} else True

    def _line(self) -> Line | None:
        cursor = self.query_one(Rows).cursor if self.is_mounted else 0
        return self._lines[cursor] if cursor < len(self._lines) else None

    def _index(self) -> int | None:
        line = self._line()
        return line.proposal if line else None

    # Drawing

    def _draw(self, cursor: int | None = None) -> None:
        state, dot = self._state, f" {self.glyphs.separator} "
        self._lines = state.lines()
        found = sum(plan.evidence.evidence is not None for plan in state.plans)
        parts = [f"words found for {found} of {counted(len(state.plans), 'bullet')}"]
        if self._made.words_per_minute:
            parts.append(f"{self._made.words_per_minute:.0f} words/min")
        flagged = sum(bool(plan.evidence.flags) for plan in state.plans)
        figures = f"{state.ready} ready, {counted(state.count(Verdict.DRAFT), 'draft')}" + (
            f", {flagged} differ" if flagged else ""
        )
        self.query_one("#figures", TopLine).show(dot.join(parts), Content.styled(figures, "$accent"))
        self.query_one(Rows).fill(len(self._lines), cursor)
        self.refresh_bindings()

    def _row(self, index: int, width: int) -> Content:
        line = self._lines[index]
        found = self._state.plans[line.bullet].evidence
        if line.proposal is not None:
            item = self._state.items[line.proposal]
            kind = "cloze" if item.note.kind is Kind.CLOZE else "Q"
            text = one_line(proposal_text(item.note, self.glyphs.arrow))
            room = width - 6 - 7 - VERDICT_CELLS - 1
            style = "$muted" if item.verdict is Verdict.REJECTED else "$foreground"
            return Content.assemble(
                " " * 6,
                (f"{kind:<7}", "$muted"),
                (fit(text, room, self.glyphs), style),
                " ",
                (f"{item.verdict.value:>{VERDICT_CELLS}}", _STYLES[item.verdict]),
            )
        if line.reason:
            return Content.styled(
                fit(f"      no card: {one_line(line.reason)}", width, self.glyphs), "$muted"
            )
        time = format_time(found.bullet.at) if found.bullet.at is not None else "     "
        mark = "!" if found.flags else "?" if found.evidence is None else " "
        text = fit(f"{time} {one_line(found.bullet.text)}", width - 2, self.glyphs)
        return Content.assemble((text, "bold"), " ", (mark, "$warning bold"))

    @on(Rows.Moved)
    def _moved(self) -> None:
        line = self._line()
        card = self.query_one("#card", CardView)
        if line is None:
            card.cover("This summary has no bullets.")
            return
        if line.proposal is not None:
            item = self._state.items[line.proposal]
            card.propose(item.note, "")
        else:
            card.explain(self._sample(line), line.reason)
        self.refresh_bindings()

    def _sample(self, line: Line) -> Note:
        found = self._state.plans[line.bullet].evidence
        return Note(
            Kind.QA,
            front=found.bullet.text,
            at=found.bullet.at,
            url=found.bullet.url,
            evidence=found.evidence,
            flags=found.flags,
            by="rules",
        )

    # Deciding

    def action_accept(self) -> None:
        """Study it."""
        if (index := self._index()) is not None:
            self._state = self._state.accept(index)
            self._draw()
            self._on_to_next()

    def action_another(self) -> None:
        """The next card that could be made of this bullet."""
        if (index := self._index()) is not None:
            before = self._state
            self._state = before.another(index)
            if self._state == before:
                self.notify("There is no other card on offer for this bullet.")
            self._draw()

    def action_reject(self) -> None:
        """Leave it out, or take it back."""
        if (index := self._index()) is not None:
            self._state = self._state.reject(index)
            self._draw()
            if self._state.items[index].verdict is Verdict.REJECTED:
                self._on_to_next()

    def _on_to_next(self) -> None:
        rows = self.query_one(Rows)
        after = (i for i in range(rows.cursor + 1, len(self._lines)) if self._lines[i].proposal is not None)
        rows.move(next(after, rows.cursor) - rows.cursor)

    def action_edit(self) -> None:
        """Change its words."""
        index = self._index()
        if index is None:
            return

        def save(note: Note | None) -> None:
            if note is not None:
                self._state = self._state.edit(index, note)
                self._draw()

        self.app.push_screen(EditScreen(self.world, self._state.items[index].note), save)

    @on(Rows.Chosen)
    def _clicked(self) -> None:
        if self._index() is not None:
            self.action_edit()

    def action_card(self) -> None:
        """Make one by hand."""
        line = self._line()
        if line is None:
            return
        plan = self._state.plans[line.bullet]

        def add(note: Note | None) -> None:
            if note is not None:
                self._state = self._state.add(line.bullet, replace(note, id=""))
                self._draw()

        screen = BlanksScreen(self.world, plan.evidence, self._made.language, plan.proposals)
        self.app.push_screen(screen, add)

    def action_why(self) -> None:
        """Why this card, or why none."""
        line = self._line()
        if line is not None:
            self.app.push_screen(PageScreen(self.world, "Why", self._why(line)))

    def _why(self, line: Line) -> list[Paragraph]:
        plan = self._state.plans[line.bullet]
        found = plan.evidence
        blank: Paragraph = (Content(""), Content(""))
        paragraphs: list[Paragraph] = [(_muted("notes"), Content(one_line(found.bullet.text)))]
        if found.bullet.line:
            paragraphs.append((_muted("line "), Content(str(found.bullet.line))))
        paragraphs += [blank, *grounds(self._sample(line), self.glyphs)]
        if found.reason:
            paragraphs.append((_muted("words"), Content(one_line(found.reason))))
        if plan.reason:
            paragraphs += [blank, (_muted("no card"), Content(one_line(plan.reason)))]
        if plan.notes:
            ready = (
                "It passed every test."
                if not plan.notes[0].draft
                else "It passed every test, but is not sure to be good."
            )
            paragraphs += [blank, (_muted("made"), Content(ready))]
        if plan.rejected:
            paragraphs += [blank, (Content(""), _muted("Considered and not made:"))]
            paragraphs += [
                (
                    _muted(one_line(item.rule)),
                    Content.assemble(one_line(item.text), "\n", (one_line(item.detail), "$muted")),
                )
                for item in plan.rejected
            ]
        return paragraphs

    def action_open(self) -> None:
        """Open the talk."""
        if (line := self._line()) is not None:
            self.open_source(None, self._sample(line))

    # Around

    def action_down(self) -> None:
        """Next line."""
        self.query_one(Rows).move(1)

    def action_up(self) -> None:
        """Previous line."""
        self.query_one(Rows).move(-1)

    def action_save(self) -> None:
        """Hand everything over to be written."""
        self.dismiss(self._state)

    def action_leave(self) -> None:
        """Leave; asks once when decisions would be lost."""
        if self._state.decided and not self._warned:
            self._warned = True
            self.say(f"Nothing is saved yet: {self.key_for('generate.save')} saves, again leaves.")
            return
        self.dismiss(None)


def _muted(text: str) -> Content:
    return Content.styled(text, "$muted")
