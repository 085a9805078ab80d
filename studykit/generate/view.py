"""A bullet made ready for card making: its sentences, its label, and the context a lone card needs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from studykit.generate.candidate import Topic, View
from studykit.generate.languages.lexicon import of
from studykit.generate.languages.protocol import Language
from studykit.model import Alignment, BulletEvidence, Summary
from studykit.text import neutralise

# A name is a deck's topic when this share of its bullets holds it.
_TOPIC_SHARE = 0.4
MAX_BULLET = 1500  # characters; what is longer is a passage, and no card holds it
_MAX_TITLE = 64  # characters of a title that may stand before a card
_MAX_CONTEXT = 48  # characters; a longer heading is a sentence of its own

_NAME = re.compile(r"[A-Z][\w+#-]*(?:\.\w+)*(?:\s(?:[A-Z][\w+#-]*|\d\w*(?:\.\d+)?))*", re.ASCII)
# Capitalised at the head of a sentence, and names of nothing.
_NO_NAMES = of(
    "The This That These Those How What Why When Where Who And But For With From You Your They There Here All Not New"
)
_NUMBERING = re.compile(
    r"^\s*(?:#?(?:\d+\.)*\d+[.):]?\s+|[①-⑳]\s*|[IVX]+\.\s+|(?:step|part|chapter|section)\s+\d+\s*[:.-]?\s*)+",
    re.IGNORECASE,
)
_DECORATION = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F*]+|^[_#\s]+(?=\S*\s)|(?<=\s)[_#\s]+$")
_PLAIN_LABEL = re.compile(
    r"(?:(?:step|part|단계)\s*\d+\s*[:.]\s*)?([A-Z가-힣「'\"“][^:：.!?]{1,58}?)\s*[:：]\s+(?=[A-Z가-힣`'\"“\d])",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\b(is|are|was|were|has|have|can|will|does|do|did)\b|[다요]$")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_WHAT_IS = re.compile(
    r"^what (?:is|are) (?:an? |the )?(.+?)\??$|^(.+?)(?:이란|란)(?: 무엇인가(?:요)?)?\??$", re.IGNORECASE
)
_MARKUP = re.compile(r"\*\*|__")
GENERIC = re.compile(
    r"^(overview|introduction|intro|summary|key (points|takeaways|concepts|ideas)|notes?|main (points|ideas)|highlights|conclusion"
    r"|details|core concepts?|important concepts?|examples?|요약|개요|소개|서론|결론|정리|핵심( 내용| 요약| 정리)?|주요 내용|내용 요약|본론|기타|마무리"
    r"|들어가며|도입|영상 요약|상세 내용|timestamps?|contents?|takeaways|the signal.*|background)$",
    re.IGNORECASE,
)
DEFINING_LABEL = re.compile(
    r"^((traditional |core |formal |simple )?(definition|concept|meaning|core concept)|정의|개념|기본 개념|의미|뜻)$",
    re.IGNORECASE,
)


def fold(text: str) -> str:
    """A text for comparing: case, spaces and punctuation away."""
    return re.sub(r"[\s\W_]+", "", text.casefold())


def holds(text: str, answer: str) -> bool:
    """Whether a text holds an answer; GPT-4 does not stand in GPT 4.5, nor 15 in 150."""
    parts = re.findall(r"\w+", answer.casefold())
    pattern = r"[\s\W_]*".join(re.escape(part) for part in parts)
    if re.match(r"[a-z0-9]", parts[0]) if parts else False:
        pattern = r"(?<![a-z0-9.])" + pattern
    if parts and re.search(r"[a-z0-9]$", parts[-1]):
        pattern += r"(?![a-z0-9]|[.,]\d)"
    return bool(parts) and re.search(pattern, text.casefold()) is not None


def tidy(text: str) -> str:
    """A heading or label without its numbering, emoji and markup."""
    bare = _DECORATION.sub("", text).strip()
    return _NUMBERING.sub("", bare).strip(" :：-–—.").strip()


def topic_of(summary: Summary, language: Language) -> Topic:
    """What the deck is about: its title, and the names that fill its bullets."""
    texts = [bullet.text for bullet in summary.bullets]
    title = re.sub(r"^\s*\[[^\]]*\]\s*", "", summary.source.title or "").strip()
    if len(texts) < 3:
        return Topic(title=title)
    counts = Counter(name for text in texts for name in set(_NAME.findall(text)))
    subjects = Counter(
        s for s in language.subjects([_parts(b.text, b.label)[1] for b in summary.bullets]) if s
    )
    limit = max(3, round(_TOPIC_SHARE * len(texts)))
    common = [name for name, n in (counts + subjects).items() if n >= limit]
    words = {fold(name) for name in common} | {fold(tag) for tag in summary.tags if len(fold(tag)) > 2}
    name = _main_name(title, subjects, counts)
    return Topic(
        title=title, name=name, words=frozenset(words), central=subjects[name] >= max(3, len(texts) // 5)
    )


def _main_name(title: str, subjects: Counter[str], counts: Counter[str]) -> str:
    """The name of the title that the bullets use most, as a subject above all: what a bare sentence is about."""
    inside = [
        name for name in counts if len(name) > 2 and fold(name) in fold(title) and name not in _NO_NAMES
    ]
    weigh = {name: counts[name] + 2 * subjects[name] for name in inside}
    best = max(sorted(weigh), key=lambda name: weigh[name], default="")
    return best if best and weigh[best] >= 3 else ""


def _parts(text: str, label: str) -> tuple[str, str]:
    """A bullet's label and the text after it. A short title before a colon is a label, bold or not."""
    if len(text) > MAX_BULLET:
        return "", ""
    clean = " ".join(_MARKUP.sub("", neutralise(text)).split())
    bare = _MARKUP.sub("", label).strip(" :：")
    if bare and clean.startswith(bare):
        match = re.match(r"\s*(?:\([^)]*\)|\[[^\]]*\])?\s*[:：–—-]\s*", clean[len(bare) :])
        if match:
            gloss = clean[len(bare) : len(bare) + match.end()].strip(" :：–—-")
            return tidy(f"{bare} {gloss}".strip()), clean[len(bare) + match.end() :].strip()
    match = _PLAIN_LABEL.match(clean)
    if match and len(match[1].split()) <= 7 and not _SAYS.search(match[1]):
        return tidy(match[1]), clean[match.end() :].strip()
    return "", clean


