"""How a typed answer compares, as it looks: words first, then the two laid over each other."""

from __future__ import annotations

from textual.content import Content

from studykit.review.judge import Verdict
from studykit.tui.glyphs import Glyphs
from studykit.tui.safe import one_line
from studykit.tui.widgets.answers import label_of

_STYLES = {"same": "$foreground", "missing": "$accent bold underline", "extra": "$error strike"}


def verdict_face(typed: str, verdict: Verdict, glyphs: Glyphs) -> Content:
    """``typed: 60~80%   A number differs. Suggests: Again``, and below the differences where there are some."""
    style = "$success" if verdict.same else "$warning"
    head = Content.assemble(
        ("typed  ", "$muted"),
        one_line(typed) or glyphs.dash,
        "   ",
        (verdict.message, f"{style} bold"),
        (f"  suggests {label_of(verdict.suggested)}", "$muted"),
    )
    if verdict.same or not typed.strip():
        return head
    pieces = [(one_line(piece.text) or " ", _STYLES[piece.kind]) for piece in verdict.pieces]
    return Content.assemble(head, "\n", ("differs  ", "$muted"), *pieces)
