"""Whether a card says only what its bullet, its evidence and the deck's title say.

Numbers are compared by value (10만 is "a hundred thousand"), names by spelling and sound (메타 is Meta), words by
stem, by the Korean-English glossary and as loanwords. No language engine is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rapidfuzz import fuzz

from studykit.align.english import stem
from studykit.align.glossary import bundled
from studykit.align.latin import is_name
from studykit.align.loanwords import Sounds
from studykit.align.names import misheard
from studykit.align.numbers import quantities, same
from studykit.generate.languages.lexicon import of

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:['’][A-Za-z]+)?")
_HANGUL = re.compile(r"[가-힣]+")
_SPELLING = 86.0  # rapidfuzz ratio from which two Latin spellings are one name
_ENDINGS = "기는은고지면며음다을게한할해"
_PLURAL_COUNT = 5  # "두 가지는 무엇인가요?" counts the answer's parts; nobody need have said it

_NEGATION = re.compile(
    r"않|없|못(?=[하한합했할해 ])|아니|(?<![가-힣])안 |\b(?:not|no|never|cannot|without|neither|nor|none)\b|n['’]t\b",
    re.IGNORECASE,
)
_NEGATED_KO = re.compile(
    r"([가-힣]{2})[가-힣]{0,3}지(?:는|도)? (?:않|못)|([가-힣]{2})[가-힣]{0,2} 수(?:는|도|가)? 없"
)
_NEGATED_EN = re.compile(r"\b(?:not|never|cannot)\b|n['’]t\b", re.IGNORECASE)

_TENFOLD = re.compile(r"\borders? of magnitude\b", re.IGNORECASE)
# What turns the last word of an answer into a sentence.
_COPULA = re.compile(r"(?<=[가-힣])(?:이었|였)?(?:입니다|습니다|이에요|예요)$")

# Words that questions and answers are built with; they claim nothing.
_EMPTY = of(
    """
    것 것은 것을 것이 것입니다 수 때문 때문입니다 위해 위해서 위해서입니다 이유 이유는 무엇 무엇인가요 누구 누구인가요 어떤 어떻게 방법 방법은 있는
    있습니다 합니다 입니다 하는 하기 됩니다 되는 만큼 만큼의 수준 수준의 정도 정도의 및 또는 그리고 모두 더 가장 매우 대한 대해 따라 통해 함께 경우 점 등 각각 이상 약 두 가지 하나
    the a an of to in on at by for with from as and or is are was were be been it its that this these those they their which who what
    how why when where does do did can could will would should may might not than into about because so there each every
    """
)
# Names in Hangul that a made-up card would bring in; those of the deck itself are found in its own text.
_KNOWN_NAMES = of(
    """
    구글 메타 애플 아마존 마이크로소프트 엔비디아 테슬라 오픈에이아이 앤트로픽 딥마인드 페이스북 트위터 넷플릭스 삼성 삼성전자 네이버 카카오 인텔
    퀄컴 소니 우버 에어비앤비 스페이스엑스 유튜브 틱톡 바이두 알리바바 텐센트 화웨이 도요타 현대 현대차 클로드 제미나이 라마 챗지피티 알파고
    딥시크 미스트랄 코파일럿 샘 알트만 올트먼 머스크 저커버그 베이조스 게이츠 잡스 카파시 힌턴 르쿤 하사비스 아인슈타인 뉴턴 다윈 튜링 노이만
    파인만 미국 중국 일본 한국 영국 독일 프랑스 러시아 인도 캐나다 호주 이탈리아 스페인 브라질 이스라엘 우크라이나 대만 북한 유럽 아프리카 남미
    서울 도쿄 베이징 런던 파리 뉴욕 샌프란시스코 실리콘밸리 스탠퍼드 하버드 카이스트
    """
)  # fmt: skip


@dataclass(frozen=True)
class Sources:
    """What a card may draw on: ``near`` is its bullet with heading and label, ``said`` its quote, ``title`` the deck's.

    ``deck`` is the text of all bullets and the channel: names in it may say what a question is about, no more.
    """

    near: str
    said: str = ""
    title: str = ""
    deck: str = ""

    @cached_property
    def text(self) -> str:
        """Everything, in one."""
        return f"{self.near}\n{self.said}\n{self.title}"

    @cached_property
    def _values(self) -> tuple[float, ...]:
        said = tuple(value for q in quantities(self.text) for value in (q.low, q.high))
        return (*said, 10.0) if _TENFOLD.search(self.text) else said

    @cached_property
    def _latin(self) -> frozenset[str]:
        words = [word.casefold() for word in _LATIN.findall(self.text)]
        pairs = [a + b for a, b in pairwise(words)]
        return frozenset([*words, *pairs])

    @cached_property
    def _initials(self) -> str:
        """The first letters of the Latin words: "Large Language Models" holds llm."""
        return "".join(word[0].casefold() for word in _LATIN.findall(self.text))

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in self._latin)

    @cached_property
    def _hangul(self) -> tuple[str, ...]:
        return tuple(_HANGUL.findall(self.text))

    @cached_property
    def _sounds(self) -> Sounds:
        return Sounds(self._latin)

    def lacks_number(self, text: str, *, counting: bool = False) -> str:
        """The first number of a text that nobody said. ``counting`` lets small spelled-out numbers pass."""
        for q in quantities(text):
            if q.word and (q.high <= 1 or (counting and q.high <= _PLURAL_COUNT)):
                continue
            if not all(any(same(value, known) for known in self._values) for value in (q.low, q.high)):
                return text[q.start : q.end]
        return ""

    def lacks_name(self, text: str, *, about: bool = False) -> str:
        """The first name of a text that stands in none of the sources. ``about`` lets names of the deck pass."""
        if about and self.deck:
            return Sources(self.near, self.said, f"{self.title} {self.deck}").lacks_name(text)
        korean = len(_HANGUL.findall(text)) > 0
        for match in _LATIN.finditer(text):
            token = match[0]
            if (
                len(token) > 1
                and (korean or is_name(text, match.start(), token))
                and not self.has_latin(token)
            ):
                return token
        for word in _HANGUL.findall(text):
            known = next((name for name in _KNOWN_NAMES if len(name) > 1 and word.startswith(name)), "")
            if known and not self.has_hangul(known):
                return known
        return ""

    def has_latin(self, token: str) -> bool:
        """Whether a Latin word stands in the sources, mis-heard or in Hangul spelling included."""
        low = token.casefold()
        if low in self._latin or stem(low) in self._stems or low in _EMPTY:
            return True
        if (
            token[:2].isupper()
            and 3 <= len(token.rstrip("s")) <= 5
            and token.rstrip("s").lower() in self._initials
        ):
            return True
        if any(
            misheard(low, known) or (len(low) > 4 and fuzz.ratio(low, known) >= _SPELLING)
            for known in self._latin
        ):
            return True
        return any(Sounds([low]).like(word) for word in self._hangul if len(word) > 1)

    def has_hangul(self, word: str) -> bool:
        """Whether a Korean word stands in the sources: by its first syllables, in translation, or as a loanword."""
        # 않기, 없는: one syllable of stem and one of ending.
        lead = word[:1] if len(word) == 2 and word[1] in _ENDINGS else word[:2]
        if any(known.startswith(lead) for known in self._hangul):
            return True
        # A compound that one of theirs is part of: 매출총이익률 beside 총이익률.
        if any(word[i : i + 3] in known for i in range(len(word) - 2) for known in self._hangul):
            return True
        for term in bundled().terms(word):
            if any(all(part in self._stems for part in phrase) for phrase in term.phrases):
                return True
        return bool(self._sounds.like(word))

    def share(self, text: str) -> float:
        """The share of a text's words that the sources hold, 0..1; 1 for a text that claims nothing."""
        checks = [self.has_hangul(w) if "가" <= w[0] <= "힣" else self.has_latin(w) for w in claims(text)]
        return sum(checks) / len(checks) if checks else 1.0

    def turns_round(self, text: str) -> str:
        """The word that a card affirms where the bullet denies it, or denies where nobody does; empty otherwise."""
        ours = bool(_NEGATION.search(text))
        found = _NEGATION.search(text)
        if found is not None and not _NEGATION.search(self.text):
            return found[0].strip()
        if ours:
            return ""
        return next((word for word in _denied(self.near) if word in text.casefold()), "")


def claims(text: str) -> Iterator[str]:
    """The words of a text that say something."""
    for match in re.finditer(r"[가-힣]+|[A-Za-z][A-Za-z0-9'’]+", text):
        word = _COPULA.sub("", match[0])
        if word.casefold() not in _EMPTY:
            yield word


def _denied(text: str) -> Iterator[str]:
    """The words that a text denies each time it uses them."""
    for match in _NEGATED_KO.finditer(text):
        word = match[1] or match[2]
        if text.count(word) == 1:
            yield word
    for match in _NEGATED_EN.finditer(text):
        after = [w.casefold() for w in _LATIN.findall(text[match.end() : match.end() + 40])]
        word = next((w for w in after[:3] if w not in _EMPTY and len(w) > 4), "")
        if word and text.casefold().count(word) == 1:
            yield word
