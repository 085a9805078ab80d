"""One module per language of the bullets, behind one protocol, imported when first asked for."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import cast

from studykit.generate.languages.protocol import Language

_MODULES = {"ko": "korean", "en": "english"}


@cache
def language(code: str) -> Language:
    """The module for an ISO 639-1 code; unknown languages share one that makes only safe blanks."""
    name = _MODULES.get(code, "other")
    module = import_module(f"studykit.generate.languages.{name}")
    return cast("Language", module.make(code))
