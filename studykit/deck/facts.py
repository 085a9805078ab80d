"""Whether two sentences claim the same: equal numbers, equal names, no word turned into its opposite.

Likeness alone takes "구글은 30%" and "메타는 30%" for one card, and a history on the wrong card is worse than a card
learned anew. So where two sentences differ, what differs is looked at: a number, a name or a Korean noun that was put in
another's place makes another card; a typo, a particle, an ending or a verb does not.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import NamedTuple

from rapidfuzz.distance import OSA

from studykit.text import has_hangul

_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*|[%°$€£¥₩]|[가-힣]+|[\u3400-\u9fff々]+|[\u30a1-\u30ffー]+|[\u3041-\u309f]+"
    r"|[^\W\d_가-힣\u3041-\u30ff\u3400-\u9fff々]+(?:['’](?:t|re|ve|ll)\b)?"
)
_ATTACHED = re.compile(r"(?:\d|[A-Za-z]+)[%+\-]?$")
_SENTENCE_END = re.compile(r"[.!?:;\n“\"(]\s*$")

# Endings that mark a place in the sentence, not a meaning.
_PARTICLE_WORDS = """
은 는 이 가 을 를 에 의 와 과 도 로 만 들 들은 들이 들을 들의 에서 에서는 에는 에도 에게 에게서 으로 으로는 로는 까지 부터 처럼 보다
이나 나 이라고 라고 이라는 라는 이란 란 이며 이고 이지만 입니다 였습니다 이었습니다 인 이다 이었다 였다 으로써 로써 로서 으로서 마다 조차
밖에 뿐 하고 이랑 랑 께서 한테 과의 와의 에서의 으로의 로의
"""
_PARTICLES = tuple(sorted(_PARTICLE_WORDS.split(), key=len, reverse=True))
_LONG_PARTICLES = tuple(particle for particle in _PARTICLES if len(particle) > 1)
_ENDING = re.compile(
    r"(?:니다|는다|한다|된다|하다|되다|했다|됐다|하며|되며|으며|하고|되고|하는|되는|하여|되어|하기|되기|하게|되게|하면|되면"
    r"|지만|해서|했고|했던|하던|는데|면서|도록|려고|려는|어서|아서|었고|았고|었던|았던|세요|나요|까요|가요|니까|있는|없는"
    r"|같은|다는|었다|았다|..[한된할될해며던려])$"
)

# Words that must not be exchanged though neither is a name; compared by their beginnings.
_OPPOSITE_WORDS = """
증가/감소 상승/하락 늘/줄 확대/축소 성공/실패 찬성/반대 높/낮 많/적 크/작 빠르/느리 빨라/느려 좋/나쁘 있/없 강하/약하 쉽/어렵 가능/불가능
이전/이후 먼저/나중 이상/이하 초과/미만 increas/decreas more/less more/fewer most/least ris/fall rose/fell high/low up/down before/after
always/never can/cannot large/small better/worse best/worst above/below max/min first/last gain/lose with/without true/false
success/fail faster/slower strong/weak
"""
_OPPOSITES = tuple((pair.partition("/")[0], pair.partition("/")[2]) for pair in _OPPOSITE_WORDS.split())
_NEGATIONS = re.compile(r"^(?:않|없|못|아니|안$|not$|never$|no$|none$|without$|cannot$|.*n['’]t$)")
_COUNTS = """
두 세 네 다섯 여섯 일곱 여덟 아홉 열 스무 one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty
seventy eighty ninety hundred thousand million billion trillion half twice double
"""
_NUMBER_WORDS = frozenset(_COUNTS.split())
# Korean words that ask or only carry grammar: what is asked for shows in the answer.
_CARRIER_WORDS = (
    "언제 무엇 누구 어디 몇 얼마 왜 어떤 어느 무슨 어떻게 뭐 것 수 등 때 점 바 데 중 이것 그것 그"
)
_CARRIERS = frozenset(_CARRIER_WORDS.split())
# Capitalised at the start of a sentence without being names.
_STARTERS = """
a an the in on at of to for from by with as and or but if so it its this that these those there their they he his she her we our you your
i my what which who whom whose when where why how is are was were do does did has have had can could will would should may might some
many most more all each every not after before since while because although during according
"""
_COMMON = frozenset(_STARTERS.split())


# Longer texts are no sentences, and comparing them word by word takes long: they are the same or not.
LONGEST = 5000


class Token(NamedTuple):
    """A word.

    Attributes:
        form: What is compared: lower case, without particle.
        weight: How much a change of it means: 2 name or number, 1 noun, 0 other.
        whole: The word with its particle.
        unit: Whether it stands right behind a number (36도).
    """

    form: str
    weight: int
    whole: str
    unit: bool = False


def same_facts(old: str, new: str, *, added_by_hand: bool = False, behind: bool = False) -> bool:
    """Whether ``new`` can be a rewording of ``old``.

    Args:
        old: What a note says.
        new: What is generated now.
        added_by_hand: A person edited ``old``: what only ``old`` says may be theirs and is no difference.
        behind: ``old`` does not follow the summary, so one slip in a word may have become another since.
    """
    if old == new or max(len(old), len(new)) > LONGEST:
        return old == new
    if not added_by_hand and new < old:
        old, new = new, old  # so that the answer does not depend on the order
    before, after = tokens(old), tokens(new)
    if not _same_numbers(numbers(before), numbers(after), more=added_by_hand):
        return False
    lost, gained = _changes(before, after, 1 if behind else 0)
    if added_by_hand:
        lost = [was if now else [] for was, now in zip(lost, gained, strict=True)]
    if _moved(lost, gained) or _negations(lost) != _negations(gained) or _roles_swapped(before, after):
        return False
    return all(_is_rewording(was, now) for was, now in zip(lost, gained, strict=True))


def _same_numbers(old: tuple[str, ...], new: tuple[str, ...], *, more: bool) -> bool:
    if not more:
        return old == new
    rest = iter(old)
    return all(number in rest for number in new)  # in this order, with others in between


def numbers(words: tuple[Token, ...]) -> tuple[str, ...]:
    """The numbers of a sentence, in order."""
    return tuple(word.form for word in words if word.form[0].isdigit())


def _negations(blocks: list[list[Token]]) -> int:
    return sum(1 for block in blocks for word in block if _NEGATIONS.match(word.form))


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text, particles stripped."""
    text = unicodedata.normalize("NFKC", text)
    korean = has_hangul(text)
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        token = _token(match[0], text[max(0, match.start() - 12) : match.start()], korean=korean)
        if token and found and token.weight == 0 and _counts(found[-1]):
            token = token._replace(weight=1)  # a unit: "three weeks" are not "three months"
        if token:
            found.append(token)
    return tuple(found)


