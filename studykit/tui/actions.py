"""Every action of the terminal, once.

Key bindings, the key bar, the help screen, the command palette and docs/keys.md are all read from `ACTIONS`.
An action's id is the screen it belongs to, a dot, and the name of the ``action_`` method that does it; the
same id remaps its keys in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from studykit.tui.keyboard import key_name, shown, split_keys, with_jamo


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person can do on a screen.

    ``keys`` are comma-separated; ``label`` stands in the key bar and the palette, ``help`` on the help page.
    ``bar`` says whether the key bar names it; ``argument`` goes to the method, as written in Python.
    """

    id: str
    keys: str
    label: str
    help: str
    bar: bool = False
    argument: str = ""
    priority: bool = False

    @property
    def scope(self) -> str:
        """The screen it belongs to, or ``app``."""
        return self.id.partition(".")[0]

    @property
    def method(self) -> str:
        """The action string that Textual runs."""
        name = self.id.partition(".")[2].partition("-")[0]
        return f"{name}({self.argument})" if self.argument else name


SCOPES: Mapping[str, str] = {
    "decks": "Decks",
    "review": "Review",
    "summary": "After reviewing",
    "browser": "Browser",
    "edit": "Edit a note",
    "drafts": "Drafts",
    "generate": "Generate",
    "blanks": "Choose a blank or a question",
    "stats": "Statistics",
    "dialog": "Export, print and other forms",
    "help": "Help",
    "app": "Everywhere",
}

