"""Which characters a font file can draw: its ``cmap`` table, read without loading the file.

No engine says when a glyph is missing; it draws a box. So every character is looked up here first. Only the
two layouts that fonts of the last twenty years use are read: format 4 (16-bit) and format 12 (all of Unicode).
OpenType 1.9, "cmap".
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

# Best first: (platform, encoding) pairs of full-Unicode tables, then of 16-bit ones.
_PREFERRED = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
_MAX_FACES = 64
_MAX_TABLES = 512
_MAX_CMAP = 8 * 1024 * 1024
_MAX_CODES = 1 << 18  # four times what 16 bits can name: more is a file made to exhaust memory


class FontFileError(Exception):
    """A file that is no font, or one whose character table cannot be read."""


@dataclass(frozen=True, slots=True)
class CharMap:
    """The characters of one face, as ascending ranges. ``glyphs`` is None for a range with a glyph for each."""

    ends: tuple[int, ...]
    starts: tuple[int, ...]
    glyphs: tuple[frozenset[int] | None, ...]

    def __contains__(self, code: int) -> bool:
        at = bisect_left(self.ends, code)
        if at == len(self.ends) or code < self.starts[at]:
            return False
        exact = self.glyphs[at]
        return exact is None or code in exact


def read_faces(path: Path) -> tuple[CharMap, ...]:
    """The character maps of a ``.ttf``, ``.otf`` or of each face in a ``.ttc``.

    Raises:
        FontFileError: the file cannot be read as a font.
    """
    try:
        with path.open("rb") as file:
            return tuple(_face(file, offset) for offset in _face_offsets(file))
    except (OSError, struct.error, OverflowError, IndexError) as err:
        raise FontFileError(str(path)) from err


def _face_offsets(file: BinaryIO) -> tuple[int, ...]:
    if file.read(4) != b"ttcf":
        return (0,)
    _version, count = struct.unpack(">II", file.read(8))
    if not 0 < count <= _MAX_FACES:
        raise FontFileError("not a font collection")
    return struct.unpack(f">{count}I", file.read(4 * count))


def _face(file: BinaryIO, offset: int) -> CharMap:
    file.seek(offset)
    tag, count = struct.unpack(">4sH6x", file.read(12))
    if tag not in {b"\0\1\0\0", b"OTTO", b"true"} or count > _MAX_TABLES:
        raise FontFileError("not a font")
    for _ in range(count):
        name, _sum, start, length = struct.unpack(">4sIII", file.read(16))
        if name == b"cmap":
            file.seek(start)
            return _char_map(file.read(min(length, _MAX_CMAP)))
    raise FontFileError("no character table")


def _char_map(table: bytes) -> CharMap:
    (count,) = struct.unpack_from(">2xH", table)
    offsets: dict[tuple[int, int], int] = {}
    for record in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * record)
        offsets[platform, encoding] = offset
    for pair in _PREFERRED:
        if pair not in offsets:
            continue
        (layout,) = struct.unpack_from(">H", table, offsets[pair])
        if layout == 12:
            return _format_12(table, offsets[pair])
        if layout == 4:
            return _format_4(table, offsets[pair])
    raise FontFileError("no Unicode character table")


def _format_12(table: bytes, at: int) -> CharMap:
    (count,) = struct.unpack_from(">I", table, at + 12)
    groups = [
        struct.unpack_from(">III", table, at + 16 + 12 * i) for i in range(min(count, len(table) // 12))
    ]
    # A group that starts at glyph 0 maps its first character to "missing".
    kept = sorted((start + (glyph == 0), end) for start, end, glyph in groups)
    kept = [(start, end) for start, end in kept if start <= end]
    return CharMap(tuple(e for _, e in kept), tuple(s for s, _ in kept), (None,) * len(kept))


def _format_4(table: bytes, at: int) -> CharMap:
    (doubled,) = struct.unpack_from(">H", table, at + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", table, at + 14)
    starts = struct.unpack_from(f">{count}H", table, at + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", table, at + 16 + 2 * doubled)
    offsets_at = at + 16 + 3 * doubled
    offsets = struct.unpack_from(f">{count}H", table, offsets_at)
    glyphs: list[frozenset[int] | None] = []
    if sum(max(0, end - start) for start, end in zip(starts, ends, strict=True)) > _MAX_CODES:
        raise FontFileError("overlapping ranges")
    for i, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        if offset == 0:
            hole = -delta & 0xFFFF  # the one character whose glyph comes out as 0
            glyphs.append(frozenset(range(start, end + 1)) - {hole} if start <= hole <= end else None)
            continue
        # The offset counts from its own place in the table (the format's well-known oddity).
        first = offsets_at + 2 * i + offset
        codes = range(start, min(end, start + (len(table) - first) // 2 - 1) + 1)
        found = struct.unpack_from(f">{len(codes)}H", table, first) if codes else ()
        glyphs.append(frozenset(c for c, g in zip(codes, found, strict=True) if g and (g + delta) & 0xFFFF))
    return CharMap(ends, starts, tuple(glyphs))