def _counts(token: Token) -> bool:
    return token.form[0].isdigit() or token.form in _NUMBER_WORDS


def _token(word: str, before: str, *, korean: bool) -> Token | None:
    if word[0].isdigit() or word in "%°$€£¥₩":
        return Token(word.replace(",", ""), 2, word)
    if "가" <= word[0] <= "힣":
        attached = _ATTACHED.search(before)
        return _korean(word, attached[0] if attached else "")
    if word[0] > "\u3040":
        # Hiragana is grammar; kanji and katakana name things.
        return Token(word, 0 if word[0] <= "\u309f" else 1, word)
    return None if word == "s" else _latin(word, before, korean=korean)


def _latin(word: str, before: str, *, korean: bool) -> Token:
    form = word.casefold()
    if form in _NUMBER_WORDS:
        return Token(form, 2, form)
    if form in _COMMON:
        return Token(form, 0, form)
    starts = not before.strip() or bool(_SENTENCE_END.search(before))
    capital = word[0] != word[0].lower()
    inner = word[1:] != word[1:].lower()
    # A Latin word in a Korean sentence is a name or term; in others a capital shows it, but not where grammar asks for one.
    strong = korean or inner or (capital and not starts)
    return Token(form, 2 if strong else 1 if capital else 0, form)


def _korean(word: str, attached: str) -> Token | None:
    """A Korean word without its particle; ``attached`` is what it stands behind without a space (kWh당, 36도)."""
    least = 1 if attached else 2
    unit = attached[:1].isdigit()
    whole = word if unit else attached + word
    if word in _PARTICLES:
        return None
    if word in _NUMBER_WORDS:
        return Token(word, 2, word)
    stem = _without_particle(word, _PARTICLES, least)
    if stem == word and _ENDING.search(word):
        return Token(word, 0, whole, unit)
    # Particles pile up (에서+는), but a second short one would eat into nouns (전문가, 전문의).
    stem = _without_particle(stem, _LONG_PARTICLES, least)
    return Token(stem, 0 if stem in _CARRIERS else 1, whole, unit)


