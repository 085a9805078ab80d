"""Statistics drawn with characters, each for a given width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from textual.content import Content

from studykit.model import Rating
from studykit.review.stats import Share, Statistics
from studykit.schedule.days import date_of
from studykit.tui.glyphs import Glyphs, bar, column, shade
from studykit.tui.widgets.answers import label_of

WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
LABEL_CELLS = 4
MONTH_CELLS = 3
COLUMN_ROWS = 4
BAR_SHARE = 0.5  # of the width; the rest is for words

Lines = list[Content]


def heading(text: str) -> Content:
    """A section's title."""
    return Content.styled(text, "bold")


def heat_map(heat: Mapping[int, int], today: int, width: int, glyphs: Glyphs) -> Lines:
    """A year of study days, a column per week, the last one being this week; fewer weeks where they do not fit."""
    weeks = max(1, min(53, width - LABEL_CELLS - MONTH_CELLS + 1))
    weekday = date_of(today).weekday()
    first = today - weekday - 7 * (weeks - 1)
    top = max((count for day, count in heat.items() if day >= first), default=0)
    lines = [Content.styled(" " * LABEL_CELLS + _months(first, today, weeks), "$muted")]
    for row in range(7):
        cells: list[tuple[str, str]] = [(f"{WEEKDAYS[row]:<{LABEL_CELLS}}", "$muted")]
        for week in range(weeks):
            day = first + 7 * week + row
            count = heat.get(day, 0)
            cells.append(
                (" ", "") if day > today else (shade(count, top, glyphs), "$success" if count else "$rule")
            )
        runs = groupby(cells, key=lambda cell: cell[1])
        lines.append(Content.assemble(*(("".join(text for text, _ in run), style) for style, run in runs)))
    return lines


def _months(first: int, today: int, weeks: int) -> str:
    """Each month's name over the week that holds its first day; the last may stand out past the last week."""
    ends = [date_of(min(first + 7 * week + 6, today)) for week in range(weeks)]
    begins = {week: ends[week] for week in range(1, weeks) if ends[week].month != ends[week - 1].month}
    if not any(week in begins for week in range(1, MONTH_CELLS + 1)):
        begins[0] = ends[0]
    line = ""
    for week, day in sorted(begins.items()):
        line = f"{line:<{week}}{day:%b}"
    return line


def columns(values: Sequence[int], width: int, glyphs: Glyphs, style: str = "$primary") -> Lines:
    """A column chart of days from today on, with the largest value at its side and days below."""
    label = len(str(max(values, default=0))) + 1
    cells = 2 if len(values) * 2 + label <= width else 1
    shown = values[: max(1, (width - label) // cells)]
    top = max(shown, default=0)
    steps = len(glyphs.levels) - 1
    lines: Lines = []
    for row in range(COLUMN_ROWS, 0, -1):
        parts = []
        for value in shown:
            filled = value / top * COLUMN_ROWS * steps if top else 0
            level = min(steps, max(0, round(filled) - (row - 1) * steps))
            if row == 1 and value and not level:
                level = 1
            parts.append(column(level, steps, glyphs) + " " * (cells - 1))
        left = f"{top:>{label - 1}} " if row == COLUMN_ROWS else " " * label
        lines.append(Content.assemble((left, "$muted"), ("".join(parts), style)))
    axis = "".join(f"{day:<{7 * cells}}" for day in range(0, len(shown), 7))[: len(shown) * cells + 2]
    lines.append(
        Content.styled(" " * label + axis.replace("0", "today"[: 7 * cells], 1)[: width - label], "$muted")
    )
    return lines


def retention(rows: Sequence[tuple[str, Share]], width: int, glyphs: Glyphs) -> Lines:
    """How much was remembered, by the time since the review before."""
    label = max((len(words) for words, _ in rows), default=0) + 2
    room = max(8, round((width - label) * BAR_SHARE))
    lines = []
    for words, share in rows:
        value = share.value
        if value is None:
            lines.append(Content.assemble((f"{words:<{label}}", "$muted"), (glyphs.dash, "$muted")))
            continue
        tries = f"  {value:>4.0%} of {share.tries}"
        lines.append(
            Content.assemble(
                (f"{words:<{label}}", "$muted"), (bar(value, 1, room, glyphs), "$primary"), tries
            )
        )
    return lines


def rating_mix(ratings: Mapping[Rating, int], width: int, glyphs: Glyphs) -> Lines:
    """How often each answer was given."""
    whole = sum(ratings.values())
    top = max(ratings.values(), default=0)
    room = max(8, round((width - 8) * BAR_SHARE))
    return [
        Content.assemble(
            (f"{label_of(rating):<8}", f"${rating.name.lower()}"),
            (bar(ratings[rating], top, room, glyphs), f"${rating.name.lower()}"),
            f"  {ratings[rating] / whole if whole else 0:>4.0%} {ratings[rating]}",
        )
        for rating in Rating
    ]


def load_ahead(stats: Statistics) -> str:
    """Reviews and minutes of the week and month ahead."""
    each = stats.seconds_per_review or 10.0
    week, month = sum(stats.forecast[:7]), sum(stats.forecast)
    if not month:
        return f"nothing is due in the next {len(stats.forecast)} days"
    return (
        f"next 7 days {week} reviews, {_a_day(week, 7, each)} a day; "
        f"next {len(stats.forecast)} days {month}, {_a_day(month, len(stats.forecast), each)} a day"
    )


def _a_day(reviews: int, days: int, seconds: float) -> str:
    minutes = reviews * seconds / 60 / days
    return "less than a minute" if minutes < 1 else f"{minutes:.0f} min"


def headline(stats: Statistics, dot: str) -> str:
    """Reviews, what was remembered, days in a row, time per card."""
    parts = ["1 review" if stats.reviews == 1 else f"{stats.reviews:,} reviews"]
    share = stats.retention["month"] if stats.retention["month"].tries else stats.retention["all"]
    if share.value is not None:
        parts.append(f"{share.value:.0%} remembered")
    if stats.streak:
        parts.append(f"{stats.streak} {'day' if stats.streak == 1 else 'days'} in a row")
    if stats.seconds_per_review is not None:
        parts.append(f"{stats.seconds_per_review:.0f} s a card")
    return dot.join(parts)


def holdings(stats: Statistics) -> str:
    """Cards by how well they are known."""
    kinds = ("unseen", "learning", "young", "mature", "suspended", "leeches")
    numbers = {kind: sum(getattr(deck, kind) for deck in stats.decks) for kind in kinds}
    named = [f"{number} {kind}" for kind, number in numbers.items() if number]
    cards = "1 card" if stats.cards == 1 else f"{stats.cards:,} cards"
    return f"{cards}: {', '.join(named)}" if named else cards