ACTIONS: tuple[Action, ...] = (
    Action("decks.review", "enter,space", "review", "Review the deck under the cursor.", bar=True),
    Action("decks.everything", "a", "all", "Review all decks together.", bar=True),
    Action("decks.drafts", "d", "drafts", "Decide on the drafts that wait in this deck.", bar=True),
    Action("decks.generate", "g", "generate", "Make cards of a summary and its transcript.", bar=True),
    Action("decks.browse", "b", "browse", "Search, read and edit the cards of all decks.", bar=True),
    Action("decks.stats", "s", "stats", "What was reviewed, what is coming.", bar=True),
    Action("decks.export", "x", "export", "Write this deck as an Anki package or CSV.", bar=True),
    Action("decks.print", "p", "print", "Write this deck as a study sheet or cut-out cards.", bar=True),
    Action("decks.practise", "z", "practise", "Go through this deck without waiting for due cards; nothing is scheduled."),
    Action("decks.reload", "r,f5", "reload", "Read the deck files again."),
    Action("decks.down", "j,down", "down", "Next deck."),
    Action("decks.up", "k,up", "up", "Previous deck."),
    Action("decks.leave", "q", "quit", "Quit. Everything is saved already.", bar=True),
    Action("review.show", "space,enter", "show", "Show the answer. It never rates.", bar=True),
    Action("review.rate-again", "1", "Again", "Rate Again: it was not known. Answer side only.", argument="1"),
    Action("review.rate-hard", "2", "Hard", "Rate Hard: known, with trouble. Answer side only.", argument="2"),
    Action("review.rate-good", "3", "Good", "Rate Good: known. Answer side only.", argument="3"),
    Action("review.rate-easy", "4", "Easy", "Rate Easy: known at once. Answer side only.", argument="4"),
    Action("review.type", "t", "type it", "Type the answer and have it compared; the rating stays yours.", bar=True),
    Action("review.open", "o", "open", "Open the talk at this second.", bar=True),
    Action("review.edit", "e", "edit", "Edit the note in place. Its history stays.", bar=True),
    Action("review.undo", "u,ctrl+z", "undo", "Take back the last rating, also after a restart.", bar=True),
    Action("review.bury", "-", "bury", "Leave this card until tomorrow.", bar=True),
    Action("review.bury_note", "=", "bury note", "Leave all cards of this note until tomorrow."),
    Action("review.suspend", "@", "suspend", "Take this card out of reviewing until it is brought back.", bar=True),
    Action("review.suspend_note", "!", "suspend note", "Take all cards of this note out of reviewing."),
    Action("review.flag", "f", "flag", "Mark the card to look at it later."),
    Action("review.info", "i", "info", "The card's history and where it came from."),
    Action("review.copy", "y", "copy link", "Copy the link to this second."),
    Action("review.pause", "p", "pause", "Cover the card; the time away is not counted."),
    Action("review.scroll_down", "j,down,pagedown", "scroll down", "Scroll a long card down."),
    Action("review.scroll_up", "k,up,pageup", "scroll up", "Scroll a long card up."),
    Action("review.leave", "q,escape", "leave", "Back to the decks. Everything is saved already.", bar=True),
    Action("summary.leave", "enter,space,escape", "decks", "Back to the decks.", bar=True),
    Action("summary.again", "r", "practise the hardest", "Go through the hardest cards again; nothing is scheduled.", bar=True),
    Action("summary.undo", "u,ctrl+z", "undo", "Take back the last rating.", bar=True),
    Action("summary.quit", "q", "quit", "Quit.", bar=True),
    Action("browser.search", "/", "search", "Type words; a card must hold them all.", bar=True),
    Action("browser.filter", "f,tab", "filter", "All, due, new, drafts, suspended, flagged, no evidence, leeches.", bar=True),
    Action("browser.edit", "e,enter", "edit", "Edit the note. Its history stays.", bar=True),
    Action("browser.card", "c", "make a card", "Make one more card of this note's bullet by choosing what to hide.", bar=True),
    Action("browser.suspend", "@", "suspend", "Suspend the card, or bring it back.", bar=True),
    Action("browser.open", "o", "open", "Open the talk at this second.", bar=True),
    Action("browser.copy", "y", "copy link", "Copy the link to this second."),
    Action("browser.down", "j,down", "down", "Next card."),
    Action("browser.up", "k,up", "up", "Previous card."),
    Action("browser.leave", "q,escape", "leave", "Back.", bar=True),
    Action("edit.save", "ctrl+s", "save", "Write the note into its deck.", bar=True, priority=True),
    Action("edit.editor", "ctrl+e", "$EDITOR", "Edit the text in your own editor.", bar=True, priority=True),
    Action("edit.cloze", "ctrl+b", "hide selection", "Turn the selected words into a blank.", bar=True, priority=True),
    Action("edit.cancel", "escape", "cancel", "Leave the note as it was.", bar=True),
    Action("drafts.accept", "a,enter", "accept", "Study it from now on.", bar=True),
    Action("drafts.another", "n", "another", "The next card that could be made of this bullet.", bar=True),
    Action("drafts.reject", "r", "reject", "Take it out for good.", bar=True),
    Action("drafts.edit", "e", "edit", "Mend it, then accept it.", bar=True),
    Action("drafts.card", "c", "choose blank", "Make the card yourself: choose what to hide, or a question.", bar=True),
    Action("drafts.skip", "s,space", "later", "Leave it a draft and go on.", bar=True),
    Action("drafts.undo", "u,ctrl+z", "undo", "Take back the last decision of this pass.", bar=True),
    Action("drafts.back", "b,left", "back", "Back to the one before.", bar=True),
    Action("drafts.open", "o", "open", "Open the talk at this second."),
    Action("drafts.leave", "q,escape", "leave", "Back. What was decided is saved.", bar=True),
    Action("generate.accept", "a", "accept", "Study this draft from now on.", bar=True),
    Action("generate.another", "n", "another", "The next card that could be made of this bullet.", bar=True),
    Action("generate.reject", "r", "reject", "Leave this card out; again brings it back.", bar=True),
    Action("generate.edit", "e", "edit", "Edit this card before it is saved.", bar=True),
    Action("generate.card", "c", "choose blank", "Make a card of this bullet: choose what to hide, or a question.", bar=True),
    Action("generate.why", "w", "why", "Why this card, or why none.", bar=True),
    Action("generate.open", "o", "open", "Open the talk at this second."),
    Action("generate.save", "enter,ctrl+s", "save", "Write the deck.", bar=True),
    Action("generate.down", "j,down", "down", "Next line."),
    Action("generate.up", "k,up", "up", "Previous line."),
    Action("generate.leave", "q,escape", "leave", "Leave without saving.", bar=True),
    Action("blanks.next", "right,l,tab", "next", "Next stretch that can be hidden.", bar=True),
    Action("blanks.previous", "left,h", "previous", "Previous stretch.", bar=True),
    Action("blanks.widen", "up,k", "longer", "The next longer stretch around this one."),
    Action("blanks.narrow", "down,j", "shorter", "The next shorter stretch."),
    Action("blanks.form", "space,c", "question", "Change between blanks and question forms.", bar=True),
    Action("blanks.choose", "enter", "make it", "Make this card.", bar=True),
    Action("blanks.leave", "escape,q", "cancel", "Back without a card.", bar=True),
    Action("stats.next", "right,l,tab", "next deck", "All decks, then each deck.", bar=True),
    Action("stats.previous", "left,h", "previous", "The deck before.", bar=True),
    Action("stats.down", "j,down,pagedown", "scroll down", "Scroll down."),
    Action("stats.up", "k,up,pageup", "scroll up", "Scroll up."),
    Action("stats.leave", "q,escape", "leave", "Back.", bar=True),
    Action("dialog.next", "down", "next", "Next line."),
    Action("dialog.previous", "up", "previous", "Previous line."),
    Action("dialog.go", "ctrl+s", "go", "Do it: write the file, make the cards.", bar=True, priority=True),
    Action("dialog.cancel", "escape", "cancel", "Back without doing it.", bar=True),
    Action("help.down", "j,down,pagedown,space", "scroll down", "Scroll down."),
    Action("help.up", "k,up,pageup", "scroll up", "Scroll up."),
    Action("help.leave", "escape,q,question_mark", "close", "Back.", bar=True),
    Action("app.help", "?,f1", "help", "Every key of this screen.", bar=True),
    Action("app.command_palette", "ctrl+p", "commands", "Find an action by its name."),
    Action("app.theme", "f2", "theme", "Next theme."),
    Action("app.quit", "ctrl+q,ctrl+c", "quit", "Quit from anywhere. Everything is saved already.", priority=True),
)  # fmt: skip


