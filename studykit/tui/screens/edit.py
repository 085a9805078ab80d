"""Editing a note in place, in a form or in the learner's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from textual.app import ComposeResult, SuspendNotSupported
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static, TextArea

from studykit.cloze import ordinals
from studykit.model import Kind, Note
from studykit.text import nfc
from studykit.tui.actions import bindings_of
from studykit.tui.screens.base import StudyScreen
from studykit.tui.widgets.card import grounds
from studykit.tui.widgets.hanging import Hanging
from studykit.tui.widgets.keybar import KeyBar
from studykit.tui.world import World

LABELS = {
    "text": "Sentence with blanks",
    "front": "Question",
    "back": "Answer",
    "extra": "Your own words (optional)",
}


def fields_of(note: Note) -> tuple[str, ...]:
    """The fields a note of this kind has."""
    return ("text", "extra") if note.kind is Kind.CLOZE else ("front", "back", "extra")


def edited_note(note: Note, texts: dict[str, str]) -> Note:
    """The note with new texts, marked as edited if anything but ``extra`` changed."""
    clean = {name: nfc(text).strip() for name, text in texts.items()}
    changed = any(getattr(note, name) != text for name, text in clean.items() if name != "extra")
    return replace(note, **clean, edited=note.edited or changed)  # type: ignore[arg-type] # the names are text fields


def fault(note: Note) -> str:
    """Why a note cannot be saved, in a sentence; empty when it can."""
    if note.kind is Kind.CLOZE and not ordinals(note.text):
        return "The sentence has no blank. Select words and hide them, or write {{c1::answer}}."
    if note.kind is Kind.QA and not (note.front and note.back):
        return "A card needs a question and an answer."
    return ""


def next_ordinal(note: Note, text: str) -> int:
    """The number of a new blank: one that was never used, so that no history moves to other words."""
    return max((*ordinals(text), *ordinals(note.text), note.next_ordinal - 1, 0)) + 1


class EditScreen(StudyScreen[Note | None]):
    """The form. Gives the edited note, or None."""

    AUTO_FOCUS = "TextArea"
    scope = "edit"
    BINDINGS = bindings_of("edit")

    def __init__(self, world: World, note: Note) -> None:
        super().__init__(world)
        self._note = note
        self._warned = False

    def compose(self) -> ComposeResult:
        """A field per text, then what the note rests on."""
        yield Static(Content.styled("Edit", "bold"), id="title")
        with VerticalScroll(id="form", can_focus=False):
            for name in fields_of(self._note):
                yield Label(LABELS[name])
                area = TextArea(getattr(self._note, name), id=name, soft_wrap=True, tab_behavior="focus")
                area.highlight_cursor_line = False
                yield area
            yield Static(id="fault")
            yield Hanging(id="grounds")
        yield KeyBar(self.key_for)

    def on_mount(self) -> None:
        """Show quote and flags beside the words to be mended."""
        self.query_one("#fault").display = False
        self.query_one(Hanging).show(grounds(replace(self._note, extra=""), self.glyphs))

    @property
    def unsaved(self) -> bool:
        """Whether leaving would lose something."""
        return any(getattr(self._note, name) != text for name, text in self._texts().items())

    def _texts(self) -> dict[str, str]:
        return {name: self.query_one(f"#{name}", TextArea).text for name in fields_of(self._note)}

    def _complain(self, text: str) -> None:
        shown = self.query_one("#fault", Static)
        shown.update(Content.styled(f"! {text}", "$error"))
        shown.display = True

    def action_save(self) -> None:
        """Hand the note back, if it is one."""
        note = edited_note(self._note, self._texts())
        if problem := fault(note):
            self._complain(problem)
            return
        self.dismiss(note if note != self._note else None)

    def action_cancel(self) -> None:
        """Leave; asks once when something would be lost."""
        if self.unsaved and not self._warned:
            self._warned = True
            self._complain("Not saved yet: ctrl+s saves, esc again drops the changes.")
            return
        self.dismiss(None)

    def mind_unsaved(self) -> None:
        """As leaving does."""
        self.action_cancel()

    def action_cloze(self) -> None:
        """Turn the selection into a blank."""
        if self._note.kind is not Kind.CLOZE:
            return
        area = self.query_one("#text", TextArea)
        chosen = area.selected_text
        if not chosen.strip() or "{{" in chosen or "}}" in chosen:
            self._complain("Select the words to hide first (shift and the arrow keys).")
            return
        number = next_ordinal(self._note, area.text)
        lead = chosen[: len(chosen) - len(chosen.lstrip())]
        tail = chosen[len(chosen.rstrip()) :]
        area.replace(f"{lead}{{{{c{number}::{chosen.strip()}}}}}{tail}", *area.selection)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Blanks belong to cloze notes."""
        return self._note.kind is Kind.CLOZE if action == "cloze" else True

    def action_editor(self) -> None:
        """Edit the focused text outside."""
        area = self.focused if isinstance(self.focused, TextArea) else self.query(TextArea).first()
        command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
        if not command:
            self._complain("$EDITOR names no editor.")
            return
        try:
            with self.app.suspend():
                area.text = edit_outside(area.text, command)
        except SuspendNotSupported:
            self._complain("An editor cannot be started from here.")
        except (OSError, ValueError) as err:
            self._complain(f"{command} could not be started: {err}")


def edit_outside(text: str, command: str) -> str:
    """The text as an editor left it; unchanged when the editor failed."""
    with tempfile.TemporaryDirectory(prefix="studykit-") as folder:
        path = Path(folder) / "note.txt"
        path.write_text(text, encoding="utf-8")
        done = subprocess.run([*shlex.split(command), str(path)], check=False)  # noqa: S603 (the user's own editor)
        return path.read_text(encoding="utf-8").rstrip("\n") if done.returncode == 0 else text
