"""Choosing fonts that can draw every character of a sheet, and saying which characters none can.

The order: the font the user names, an installed font package, well-known fonts of the system, the serif face
inside typst (Latin only), any other font of the system. The first that has all letters becomes the text face;
what it lacks (a symbol, another script) is filled in from the others.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from studykit.errors import PrintError
from studykit.paper.cmap import FontFileError, read_faces
from studykit.paper.fontfiles import bold_of, other_fonts, package_fonts, preferred_fonts

EMBEDDED = "Libertinus Serif"
# What that face surely has. It sits inside typst's binary where it cannot be read; a test draws each of these.
_EMBEDDED_RANGES = (
    (0x21, 0x7E), (0xA1, 0xAC), (0xAE, 0x2AF), (0x391, 0x3A1), (0x3A3, 0x3CE), (0x400, 0x45F),
    (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x2035), (0x2190, 0x2199),
)  # fmt: skip
EMBEDDED_CODES = frozenset(c for start, end in _EMBEDDED_RANGES for c in range(start, end + 1))


@dataclass(frozen=True, slots=True)
class Face:
    """A font that draws part of the text. ``path`` is None for the face inside typst."""

    path: Path | None
    draws: frozenset[int]
    bold: Path | None = None


@dataclass(frozen=True, slots=True)
class FontChoice:
    """The faces to use, the text face first, and the code points that no font has."""

    faces: tuple[Face, ...]
    missing: frozenset[int]


def needed_codes(text: str) -> frozenset[int]:
    """The code points that need a glyph. Spaces, joiners and variation selectors draw nothing."""
    return frozenset(ord(ch) for ch in set(text) if not _draws_nothing(ch))


def choose_fonts(needed: frozenset[int], given: Path | None = None) -> FontChoice:
    """Fonts for these code points.

    Raises:
        PrintError: the font the user named cannot be read.
    """
    if given is not None:
        first = _given(given, needed)
        return _filled(first, needed, [], _found(needed))
    letters = frozenset(c for c in needed if unicodedata.category(chr(c))[0] in "LN" or c < 0x7F)
    candidates = _found(needed)
    seen: list[Face] = []
    for face in candidates:
        if letters <= face.draws:
            return _filled(face, needed, seen, candidates)
        seen.append(face)
    if not seen:
        return FontChoice((), needed)
    return _filled(max(seen, key=lambda face: len(face.draws)), needed, seen, iter(()))


def _filled(text_face: Face, needed: frozenset[int], seen: list[Face], more: Iterator[Face]) -> FontChoice:
    """The text face, and the fewest others found that draw what it lacks."""
    faces = [text_face]
    missing = needed - text_face.draws
    pool = [*seen, *more] if missing else []
    while missing:
        best = max(pool, key=lambda face: len(face.draws & missing), default=None)
        if best is None or not best.draws & missing:
            break
        faces.append(best)
        missing -= best.draws
    return FontChoice(tuple(faces), missing)


def _found(needed: frozenset[int]) -> Iterator[Face]:
    """Every font of this machine, best first; each file is read when it is asked for."""
    for path in itertools.chain(package_fonts(), preferred_fonts()):
        yield from _readable((path,), needed)
    yield Face(None, needed & EMBEDDED_CODES)
    yield from _readable(other_fonts(), needed)


def _readable(paths: Iterable[Path], needed: frozenset[int]) -> Iterator[Face]:
    for path in paths:
        try:
            yield _face(path, needed)
        except FontFileError:
            continue


def _face(path: Path, needed: frozenset[int]) -> Face:
    draws = _drawn(path, needed)
    bold = bold_of(path)
    try:
        # A bold face that lacks a character would draw a box in a title, so it must have them all.
        whole = bold is not None and draws <= _drawn(bold, needed)
    except FontFileError:
        whole = False
    return Face(path, draws, bold if whole else None)


def _drawn(path: Path, needed: frozenset[int]) -> frozenset[int]:
    faces = read_faces(path)
    if not faces:
        raise FontFileError(str(path))
    return frozenset(code for code in needed if all(code in face for face in faces))


def _given(path: Path, needed: frozenset[int]) -> Face:
    hint = "Name a .ttf, .otf or .ttc file."
    if not path.is_file():
        raise PrintError("there is no such font file", hint, file=str(path))
    try:
        return _face(path, needed)
    except FontFileError:
        raise PrintError("this font file cannot be read", hint, file=str(path)) from None


def _draws_nothing(ch: str) -> bool:
    selector = "\ufe00" <= ch <= "\ufe0f" or "\U000e0100" <= ch <= "\U000e01ef"
    return selector or ch.isspace() or unicodedata.category(ch) in {"Cf", "Cc"}
