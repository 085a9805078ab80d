"""Numbers as people write and say them, in Korean and English: 10만, "a hundred thousand" and 100,000 are one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,6})?"
_SMALL = {"십": 10, "백": 100, "천": 1000}
_BIG = {"만": 10**4, "억": 10**8, "조": 10**12}
_SINO = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}
_NATIVE = {
    "한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10,
    "스무": 20, "서른": 30, "둘": 2, "셋": 3, "넷": 4,
}  # fmt: skip
_COUNTERS = "개월|개|명|가지|번|달|시간|단계|사람|배|종류|차례|대|곳|팀|권|마리|장|살|해|주|편|축|층|세대|쌍|그루|자리|분야|기업|회사|나라"

_WORDS = {
    **{w: float(n) for n, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"])},
    **{w: float(n) for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)},  # noqa: SIM905
}  # fmt: skip
for _ten in ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"):
    _WORDS[_ten] *= 10
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SUFFIX_SCALES = {"k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "b": 1e9, "bn": 1e9, "T": 1e12}

# Each unit by the name it is compared under; the second field says what can be compared with what.
_UNITS: dict[str, tuple[str, str]] = {}
for _names, _unit, _dimension in (
    ("% percent percentage 퍼센트 프로", "%", "share"),
    ("KB kilobyte 킬로바이트", "KB", "bytes"), ("MB megabyte 메가바이트 메가", "MB", "bytes"),
    ("GB gigabyte gig 기가바이트 기가", "GB", "bytes"), ("TB terabyte 테라바이트 테라", "TB", "bytes"),
    ("PB petabyte 페타바이트", "PB", "bytes"), ("byte 바이트", "byte", "bytes"), ("bit 비트", "bit", "bytes"),
    ("mm millimeter millimetre 밀리미터", "mm", "length"), ("cm centimeter centimetre 센티미터 센티", "cm", "length"),
    ("km kilometer kilometre 킬로미터", "km", "length"), ("meter metre 미터", "m", "length"),
    ("mile 마일", "mile", "length"), ("inch inches 인치", "inch", "length"), ("foot feet 피트", "foot", "length"),
    ("kg kilo kilogram 킬로그램", "kg", "mass"), ("gram 그램", "g", "mass"), ("ton tonne 톤", "ton", "mass"),
    ("pound 파운드", "pound", "mass"),
    ("millisecond ms 밀리초", "ms", "time"), ("second 초", "second", "time"), ("minute 분", "minute", "time"),
    ("hour 시간", "hour", "time"), ("day 일", "day", "time"), ("week 주", "week", "time"),
    ("month 개월 달", "month", "time"), ("year 년", "year", "time"), ("decade 년대", "decade", "decade"),
    ("century centuries 세기", "century", "time"),
    ("dollar buck usd $ 달러 불", "$", "money"), ("euro eur € 유로", "€", "money"), ("won krw ₩ 원", "won", "money"),
    ("yen jpy ¥ 엔", "yen", "money"),
):  # fmt: skip
    for _name in _names.split():
        _UNITS[_name] = (_unit, _dimension)

_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_DECADES = {f"{word[:-1]}ies": value for word, value in _WORDS.items() if word.endswith("ty")}

_ORDINALS = dict(zip(
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
     "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"), range(1, 21), strict=True,
))  # fmt: skip
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_DIGIT_WORD = "zero|oh|one|two|three|four|five|six|seven|eight|nine"

_NUMBER = re.compile(
    rf"(?P<point>\b(?:{'|'.join(_WORDS)}|\d{{1,6}})(?: (?:{_DIGIT_WORD}))? point (?:{_DIGIT_WORD})\b(?: (?:{_DIGIT_WORD})\b)*(?: (?:{'|'.join(_SCALES)})\b)?)"
    rf"|(?P<ordinal>\b(?:{'|'.join(_ORDINALS)})(?= of (?:{_MONTH})\b))"
    rf"|(?P<share>(?<![\d/])[1-9]/(?:[2-9]|10)(?![\d/])|(?:\d{{1,3}}|[이삼사오육칠팔구십])분의\s?(?:\d{{1,3}}|[일이삼사오육칠팔구])"
    rf"|\b(?:one|two|three|four|five|\d)[ -](?:{'|'.join(_PARTS)})s?\b|\ba (?:{'|'.join(_PARTS)})(?= of\b)"
    rf"|\b(?:{'|'.join(_WORDS)}|\d{{1,6}}) and a half\b|\bhalf an?\b(?! dozen)(?: (?:{'|'.join(_SCALES)})\b)?)"
    rf"|(?P<decade>\b(?:{'|'.join(_DECADES)})\b)"
    rf"|(?P<korean>(?:{_DIGITS}\s?[십백천]?[만억조]\s?)+(?:{_DIGITS}[십백천]?(?![만억조]))?|{_DIGITS}[십백천](?=[\s가-힣]))"
    rf"|(?P<hangul>(?<![가-힣])(?:(?:[일이삼사오육칠팔구]?[십백천]){{2,}}[만억조]?|[일이삼사오육칠팔구][십백천][만억조]?|[십백천][만억조])(?=\s?(?:{_COUNTERS}|년|원|달러|퍼센트|일)|\s)|(?<![가-힣])[십백천](?=\s(?:{_COUNTERS}|년|원|달러|퍼센트|일)))"
    rf"|(?P<native>(?<![가-힣])(?:{'|'.join(sorted(_NATIVE, key=len, reverse=True))})(?=\s(?:{_COUNTERS}))|(?<![가-힣])(?:둘|셋|넷))"
    rf"|(?P<digits>[$€₩¥]?{_DIGITS})(?P<suffix>(?:[A-Za-z]{{1,2}}(?![A-Za-z])|%)?)(?P<scale>(?:[ -](?:{'|'.join(_SCALES)})\b)?)"
    rf"|(?P<words>\b(?:(?:an?[ ])?(?:{'|'.join([*_WORDS, *_SCALES])})\b(?:[ -](?:and[ ])?(?=(?:{'|'.join([*_WORDS, *_SCALES])})\b))?)+)",
    re.IGNORECASE,
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_IN_A_ROW = re.compile(
    rf"((?:{_TENS}) (?:one|two|three|four|five|six|seven|eight|nine)) (?:{_TENS})", re.IGNORECASE
)
_WORD_AFTER = re.compile(r"[\s-]?([A-Za-z%]+|[가-힣]+)")
_JOIN = re.compile(r"\s?(?:[~–—〜-]|to|or|에서|내지)\s?(?:about |약 )?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or a range, at ``text[start:end]``.

    ``unit`` is "" where none is known. ``name`` says that the digits belong to a name (GPT-4, base64);
    ``word`` that it is spelled out and small, so weak as an anchor.
    """

    start: int
    end: int
    low: float
    high: float
    unit: str = ""
    dimension: str = ""
    name: bool = False
    word: bool = False

    def equals(self, other: Quantity) -> bool:
        """Whether both say the same value or range; units are not looked at."""
        return same(self.low, other.low) and same(self.high, other.high)


