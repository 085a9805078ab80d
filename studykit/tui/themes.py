"""The program's own colours: quiet grounds, one warm accent for what is to be learned."""

from __future__ import annotations

from textual.theme import Theme

NIGHT = Theme(
    name="studykit-night",
    primary="#8ab4d8",
    secondary="#9db0a5",
    accent="#e8b86d",
    success="#93c48b",
    warning="#e8b86d",
    error="#e58f85",
    foreground="#d9dce1",
    background="#14171c",
    surface="#1a1e24",
    panel="#232830",
    dark=True,
    variables={
        "muted": "#98a1ad",
        "rule": "#2c323b",
        "again": "#e58f85",
        "hard": "#e8b86d",
        "good": "#93c48b",
        "easy": "#8ab4d8",
        "input-selection-background": "#8ab4d8 30%",
        "scrollbar": "#2c323b",
        "scrollbar-hover": "#3a424d",
        "scrollbar-active": "#4a5361",
        "scrollbar-background": "#14171c",
        "scrollbar-background-hover": "#14171c",
        "scrollbar-background-active": "#14171c",
        "scrollbar-corner-color": "#14171c",
    },
)
PAPER = Theme(
    name="studykit-paper",
    primary="#2b5f8a",
    secondary="#55665c",
    accent="#8a4b08",
    success="#2f6b34",
    warning="#8a4b08",
    error="#a3342a",
    foreground="#26292e",
    background="#fbf9f4",
    surface="#f4f1ea",
    panel="#ebe7dd",
    dark=False,
    variables={
        "muted": "#5f666f",
        "rule": "#ddd8cc",
        "again": "#a3342a",
        "hard": "#8a4b08",
        "good": "#2f6b34",
        "easy": "#2b5f8a",
        "input-selection-background": "#2b5f8a 25%",
        "scrollbar": "#ddd8cc",
        "scrollbar-hover": "#cdc7b8",
        "scrollbar-active": "#b9b2a1",
        "scrollbar-background": "#fbf9f4",
        "scrollbar-background-hover": "#fbf9f4",
        "scrollbar-background-active": "#fbf9f4",
        "scrollbar-corner-color": "#fbf9f4",
    },
)
OWN_THEMES = (NIGHT, PAPER)
DEFAULT_THEME = NIGHT.name

# Which of a theme's colours stand in for our own names where it does not set them.
FALLBACKS = {
    "muted": "foreground-muted",
    "rule": "panel",
    "again": "text-error",
    "hard": "text-warning",
    "good": "text-success",
    "easy": "text-primary",
}