def _without_particle(word: str, particles: tuple[str, ...], least: int) -> str:
    return next(
        (word[: -len(p)] for p in particles if word.endswith(p) and len(word) - len(p) >= least), word
    )


def _changes(
    before: tuple[Token, ...], after: tuple[Token, ...], slack: int
) -> tuple[list[list[Token]], list[list[Token]]]:
    """What was replaced by what, block by block, typos aside."""
    matcher = SequenceMatcher(None, [t.form for t in before], [t.form for t in after], autojunk=False)
    lost: list[list[Token]] = []
    gained: list[list[Token]] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        was, now = list(before[a:b]), list(after[c:d])
        if "".join(t.form for t in was) == "".join(t.form for t in now):
            continue  # only the spaces differ
        for word in list(was):
            twin = next((other for other in now if is_typo(word, other, slack)), None)
            if twin:
                was.remove(word)
                now.remove(twin)
        lost.append(was)
        gained.append(now)
    return lost, gained


def _moved(lost: list[list[Token]], gained: list[list[Token]]) -> bool:
    """Whether a name or noun stands in another place: "A beats B" and "B beats A" hold the same words."""
    gone = {word.form for block in lost for word in block if word.weight}
    return any(word.form in gone for block in gained for word in block if word.weight)


def _roles_swapped(before: tuple[Token, ...], after: tuple[Token, ...]) -> bool:
    """Whether subject and object changed places by their particles alone (구글이 메타를, 구글을 메타가)."""
    was = {word.form: word.whole[-1] for word in before if word.weight}
    now = {word.form: word.whole[-1] for word in after if word.weight}
    pairs = [(was[form], now[form]) for form in was.keys() & now.keys()]
    return any(a in "이가은는" and b in "을를" for a, b in pairs) and any(
        a in "을를" and b in "이가은는" for a, b in pairs
    )


def _is_rewording(was: list[Token], now: list[Token]) -> bool:
    if any(word.weight == 2 for word in (*was, *now)):
        return False
    if any(word.weight == 1 for word in was) and any(word.weight == 1 for word in now):
        return False
    return not any(_are_opposite(a.form, b.form) for a in was for b in now)


def _are_opposite(old: str, new: str) -> bool:
    return any(
        (old.startswith(a) and new.startswith(b)) or (old.startswith(b) and new.startswith(a))
        for a, b in _OPPOSITES
    )


def is_typo(old: Token, new: Token, slack: int = 0) -> bool:
    """Whether one word can be the other mistyped: a letter (or jamo) or two apart, never for numbers or short names.

    ``slack`` allows as many more, in words that are not short.
    """
    if old.form[0].isdigit() or new.form[0].isdigit():
        return old.form == new.form
    # A slip within a particle shows only in the whole words, where a short noun counts for less: one letter, then.
    if (old.unit or new.unit) and old.whole[0] != new.whole[0]:
        return False  # another unit (3월, 3일) is another fact
    if _stems(old.whole) & _stems(new.whole):
        return True
    longest = max(len(_jamo(old.form)), len(_jamo(new.form)))
    slips = (1 if longest < 10 else 2) + (slack if longest > 5 else 0)
    return (
        _apart(old.form, new.form) <= slips
        or _apart(old.whole, new.whole) <= 1
        or _slipped_twice(old.whole, new.whole)
    )


def _slipped_twice(old: str, new: str) -> bool:
    """Whether two syllables of a long Korean word are one jamo apart each: one slip was mended, another made.

    Two jamo of one syllable (생산량, 생산력) are another word.
    """
    if len(old) != len(new) or len(old) < 4 or not (has_hangul(old) and has_hangul(new)):
        return False
    apart = [OSA.distance(_jamo(a), _jamo(b)) for a, b in zip(old, new, strict=True)]
    return max(apart) <= 1 and sum(apart) <= 2


def _stems(word: str) -> set[str]:
    """All that a word can be without its particle: 테슬라는 is 테슬라+는 or 테슬+라는."""
    return {word, *(word[: -len(p)] for p in _PARTICLES if word.endswith(p) and len(word) - len(p) >= 2)}


def _apart(old: str, new: str) -> int:
    """How many letters or jamo differ; too many where a word is too short to tell a slip from another word."""
    a, b = _jamo(old), _jamo(new)
    if max(len(a), len(b)) < 4 or min(len(a), len(b)) < 3:
        return 0 if a == b else 99
    return OSA.distance(a, b)


def _jamo(text: str) -> str:
    return unicodedata.normalize("NFD", text)
