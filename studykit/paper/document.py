"""Entries as the plain data that a template draws. Text goes in as data, never as markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from studykit.flags import flag_line
from studykit.model import Source
from studykit.paper.entries import Entry
from studykit.paper.labels import labels
from studykit.paper.options import Paper, SheetOptions
from studykit.paper.qr import Qr, QrMaker
from studykit.paper.words import Gap, Paragraph, Word, paragraphs, printable
from studykit.parse.links import short_link

Data = dict[str, Any]

# PDF/A and PDF/UA want a date; this one says that none is known.
_UNKNOWN_DATE = date(1970, 1, 1)
_LONGEST_TITLE = 120
_LONGEST_RUNNING_TITLE = 70


def sheet_data(entries: Sequence[Entry], options: SheetOptions, qr: QrMaker, code: str) -> Data:
    """Everything the template of a sheet draws."""
    sections = _sections(entries)
    language = entries[0].deck.language
    words = labels(language)
    codes = {e.short: found for e in entries if e.short and (found := qr.make(e.short))}
    linked = any(e.time for e in entries)
    return {
        "title": title_of(entries, options),
        "running": _short(title_of(entries, options), _LONGEST_RUNNING_TITLE),
        "language": language or "en",
        "labels": dict(words),
        "code": code,
        "count": sum(len(e.cards) for e in entries),
        "evidence": options.evidence,
        "look": _look(options, entries, codes, timed=linked),
        "sections": [
            {
                "title": _short(section[0].deck.name) if len(sections) > 1 else "",
                "source": _source(section[0].deck.source),
                "rows": [row_data(entry, codes, words, options) for entry in section],
            }
            for section in sections
        ],
    }


def title_of(entries: Sequence[Entry], options: SheetOptions) -> str:
    """The sheet's title: the user's, the deck's, or how many decks there are."""
    names = list(dict.fromkeys(entry.deck.name for entry in entries))
    label = labels(entries[0].deck.language)["decks"].format(count=len(names))
    return _short(options.title or (names[0] if len(names) == 1 else label))


def made_on(entries: Sequence[Entry], options: SheetOptions) -> list[int] | None:
    """The document's date as year, month, day: none without need, so that a day's reprint has the same bytes."""
    made = options.made
    if made is None and options.standards:
        published = entries[0].deck.source.published
        try:
            made = date.fromisoformat(published[:10])
        except ValueError:
            made = _UNKNOWN_DATE
    return None if made is None else [made.year, made.month, made.day]


def words_data(lines: Sequence[Paragraph]) -> list[list[Data]]:
    """Paragraphs of words as data."""
    return [[_word(word) for word in line] for line in lines]


def all_text(data: object) -> str:
    """Every string in the data that is drawn, for the check of its characters."""
    if isinstance(data, str):
        return data
    if isinstance(data, Mapping):
        return "".join(all_text(value) for key, value in data.items() if key not in {"svg", "link", "space"})
    if isinstance(data, Sequence):
        return "".join(all_text(value) for value in data)
    return ""


def said(entry: Entry, words: Mapping[str, str], options: SheetOptions) -> Data:
    """What stands under an answer: the words said, where summary and talk differ, the learner's own note."""
    shown = f"“{entry.quote}”" if entry.quote else words["unproven"] if entry.unproven else ""
    quote = paragraphs([shown]) if options.evidence else ()
    flags = [paragraphs([flag_line(flag, entry.deck.language)]) for flag in entry.flags]
    return {
        "quote": words_data(quote),
        "accuracy": entry.accuracy if options.evidence else "",
        "flags": [words_data(flag) for flag in flags],
        "extra": words_data(paragraphs([entry.extra])),
    }


def _sections(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Runs of entries of one deck; one run where an order of the user's mixes the decks."""
    runs: list[list[Entry]] = []
    for entry in entries:
        if runs and runs[-1][0].deck is entry.deck:
            runs[-1].append(entry)
        else:
            runs.append([entry])
    decks = {id(entry.deck) for entry in entries}
    return runs if len(runs) == len(decks) else [list(entries)]


def row_data(entry: Entry, codes: Mapping[str, Qr], words: Mapping[str, str], options: SheetOptions) -> Data:
    """One entry: what is asked, its key, its link and QR code."""
    code = codes.get(entry.short)
    return {
        "numbers": [str(number) for number in entry.numbers],
        "question": words_data(entry.question),
        "written": entry.written,
        "time": entry.time,
        "link": entry.link,
        "qr": {"svg": code.svg, "side": code.side_mm, "alt": words["qr"].format(time=entry.time)}
        if code
        else None,
        "answers": [words_data(answer) for answer in entry.answers],
        **said(entry, words, options),
    }


def _look(options: SheetOptions, entries: Sequence[Entry], codes: Mapping[str, Qr], *, timed: bool) -> Data:
    """Measures in mm and points. Text columns are worked out here, since words are fitted to them."""
    width, height = options.paper.size_mm
    small = options.paper is Paper.A5
    size = 18.0 if options.large else 9.5 if small else 10.5
    margin = 12.0 if small else 17.0
    gutter = 8.0
    column = (width - 2 * margin - gutter * (options.columns - 1)) / options.columns
    stacked = options.columns == 2
    em = size * 25.4 / 72
    digits = max(len(str(entry.numbers[-1])) for entry in entries)
    number = max(2, digits) * 0.62 * em + 1.5
    time = (max(len(entry.time) for entry in entries) * 0.56 * em + 1) if timed else 0.0
    qr = max((code.side_mm for code in codes.values()), default=0.0)
    aside = max(time, qr) if stacked else time + qr + (2 if time and qr else 0)
    gap = 3.0
    question = column - number - gap - (aside + gap if aside else 0)
    answer = column - number - gap if stacked else round((column - number - 2 * gap) * 0.36, 2)
    return {
        "width": width, "height": height, "margin": margin, "columns": options.columns, "gutter": gutter,
        "size": size, "gap": gap, "line": column, "number": number, "question": question, "time": time, "qr": qr,
        "aside": aside, "stacked": stacked, "answer": answer,
        "said": column - number - gap if stacked else column - number - 2 * gap - answer,
    }  # fmt: skip


def _source(source: Source) -> Data:
    url = source.url if source.url.startswith(("https://", "http://")) else ""
    shown = short_link(url, None).split("://")[-1].removeprefix("www.") if url else ""
    rest = [printable(text) for text in (source.channel, source.published) if text]
    return {
        "link": short_link(url, None) if url else "",
        "shown": _short(shown),
        "rest": [_short(t) for t in rest],
    }


def _word(word: Word) -> Data:
    parts: list[str | Data] = [
        {"width": part.width, "hint": part.hint, "label": part.label} if isinstance(part, Gap) else part
        for part in word.parts
    ]
    return {"parts": parts, "space": word.space, "whole": word.whole, "wide": word.wide}


def _short(text: str, longest: int = _LONGEST_TITLE) -> str:
    text = " ".join(printable(text).split())
    return text if len(text) <= longest else text[: longest - 1] + "…"