BY_ID: Mapping[str, Action] = {action.id: action for action in ACTIONS}


def actions_of(scope: str) -> tuple[Action, ...]:
    """The actions of one screen, in the order the key bar and the help show them."""
    return tuple(action for action in ACTIONS if action.scope == scope)


def bindings_of(scope: str) -> list[BindingType]:
    """The key bindings of one screen, each letter with its jamo."""
    return [
        Binding(
            with_jamo(action.keys),
            action.method,
            action.label,
            show=action.bar,
            priority=action.priority,
            tooltip=action.help,
            id=action.id,
        )
        for action in actions_of(scope)
    ]


def keymap(remapped: Mapping[str, str]) -> dict[str, str]:
    """Textual's keymap for a person's own keys: action id to keys, jamo added."""
    return {name: with_jamo(keys) for name, keys in remapped.items()}


def keys_of(action: Action, remapped: Mapping[str, str]) -> tuple[str, ...]:
    """The keys an action answers to, without jamo."""
    return split_keys(remapped.get(action.id, action.keys))


def conflicts(remapped: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Keys that two actions of one screen would share: (key, action id, action id)."""
    found = []
    for scope in SCOPES:
        taken: dict[str, str] = {}
        for action in actions_of(scope):
            for key in map(key_name, split_keys(with_jamo(remapped.get(action.id, action.keys)))):
                if key in taken:
                    found.append((key, taken[key], action.id))
                taken.setdefault(key, action.id)
    return found


def keys_page(scopes: Iterable[str] = SCOPES) -> str:
    """docs/keys.md: one table per screen."""
    parts = [
        (
            "# Keys\n\nThis page is written from the program's own list of actions"
            " (`python -m studykit.tui.actions > docs/keys.md`).\n\n"
            "Every letter also answers to the jamo that the two-set (두벌식) Korean layout sends for it, so nothing\n"
            "needs switching: `u` and `ㅕ` both undo. `?` lists the keys of the screen you are on, `ctrl+p` finds\n"
            "any action by its name.\n\n"
            "To change keys, name the action in the configuration:\n\n"
            '```toml\n[keys]\n"review.show" = "space"\n"review.undo" = "u,backspace"\n```\n'
        )
    ]
    for scope in scopes:
        rows = "".join(
            f"| {' '.join(_code(key) for key in split_keys(action.keys))} | {action.help} | `{action.id}` |\n"
            for action in actions_of(scope)
        )
        parts.append(f"\n## {SCOPES[scope]}\n\n| keys | | action |\n|---|---|---|\n{rows}")
    return "".join(parts)


def _code(key: str) -> str:
    return f"`{key if key.startswith('ctrl+') else shown(key)}`"


if __name__ == "__main__":
    print(keys_page(), end="")  # noqa: T201 (its output is the page)
