"""A bullet made ready for card making: its sentences, its label, and the context a lone card needs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from studykit.generate.candidate import Topic, View
from studykit.generate.languages.protocol import Language
from studykit.model import Alignment, BulletEvidence, Summary

# A name is a deck's topic when this share of its bullets holds it.
_TOPIC_SHARE = 0.4
_MAX_CONTEXT = 48  # characters; a longer heading is a sentence of its own

_NAME = re.compile(r"[A-Z][\w+#-]*(?:\.\w+)*(?:\s(?:[A-Z][\w+#-]*|\d\w*(?:\.\d+)?))*", re.ASCII)
_NUMBERING = re.compile(
    r"^\s*(?:#?\d+[.):]?\s+|[①-⑳]\s*|[IVX]+\.\s+|(?:step|part|chapter|section)\s+\d+\s*[:.-]?\s*)+",
    re.IGNORECASE,
)
_DECORATION = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F*_#]+")
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
    subjects = Counter(s for s in language.subjects([_body(b.text, b.label) for b in summary.bullets]) if s)
    limit = max(3, round(_TOPIC_SHARE * len(texts)))
    common = [name for name, n in (counts + subjects).items() if n >= limit]
    words = {fold(name) for name in common} | {fold(tag) for tag in summary.tags if len(fold(tag)) > 2}
    return Topic(title=title, name=_main_name(title, subjects, counts), words=frozenset(words))


def _main_name(title: str, subjects: Counter[str], counts: Counter[str]) -> str:
    """The name that opens several bullets and stands in the title: what a sentence without a subject is about."""
    ranked = sorted(((n, name) for name, n in subjects.items() if n >= 2 and name in counts), reverse=True)
    for _, name in ranked:
        if fold(name) and fold(name) in fold(title):
            return name
    return ""


def _body(text: str, label: str) -> str:
    """A bullet's text after its label."""
    clean = _MARKUP.sub("", text).strip()
    bare = _MARKUP.sub("", label).strip(" :：")
    if bare and clean.startswith(bare):
        rest = clean[len(bare) :]
        match = re.match(r"\s*(?:\([^)]*\)|\[[^\]]*\])?\s*[:：–—-]\s*", rest)
        if match:
            return rest[match.end() :].strip()
    return clean


def views(summary: Summary, alignment: Alignment, language: Language, *, checked: bool) -> tuple[View, ...]:
    """A view per bullet. ``checked`` says that a transcript was given."""
    topic = topic_of(summary, language)
    return tuple(_view(found, topic, language, checked) for found in alignment.bullets)


def _view(found: BulletEvidence, topic: Topic, language: Language, checked: bool) -> View:
    bullet = found.bullet
    body = _body(bullet.text, bullet.label)
    separate = body != _MARKUP.sub("", bullet.text).strip()
    label = tidy(bullet.label) if separate else ""
    heading = _heading(bullet.headings)
    quote = found.evidence.quote if found.evidence else ""
    return View(
        bullet=bullet,
        sentences=language.sentences(body),
        label=label,
        context=_context(body, label, heading, topic, language),
        heading=heading,
        quote=quote,
        checked=checked,
        topic=topic,
    )


def _heading(headings: Sequence[str]) -> str:
    """The nearest heading that says something."""
    for heading in reversed(headings):
        bare = tidy(heading)
        if bare and len(bare) <= _MAX_CONTEXT and not GENERIC.match(bare):
            return bare
    return ""


def _context(body: str, label: str, heading: str, topic: Topic, language: Language) -> str:
    """What to put before a card so that it stands alone; empty where the sentence does."""
    parts = [
        part
        for part in (heading, label)
        if part and not DEFINING_LABEL.match(part) and not GENERIC.match(part)
    ]
    if len(parts) == 2 and (fold(parts[0]) in fold(parts[1]) or fold(parts[1]) in fold(parts[0])):
        parts = [max(parts, key=len)]
    shown = [part for part in parts if fold(part) not in fold(body)]
    if shown:
        return " · ".join(shown)
    first = language.sentences(body)[:1]
    if first and language.needs_context(first[0]) and topic.name and fold(topic.name) not in fold(first[0]):
        return topic.name
    return ""
