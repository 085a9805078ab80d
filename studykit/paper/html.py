"""The study sheet as one HTML page, for people who print from a browser.

Nothing is loaded from anywhere and nothing runs: styles and QR codes stand in the page, and its policy forbids
the rest. A browser brings fonts of its own, so no character is checked here.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from studykit.paper.document import Data
from studykit.paper.options import SheetOptions

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
@page { size: %(width)gmm %(height)gmm; margin: 15mm }
* { box-sizing: border-box }
html { font-size: %(size)gpt }
body { font: %(size)gpt/1.5 "Noto Sans KR", "Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic", NanumGothic,
  system-ui, sans-serif; color: #000; max-width: %(width)gmm; margin: 0 auto; padding: 4mm; word-break: keep-all;
  overflow-wrap: break-word }
h1 { font-size: 1.4em; line-height: 1.3; margin: 0 }
h2 { font-size: 1.1em; margin: 1em 0 .2em }
small, th, .time { color: #555; font-size: .8em; font-weight: normal }
a { color: inherit; text-decoration: none }
.fields { display: flex; gap: 1.6em; margin: 1em 0 .6em }
.fields span { flex: 1; display: flex; gap: .4em; align-items: end }
.fields i, .line { border-bottom: .5pt solid #000; flex: 1; min-width: 3em }
.line { height: 2.2em; margin: 0 }
table { border-collapse: collapse; width: 100%%; table-layout: fixed }
tr { break-inside: avoid; border-top: .4pt solid #999 }
thead { display: table-header-group }
th, td { text-align: left; vertical-align: top; padding: .45em 0 .45em .8em }
th:first-child, td:first-child { width: 2.6rem; text-align: right; padding-left: 0 }
td:first-child, .answer { font-weight: bold }
table.asked th:last-child { width: calc(%(qr)gmm + 5mm) }
.key th:last-child { width: %(aside)s }
p { margin: 0 }
.qr { width: %(qr)gmm; height: %(qr)gmm; display: block }
.blank { display: inline-block; border-bottom: .6pt solid #000; line-height: 1.1; color: #555; font-size: .8em }
.number { min-width: 5.5em } .word { min-width: 8em } .phrase { min-width: 12em }
.whole { white-space: nowrap }
.columns { columns: %(columns)d; column-gap: 8mm }
.key { break-before: page }
footer { margin-top: 2em }
"""


def html_page(data: Data, options: SheetOptions) -> str:
    """The page, given what the template of the PDF is given."""
    look, words = data["look"], data["labels"]
    style = _STYLE % {
        "width": look["width"],
        "height": look["height"],
        "size": look["size"],
        "qr": max(look["qr"], 0.1),
        "aside": "60%" if look["stacked"] else "50%",
        "columns": options.columns,
    }
    questions = "".join(_questions(section, words) for section in data["sections"])
    key = "".join(_key(section, words) for section in data["sections"])
    source = _source(data["sections"][0]["source"]) if len(data["sections"]) == 1 else ""
    return (
        f'<!doctype html>\n<html lang="{_safe(data["language"])}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{_safe(data['title'])}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"<h1>{_safe(data['title'])}</h1>\n{source}{_fields(data)}"
        f'<div class="columns questions">\n{questions}</div>\n'
        f'<section class="key">\n<h1>{_safe(words["answers"])}</h1>\n<div class="columns">\n{key}</div>\n</section>\n'
        f"<footer><small>{_safe(words['sheet'])} {_safe(data['code'])}</small></footer>\n</body>\n</html>\n"
    )


def _fields(data: Data) -> str:
    words = data["labels"]
    blanks = "".join(f"<span><small>{_safe(words[key])}</small><i></i></span>" for key in ("name", "date"))
    return f'<div class="fields">{blanks}<span><small>{_safe(words["score"])}</small><i></i>/ {data["count"]}</span></div>\n'


def _questions(section: Data, words: Mapping[str, str]) -> str:
    rows = "".join(
        f"<tr><td>{_numbers(row)}</td><td>{_prose(row['question'])}"
        f"{'<p class=line></p>' if row['written'] else ''}</td>"
        f'<td class="time">{_moment(row)}{_code(row)}</td></tr>\n'
        for row in section["rows"]
    )
    heads = _heads(words["number"], words["question"], words["time"])
    return f'{_title(section)}<table class="asked">{heads}<tbody>\n{rows}</tbody></table>\n'


def _key(section: Data, words: Mapping[str, str]) -> str:
    rows = "".join(
        f"<tr><td>{_numbers(row)}</td>"
        f'<td class="answer">{"".join(_prose(answer) for answer in row["answers"])}</td>'
        f"<td>{_said(row, words)}</td></tr>\n"
        for row in section["rows"]
    )
    heads = _heads(words["number"], words["answer"], words["said"])
    return f"{_title(section)}<table>{heads}<tbody>\n{rows}</tbody></table>\n"


def _said(row: Data, words: Mapping[str, str]) -> str:
    flags = "".join(f"<p>⚠ {_line(line)}</p>" for flag in row["flags"] for line in flag)
    note = (
        f'<p class="note"><small>{_safe(words["note"])}</small> {_lines(row["extra"])}</p>'
        if row["extra"]
        else ""
    )
    return f'<span class="time">{_moment(row)} {_safe(row["accuracy"])}</span>{_prose(row["quote"])}{flags}{note}'


def _heads(*names: str) -> str:
    return f"<thead><tr>{''.join(f'<th scope=col>{_safe(name)}</th>' for name in names)}</tr></thead>"


def _title(section: Data) -> str:
    return f"<h2>{_safe(section['title'])}</h2>\n{_source(section['source'])}" if section["title"] else ""


def _source(source: Data) -> str:
    parts = [f'<a href="{_safe(source["link"])}">{_safe(source["shown"])}</a>'] if source["shown"] else []
    return f"<p><small>{' · '.join([*parts, *map(_safe, source['rest'])])}</small></p>\n"


def _numbers(row: Data) -> str:
    return "<br>".join(row["numbers"])


def _moment(row: Data) -> str:
    return f'<a href="{_safe(row["link"])}">{row["time"]}</a>' if row["link"] else str(row["time"])


def _code(row: Data) -> str:
    if not row["qr"]:
        return ""
    drawn = row["qr"]["svg"].replace(
        "<svg ", f'<svg class="qr" role="img" aria-label="{_safe(row["qr"]["alt"])}" ', 1
    )
    return f'<a href="{_safe(row["link"])}">{drawn}</a>'


def _prose(lines: Sequence[Sequence[Data]]) -> str:
    return "".join(f"<p>{_line(line)}</p>" for line in lines)


def _lines(lines: Sequence[Sequence[Data]]) -> str:
    return "<br>".join(_line(line) for line in lines)


def _line(words: Sequence[Data]) -> str:
    shown = []
    for at, word in enumerate(words):
        gap = any(not isinstance(part, str) for part in word["parts"])
        text = "".join(_safe(part) if isinstance(part, str) else _blank(part) for part in word["parts"])
        shown.append((" " if word["space"] else "<wbr>") if at else "")
        shown.append(f'<span class="whole">{text}</span>' if gap and not _long(word) else text)
    return "".join(shown)


def _blank(gap: Data) -> str:
    inner = " ".join(_safe(text) for text in (gap["label"], gap["hint"]) if text)
    return f'[<span class="blank {gap["width"]}">{inner}&nbsp;</span>]'


def _long(word: Data) -> bool:
    return sum(len(part) for part in word["parts"] if isinstance(part, str)) > 20


def _safe(text: str) -> str:
    return html.escape(text, quote=True)
