from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.model import (
    Alignment,
    Bullet,
    BulletEvidence,
    Evidence,
    Source,
    Summary,
    Transcript,
)

Maker = Callable[..., tuple[Summary, Alignment]]


def make(
    *texts: str,
    language: str = "ko",
    title: str = "",
    quotes: tuple[str, ...] = (),
    label: str = "",
    headings: tuple[str, ...] = (),
) -> tuple[Summary, Alignment]:
    bullets = tuple(
        Bullet(line=i + 1, text=text, at=60 * i, label=label, headings=headings)
        for i, text in enumerate(texts)
    )
    found = tuple(
        BulletEvidence(
            b, Evidence(quotes[i], at=60 * i, start=0, end=len(quotes[i])) if i < len(quotes) else None
        )
        for i, b in enumerate(bullets)
    )
    return Summary("notes.md", Source(title=title), language, bullets), Alignment(found)


@pytest.fixture
def deck() -> Maker:
    """Makes a summary and its alignment from bullet texts."""
    return make


@pytest.fixture
def transcript() -> Transcript:
    return Transcript("talk.txt", Source(), "spoken words of a talk")