def says(number: Quantity, value: float) -> bool:
    """Whether a number has a value at either end; of a decade the century may be left out."""
    if number.dimension == "decade" and (same(number.low % 100, value) or same(number.low, value % 100)):
        return True
    return same(number.low, value) or same(number.high, value)


def same(one: float, other: float) -> bool:
    """Equal up to the rounding of floats."""
    return abs(one - other) <= 1e-6 * max(abs(one), abs(other), 1e-9)


def quantities(text: str) -> tuple[Quantity, ...]:
    """The numbers of a text in order; "60~70%" and "15 to 20 years" are one range each."""
    return tuple(_joined(text, _single(text)))


def _single(text: str) -> Iterator[Quantity]:
    for match in _numbers(text):
        values = _values(match)
        if values is None:
            continue
        start, end = match.span()
        while text[end - 1].isspace():
            end -= 1
        unit, dimension, end = _unit_beside(text, match, end)
        before = text[max(0, start - 2) : start]
        glued = bool(match["digits"]) and bool(re.search(r"[A-Za-z]-?$", before))
        small = bool(match["words"] or match["native"]) and values <= 20
        yield Quantity(start, end, values, values, unit, dimension, name=glued, word=small)


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """The matches, with two numbers said in a row ("ninety five ninety six percent") told apart."""
    place = 0
    while (match := _NUMBER.search(text, place)) is not None:
        second = _IN_A_ROW.match(match[0]) if match["words"] else None
        if second is not None:
            match = _NUMBER.search(text, match.start(), match.start() + second.end(1)) or match
        yield match
        place = match.end()


def _values(match: re.Match[str]) -> float | None:
    for group, read in _READERS.items():
        if match[group]:
            return read(match[group].lower())
    value = float(match["digits"].lstrip("$€₩¥").replace(",", ""))
    scale = _SCALES.get(match["scale"].strip(" -").lower(), 1) if match["scale"] else 1
    return value * scale * _SUFFIX_SCALES.get(match["suffix"] or "", 1)