def views(summary: Summary, alignment: Alignment, language: Language, *, checked: bool) -> tuple[View, ...]:
    """A view per bullet. ``checked`` says that a transcript was given."""
    topic = topic_of(summary, language)
    return tuple(_view(found, topic, language, checked) for found in alignment.bullets)


def _view(found: BulletEvidence, topic: Topic, language: Language, checked: bool) -> View:
    bullet = found.bullet
    label, body = _parts(bullet.text, bullet.label)
    heading = _heading(bullet.headings)
    sentences = language.sentences(body)
    if len(sentences) > 1 and sentences[-1].endswith((":", "：")):
        sentences = sentences[:-1]  # it leads to a list that stands elsewhere
    whole = language.complete(label, sentences[0]) if label and sentences else ""
    if whole:
        sentences = (whole, *sentences[1:])
        body = " ".join(sentences)
    shown = "" if whole else label
    quote = found.evidence.quote if found.evidence else ""
    return View(
        bullet=bullet,
        sentences=sentences,
        label=label,
        context=_context(body, shown, heading, topic, language),
        heading=heading,
        quote=quote,
        checked=checked,
        topic=topic,
    )


def _heading(headings: Sequence[str]) -> str:
    """The nearest heading that says something, without asides: "What is a Backend?" is Backend."""
    for heading in reversed(headings):
        bare = tidy(heading)
        asked = _WHAT_IS.match(bare)
        if asked:
            bare = asked[1] or asked[2]
        if len(bare) > _MAX_CONTEXT // 2:
            bare = _ASIDE.sub("", bare).strip()
        if bare and len(bare) <= _MAX_CONTEXT and not GENERIC.match(bare):
            return bare
    return ""


def _context(body: str, label: str, heading: str, topic: Topic, language: Language) -> tuple[str, ...]:
    """What to put before a card so that it stands alone; empty where the sentence does."""
    parts = [
        part
        for part in (heading, label)
        if part and not DEFINING_LABEL.match(part) and not GENERIC.match(part)
    ]
    if len(parts) == 2 and (fold(parts[0]) in fold(parts[1]) or fold(parts[1]) in fold(parts[0])):
        parts = [max(parts, key=len)]
    shown = tuple(_ASIDE.sub("", part).strip() or part for part in parts if fold(part) not in fold(body))
    first = language.sentences(body)[:1]
    if shown and (label or not first or language.needs_context(first[0])):
        return shown
    if not first or (not topic.name and not language.needs_context(first[0])):
        return ()
    if topic.name:
        # "the arms have three joints": whose? A sentence about a name of its own, or about things in general, needs none.
        subject = language.subjects(first)[0]
        leaning = topic.central or subject.startswith("The ")
        if leaning and not _is_named(subject) and fold(topic.name) not in fold(body):
            return (topic.name,)
    if not language.needs_context(first[0]) or (topic.name and fold(topic.name) in fold(body)):
        return ()
    title = re.split(r"\s[|｜•]\s", topic.title)[0].strip()
    return (title,) if 0 < len(title) <= _MAX_TITLE else ()


def _is_named(subject: str) -> bool:
    """Whether a subject holds a name; the capital at the head of a sentence makes none."""
    first, _, rest = subject.partition(" ")
    inner = (
        first if any(ch.isupper() or ch.isdigit() for ch in first[1:]) or "가" <= subject[-1:] <= "힣" else ""
    )
    return any(name not in _NO_NAMES for name in _NAME.findall(f"{inner} {rest}"))
