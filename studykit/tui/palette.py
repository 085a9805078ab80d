"""The command palette: every action of the screen and of the program, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from studykit.tui.actions import Action, actions_of, keys_of
from studykit.tui.keyboard import shown
from studykit.tui.screens.base import StudyScreen


class ActionCommands(Provider):
    """Offers what can be done now; what the screen refuses is left out."""

    def _offered(self) -> Iterator[tuple[Action, str]]:
        screen = self.screen
        if not isinstance(screen, StudyScreen):
            return
        keys = screen.world.preferences.keys
        for action in (*actions_of(screen.scope), *actions_of("app")):
            name = action.method.partition("(")[0]
            arguments = (int(action.argument),) if action.argument else ()
            if action.id != "app.command_palette" and screen.check_action(name, arguments):
                pressed = " ".join(shown(key) for key in keys_of(action, keys))
                # The palette reads help as markup; a remapped key may be a bracket.
                yield action, Content(f"{action.help} ({pressed})").markup

    def _run(self, action: Action) -> Callable[[], object]:
        namespace = self.app if action.scope == "app" else self.screen
        return partial(self.app.run_action, action.method, namespace)

    async def discover(self) -> Hits:
        """Everything, before a word is typed."""
        for action, text in self._offered():
            yield DiscoveryHit(action.label, self._run(action), help=text)

    async def search(self, query: str) -> Hits:
        """What matches the words."""
        matcher = self.matcher(query)
        for action, text in self._offered():
            score = max(matcher.match(action.label), matcher.match(action.help) * 0.8)
            if score > 0:
                yield Hit(
                    score, matcher.highlight(action.label), self._run(action), help=text, text=action.label
                )