def _share(text: str) -> float:
    """The value of "3분의 1", "two thirds", "a quarter" as a share of one; of "half a" and "two and a half"."""
    whole, korean, count = text.partition("분의")
    if korean:
        count = count.strip()
        return float(_SINO.get(count) or count) / max(
            1.0, float(_SINO.get(whole) or (10 if whole == "십" else whole))
        )
    if more := re.fullmatch(r"(\w+) and a half", text):
        return (_WORDS[more[1]] if more[1] in _WORDS else float(more[1])) + 0.5
    if half := re.fullmatch(r"half an?(?: (\w+))?", text):
        return 0.5 * _SCALES.get(half[1] or "", 1)
    if "/" in text:
        above, _, below = text.partition("/")
        return int(above) / int(below)
    number, part = re.split(r"[ -]", text)
    return (1.0 if number == "a" else _WORDS.get(number) or float(number)) / _PARTS[
        part.removesuffix("s") if part != "s" else part
    ]


def _korean(text: str) -> float:
    total = 0.0
    for digits, small, big in re.findall(rf"({_DIGITS})\s?([십백천]?)([만억조]?)", text):
        total += float(digits.replace(",", "")) * _SMALL.get(small, 1) * _BIG.get(big, 1)
    return total


def _hangul(text: str) -> float:
    section = 0.0
    digit = 0
    for ch in text:
        if ch in _SINO:
            digit = _SINO[ch]
        elif ch in _SMALL:
            section += max(digit, 1) * _SMALL[ch]
            digit = 0
        else:
            return (section + digit) * _BIG[ch]
    return section + digit


def _english(text: str) -> float | None:
    total, section, seen = 0.0, 0.0, False
    for word in re.findall(r"[a-z]+", text):
        if word in _WORDS:
            # "nineteen eighty four" and "twenty twenty" are years.
            year = section if 10 <= section <= 20 and _WORDS[word] >= 10 else 0.0
            section = year * 100 + _WORDS[word] if year else section + _WORDS[word]
            seen = True
        elif word == "hundred":
            section = max(section, 1) * 100
            seen = True
        elif word in _SCALES:
            total += max(section, 1) * _SCALES[word]
            section, seen = 0.0, True
    return total + section if seen else None


def _point(text: str) -> float:
    """The value of "one point nine five", "3 point two million"."""
    whole, _, rest = text.partition(" point ")
    *digits, last = rest.split()
    scale = _SCALES.get(last, 0.0)
    digits += [] if scale else [last]
    spoken = "".join("0" if d in {"zero", "oh"} else str(int(_WORDS[d])) for d in digits)
    before = float(whole) if whole.isdigit() else _english(whole.replace(" ", "-")) or 0.0
    return (before + float(f"0.{spoken}")) * (scale or 1.0)


_READERS: dict[str, Callable[[str], float | None]] = {
    "point": _point,
    "ordinal": lambda word: float(_ORDINALS[word]),
    "share": _share,
    "decade": _DECADES.__getitem__,
    "korean": _korean,
    "hangul": _hangul,
    "native": lambda word: float(_NATIVE[word]),
    "words": _english,
}


def _unit_beside(text: str, match: re.Match[str], end: int) -> tuple[str, str, int]:
    """The unit beside a number, and where number and unit end together."""
    sign, suffix = (match["digits"] or "")[:1], match["suffix"] or ""
    if match["decade"] or suffix.lower() == "s":
        return "decade", "decade", end
    beside = _UNITS.get(sign) or _UNITS.get(suffix)
    if beside or match["share"]:
        return *(beside or ("", "")), end
    after = _WORD_AFTER.match(text, end)
    if after is None:
        return "", "", end
    word = after[1]
    for size in range(min(len(word), 12), 0, -1):
        name = word[:size]
        if name.isascii():
            name = word if size == len(word) else ""
            found = _UNITS.get(name) or _UNITS.get(name.lower()) or _UNITS.get(name.lower().removesuffix("s"))
        else:
            found = _UNITS.get(name)
        if found:
            return *found, after.start(1) + size
    return "", "", end


def _joined(text: str, singles: Iterable[Quantity]) -> Iterator[Quantity]:
    """Two numbers with a range sign between them become one; the unit of the second counts for both."""
    held: Quantity | None = None
    for number in singles:
        if held is None:
            held = number
            continue
        between = text[held.end : number.start]
        in_a_row = (
            between == " " and held.low + 1 == number.low and not held.unit and text[held.start].isalpha()
        )
        if not held.name and held.low < number.low and (in_a_row or _JOIN.fullmatch(between)):
            held = replace(
                number, start=held.start, low=_scaled(held, number, text), word=held.word and number.word
            )
            yield held
            held = None
            continue
        yield held
        held = number
    if held is not None:
        yield held


def _scaled(first: Quantity, second: Quantity, text: str) -> float:
    """The first number of "2 to 3 million": the scale word after the second number belongs to the first as well."""
    tail = text[second.start : second.end]
    if second.low / max(first.low, 1e-9) >= 1000:
        for word, scale in (*_SCALES.items(), *_BIG.items()):
            if word in tail.lower() and first.low < 1000:
                return first.low * scale
    return first.low
