"""``i``: what is known of a card: its memory, its reviews, where it came from."""

from __future__ import annotations

from textual.content import Content

from studykit.cloze import Card
from studykit.schedule.days import StudyClock
from studykit.schedule.events import Event, EventKind
from studykit.schedule.state import CardState, Phase, due_at
from studykit.tui.safe import one_line
from studykit.tui.screens.page import PageScreen, Paragraph, aligned
from studykit.tui.widgets.answers import label_of
from studykit.tui.widgets.card import grounds
from studykit.tui.world import World

SHOWN_REVIEWS = 12


def info_screen(world: World, card: Card) -> PageScreen:
    """The page about one card."""
    clock = world.options.clock
    state = world.progress.state(card.id)
    events = world.progress.events(card.id)
    origin = {"rules": "made by rules from the notes", "model": "made by a language model"}.get(
        card.note.by, "written by hand"
    )
    if card.note.edited:
        origin += ", edited"
    facts = [*memory_lines(state, clock), ("made", origin)]
    if card.note.bullet:
        facts.append(("notes", one_line(card.note.bullet)))
    blank: Paragraph = (Content(""), Content(""))
    return PageScreen(
        world,
        f"Card {card.id}",
        [
            *aligned(facts, "$muted"),
            blank,
            *grounds(card.note, world.glyphs),
            blank,
            *aligned(review_lines(events, clock), "$muted"),
        ],
    )


def memory_lines(state: CardState, clock: StudyClock) -> list[tuple[str, str]]:
    """State and memory in words."""
    lines = [("state", _phase(state))]
    if state.phase is not Phase.NEW:
        lines.append(("due", f"{clock.local(due_at(state, clock)):%Y-%m-%d %H:%M}"))
    if state.stability is not None and state.difficulty is not None:
        lines.append(
            ("memory", f"stability {state.stability:.1f} days, difficulty {state.difficulty:.1f} of 10")
        )
    lines.append(("reviews", f"{state.reps}, forgotten {state.lapses} times"))
    return lines


def _phase(state: CardState) -> str:
    words = [state.phase.name.lower()]
    words += [name for name in ("suspended", "flagged", "leech") if getattr(state, name)]
    return ", ".join(words)


def review_lines(events: tuple[Event, ...], clock: StudyClock) -> list[tuple[str, str]]:
    """The last things that happened to the card, the newest first; what was undone says so."""
    undone = {event.ref for event in events if event.kind is EventKind.UNDO}
    lines = []
    for event in reversed(events):
        if event.kind is EventKind.UNDO:
            continue
        if event.rating is not None:
            text = f"{label_of(event.rating)}, {(event.duration_ms or 0) / 1000:.0f} s"
        else:
            text = event.kind.name.lower()
        if event.id in undone:
            text += " (undone)"
        lines.append((f"{clock.local(event.at_ms):%Y-%m-%d %H:%M}", text))
    return lines[:SHOWN_REVIEWS] or [("history", "not reviewed yet")]
