"""Keys as people press and read them."""

from __future__ import annotations

import unicodedata

from textual.keys import _character_to_key  # Textual's own names; its keymap uses the same function

from studykit.text import JAMO_KEYS

_SHOWN = {
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "delete": "del",
    "slash": "/",
    "question_mark": "?",
    "minus": "-",
    "equals_sign": "=",
    "at": "@",
    "exclamation_mark": "!",
    "comma": ",",
    "full_stop": ".",
}
_NAMED = frozenset(
    [
        "up",
        "down",
        "left",
        "right",
        "home",
        "end",
        "pageup",
        "pagedown",
        "enter",
        "escape",
        "space",
        "tab",
        "backspace",
        "delete",
        "insert",
        "comma",
    ]
) | {f"f{number}" for number in range(1, 13)}
_MODIFIERS = frozenset({"ctrl", "shift", "alt"})


def split_keys(keys: str) -> tuple[str, ...]:
    """The single keys of a comma-separated list."""
    return tuple(key.strip() for key in keys.split(",") if key.strip())


def with_jamo(keys: str) -> str:
    """The keys, followed by what their letters send while a Korean layout is on."""
    pressed = split_keys(keys)
    jamo = [JAMO_KEYS[key] for key in pressed if key in JAMO_KEYS]
    return ",".join(dict.fromkeys((*pressed, *jamo)))


def key_name(key: str) -> str:
    """Textual's name of a key: ``?`` is ``question_mark``."""
    return _character_to_key(key) if len(key) == 1 else key


def is_key(key: str) -> bool:
    """Whether a person could mean a real key by this: one character, a named key, or either with modifiers."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if not set(modifiers) <= _MODIFIERS:
        return False
    known = last in _NAMED or last in _SHOWN or (len(last) == 1 and last.isprintable())
    return known or (len(last) > 1 and _has_character(last))


def _has_character(name: str) -> bool:
    try:
        unicodedata.lookup(name.replace("_", " ").upper())
    except KeyError:
        return False
    return True


def shown(key: str) -> str:
    """A key as the key bar and the help write it: ``^z``, ``esc``, ``?``."""
    if key.startswith("ctrl+"):
        return f"^{shown(key.removeprefix('ctrl+'))}"
    return _SHOWN.get(key_name(key), key)
