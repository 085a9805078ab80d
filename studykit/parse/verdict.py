"""What can never be a card: the reader's own words, addresses, labels, code and remarks about the notes."""

from __future__ import annotations

import re

from studykit.parse.marks import unmarked
from studykit.parse.statement import Statement

_ASKS = "사용자|나|질문|user|human|me|you|prompt|you said|question|用户|用戶|提问|我|ユーザー|あなた|質問|プロンプト"
_ANSWERS = (
    r"llm(?:\s?\(ai\))?|ai|assistant|model|response|answer|chatgpt|gpt|gemini|claude|copilot|grok|perplexity|bard|bot"
    r"|(?:chatgpt|gemini|claude|copilot|grok|perplexity|assistant|ai) (?:said|says|response)"
    r"|답변|응답|助手|回答|アシスタント|モデル"
)
_ROLE = re.compile(
    rf"\s*(?:\[\s*(?:(?P<ask>{_ASKS})|(?P<answer>{_ANSWERS}))\s*\]|(?:(?P<ask2>{_ASKS})|(?P<answer2>{_ANSWERS})))"
    r"(?P<colon>\s*[:：])?\s*",
    re.IGNORECASE,
)
_NOT_SAID = {
    "me",
    "you",
    "user",
    "human",
    "나",
    "질문",
    "question",
    "answer",
    "ai",
    "model",
    "response",
    "我",
    "bot",
}
_ABOUT_NOTES = re.compile(r"transcript|자막|스크립트|字幕|文字起こし|文字稿", re.IGNORECASE)
_ABOUT_TIMES = re.compile(r"time\s?stamps?|타임스탬프|タイムスタンプ|时间戳|時間戳", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:?")
_SENTENCE_END = re.compile(r"[.。!?！？…][\"'”’)）]*$")
_NUMBERED = re.compile(r"^(?:#?\d{1,3}(?:\.\d{1,3})*[.)]?)\s+")
_PAUSE = re.compile(r"[.。!?！？]\s")

_SPOKEN = re.compile(
    r"(?:the )?(?:full |video |original |raw |cleaned )?(?:transcript|transcription|subtitles|captions|자막|스크립트|녹취록|字幕"
    r"|文字起こし|逐字稿|文字稿)(?: 전문| 원문)?",
    re.IGNORECASE,
)
_EDGES = re.compile(r"^[\W\d]+|\W+$")

ONLY_LINK = "only a link"
ONLY_LABEL = "only a label"
ONLY_TIME = "only a time"
ONLY_CODE = "only code"
CODE = "a code block"
PROMPT = "the question asked of a chatbot"
CHAT = "the name of a speaker in a chat"
ABOUT_NOTES = "about the notes, not about the talk"
FOOTNOTE = "a footnote"
PROSE = "prose without a time"
TWICE = "said before, word for word"
TRANSCRIPT = "the transcript, not notes of it"
HEADING = "a heading; nothing under it needs its time"


def speaker(line: str) -> str:
    """``ask`` or ``answer`` where a line does no more than name the next speaker of a chat; else an empty string."""
    plain = unmarked(line).strip().strip("*_#").strip()
    match = _ROLE.fullmatch(plain)
    if not match:
        return ""
    bracketed = plain.startswith("[")
    if not bracketed and not match["colon"] and plain.lower() in _NOT_SAID:
        return ""  # a word alone on a line may well be a heading
    return "ask" if match["ask"] or match["ask2"] else "answer"


def is_transcript(title: str) -> bool:
    """Whether a heading announces the transcript itself."""
    return bool(_SPOKEN.fullmatch(_EDGES.sub("", title)))


def never(statement: Statement) -> str:
    """Why a statement can never be a card; an empty string where it may."""
    text, timed = statement.text, bool(statement.stamps)
    if not text:
        return ONLY_TIME if timed else ONLY_LINK
    untimed = not timed
    tests = (
        (untimed and bool(statement.links) and _is_label(statement.beyond_links), ONLY_LINK),
        (untimed and bool(_ABOUT_NOTES.search(text) and _ABOUT_TIMES.search(text)), ABOUT_NOTES),
        (bool(_FOOTNOTE.match(text)), FOOTNOTE),
        (not any(ch.isalnum() for ch in statement.beyond_code), ONLY_CODE),
        (is_label(statement), ONLY_LABEL),
    )
    return next((reason for holds, reason in tests if holds), "")


def is_label(statement: Statement) -> bool:
    """Whether a statement only announces what follows: "Outcome:", or a few bold words."""
    text = _NUMBERED.sub("", statement.text)
    if text.endswith((":", "：")):
        return _is_short(text) and not _PAUSE.search(text) and not text.rstrip(":： ").endswith((".", "。"))
    return statement.all_bold and _is_short(text) and not _SENTENCE_END.search(text)


def opens_list(statement: Statement) -> bool:
    """Whether the items that follow, wherever a copy and paste put them, belong under this statement."""
    return statement.text.endswith((":", "：")) or (statement.all_bold and is_label(statement))


def is_sentence(text: str) -> bool:
    """Whether prose without a time of its own says enough to be a statement."""
    return len(text) >= 60 or len(text.split()) > 4 or bool(_SENTENCE_END.search(text))


def _is_label(text: str) -> bool:
    text = text.strip(" :：-–—|()[]\"'“”")
    return len(text.split()) <= 4 and len(text) <= 30 and not _SENTENCE_END.search(text)


def _is_short(text: str) -> bool:
    return len(text.split()) <= 8 and len(text) <= 60
