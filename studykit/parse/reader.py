"""The deciding pass over a summary: which statements are bullets, and whose time and video an untimed one takes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from studykit.model import Bullet, Skipped
from studykit.parse import verdict
from studykit.parse.baretimes import times_of
from studykit.parse.context import Context, Giver
from studykit.parse.inline import mark
from studykit.parse.links import link_at, url_seconds, video_id
from studykit.parse.markdown import Block
from studykit.parse.marks import BOLD, BOLD_END, Marked, Stamp, unmarked
from studykit.parse.statement import Statement, clean, is_only_times, statements

_BOLD_RANK = 7  # below every heading
_CALLOUT = re.compile(r"\[!\w{1,30}\][+-]?[ \t]*")


@dataclass(slots=True)
class _Draft:
    """A bullet to be: who gives it its time is known, whether that giver has one only at the end."""

    line: int
    statement: Statement
    headings: tuple[str, ...]
    giver: Giver | None
    video: str
    parent: bool = False  # a label with a time: ``giver`` is what it hands down


@dataclass(slots=True)
class Reader:
    """The deciding pass: takes blocks in order, keeps what is in force, collects bullets and refusals."""

    video: str = ""  # the address in force
    roles: Sequence[tuple[int, str]] = ()  # the lines that name a speaker of a chat
    first_video: str = ""
    title: str = ""
    _context: Context = field(default_factory=Context)
    _drafts: list[_Draft] = field(default_factory=list)
    _skipped: list[Skipped] = field(default_factory=list)
    _prompt: str = ""  # the reader's question goes on: "next" for one block, "all" until an answer is named
    _own_times: int = 0
    _muted: int = 0  # the rank of a heading "Transcript": what stands under it is no note

    def __post_init__(self) -> None:
        self.first_video = self.video

    def take(self, block: Block) -> None:
        """Decide about one block."""
        if self._muted and not (block.kind == "heading" and block.level <= self._muted):
            return
        if block.kind == "fence":
            self._fence(block)
            return
        marked = _row(block) if block.kind == "row" else mark(block.tokens)
        said = self._chat(block, marked)
        if said is not None:
            block, marked = replace(block, kind="paragraph", line=block.line + 1), said
        if block.kind == "heading" or _is_title(block, marked):
            self._heading(block, clean(marked))
            return
        signs: list[str] = []
        for statement in statements(_without_callout(marked)):
            self._statement(_as_item(block, statement, signs), statement)
        if self._prompt == "next" and marked.text.strip():
            self._prompt = ""

    def finish(self) -> tuple[tuple[Bullet, ...], tuple[Skipped, ...]]:
        """All bullets with their times and links settled, and everything that is none, in the file's order."""
        bullets: list[Bullet] = []
        seen: dict[tuple[str, int | None, str], int] = {}
        settled = [(draft, self._settled(draft)) for draft in self._drafts]
        for draft, bullet in settled:
            key = (bullet.text, bullet.at, bullet.video_id)
            if draft.parent and draft.giver and draft.giver.taken:
                self._skip(bullet.line, bullet.text, verdict.ONLY_LABEL, draft.statement.stamps)
            elif key in seen:
                self._skip(
                    bullet.line, bullet.text, f"{verdict.TWICE} (line {seen[key]})", draft.statement.stamps
                )
            else:
                seen[key] = bullet.line
                bullets.append(bullet)
        for giver in self._context.unused():
            self._skip(giver.line, giver.text, verdict.HEADING, giver.stamps)
        return tuple(bullets), tuple(sorted(self._skipped, key=lambda entry: entry.line))

    def _settled(self, draft: _Draft) -> Bullet:
        own = draft.statement.stamps
        giver = None if own else draft.giver
        if giver and giver.preamble and self._own_times:
            giver = None
        stamp = own[0] if own else giver.stamps[0] if giver else None
        if giver:
            giver.taken = True
        base = (stamp.url if stamp else "") or draft.video or self.first_video
        at = stamp.seconds if stamp else None
        return Bullet(
            line=draft.line,
            text=draft.statement.text,
            at=at,
            url=link_at(base, at) if base else "",
            video_id=video_id(base),
            label=draft.statement.label,
            headings=draft.headings,
            times=tuple(dict.fromkeys(stamp.seconds for stamp in own)),
            time_from="own" if own else giver.kind if giver else "none",
        )

    def _fence(self, block: Block) -> None:
        """Code says nothing, except where a note tool keeps its times or its video in it."""
        if not block.info.lower().startswith("timestamp"):
            self._skip(block.line, block.content.strip().split("\n", 1)[0], verdict.CODE)
            return
        for line in block.content.split("\n"):
            if video_id(line):
                self.video = line.strip()
                self.first_video = self.first_video or self.video
            seconds = url_seconds(line.strip()) if "://" in line else next(iter(times_of(line.strip())), None)
            if seconds is not None:
                self._own_times += 1
                url = line.strip() if "://" in line else ""
                self._context.enter_paragraph(Giver("paragraph", block.line, stamps=(Stamp(seconds, url),)))

    def _chat(self, block: Block, marked: Marked) -> Marked | None:
        """Where a block names the next speaker of a chat: what it says after that."""
        head, _, rest = marked.text.partition("\n")
        role = verdict.speaker(head) if not block.path and block.kind != "row" else ""
        if not role:
            return None
        self._skip(block.line, clean(replace(marked, text=head)).text, verdict.CHAT)
        self._context.forget()
        following = bisect_right(self.roles, (block.line, "~"))
        answered = following < len(self.roles) and self.roles[following][1] == "answer"
        self._prompt = "" if role == "answer" else "all" if answered else "next"
        return replace(marked, text=rest)

    def _heading(self, block: Block, statement: Statement) -> None:
        self._prompt = "" if self._prompt == "next" else self._prompt
        rank = block.level or _BOLD_RANK
        self._muted = rank if verdict.is_transcript(statement.text) else 0
        if self._muted:
            self._skip(block.line, statement.text, verdict.TRANSCRIPT)
        if rank == 1 and not (self.title or self._prompt or self._drafts):
            self.title = statement.text
        self._see_all(statement)
        self._own_times += len(statement.stamps)
        self._context.enter_heading(
            Giver(
                "heading",
                block.line,
                statement.text.rstrip(":："),
                statement.stamps,
                rank,
            )
        )

    def _statement(self, block: Block, statement: Statement) -> None:
        line, is_item = block.line + statement.shift, block.kind in {"item", "row"} and bool(block.path)
        self._see_all(statement)
        reason = verdict.PROMPT if self._prompt else verdict.never(statement)
        if reason == verdict.PROMPT or (reason == verdict.ONLY_LINK and not statement.stamps):
            if statement.text or statement.links:
                self._skip(line, statement.text or statement.links[0], reason)
            return
        given = None if statement.stamps else self._context.handed(block.path, statement, is_item=is_item)
        titles = self._context.titles(block.path, statement, is_item=is_item)
        giver = self._enter(block, statement, reason, line)
        if not (reason or statement.stamps or block.kind in {"item", "row"}):
            reason = "" if given and verdict.is_sentence(statement.text) else verdict.PROSE
        if reason == verdict.ONLY_LABEL and statement.stamps:
            # A bullet unless something below takes its time: only the end of the file tells.
            self._drafts.append(_Draft(line, statement, titles, giver, self.video, parent=True))
        elif reason:
            stamps = () if giver and giver.preamble else statement.stamps
            self._skip(line, statement.text or next(iter(statement.links), ""), reason, stamps)
        else:
            self._drafts.append(_Draft(line, statement, titles, given, self.video))

    def _enter(self, block: Block, statement: Statement, reason: str, line: int) -> Giver | None:
        """Put a statement in force for what follows: as a list item, or as a paragraph with a time."""
        own = statement.stamps
        if block.path and block.kind in {"item", "row"}:
            self._own_times += len(own)
            opens = verdict.opens_list(statement)
            names = opens or not verdict.is_sentence(statement.text)
            title = statement.label or (statement.text.rstrip(":： ") if names else "")
            return self._context.enter_item(block.path, statement, line, title=title, opens=opens)
        if not own:
            return None
        above_all = not (self._context.headings or self._drafts or statement.text)
        preamble = above_all and all(stamp.unlabelled for stamp in own)
        self._own_times += 0 if preamble else len(own)
        giver = Giver("paragraph", line, statement.text, own, bare=bool(reason), preamble=preamble)
        self._context.enter_paragraph(giver)
        return giver

    def _see_all(self, statement: Statement) -> None:
        """Which video is in force: the one of the last time, or of the last line that is only an address."""
        timed = [stamp.url for stamp in statement.stamps if stamp.url]
        alone = [] if timed or verdict.never(statement) != verdict.ONLY_LINK else statement.links
        for url in (*timed, *alone):
            if video_id(url):
                self.video = url
        for url in (*statement.links, self.video):
            if not self.first_video and video_id(url):
                self.first_video = url

    def _skip(self, line: int, text: str, reason: str, stamps: Iterable[Stamp] = ()) -> None:
        self._skipped.append(Skipped(line, text[:200], reason, tuple(stamp.seconds for stamp in stamps)))


def _is_title(block: Block, marked: Marked) -> bool:
    """Whether a paragraph is a heading in all but name: one line of bold words."""
    if block.kind != "paragraph" or block.path or "\n" in marked.text or len(marked.text) > 200:
        return False
    statement = clean(marked)
    return statement.all_bold and verdict.is_label(statement) and not verdict.speaker(marked.text)


def _as_item(block: Block, statement: Statement, signs: list[str]) -> Block:
    """A line of a paragraph that begins with a sign of its own is a list item; a new sign opens a list inside."""
    if block.kind != "paragraph" or not statement.sign:
        return block
    if statement.sign not in signs:
        signs.append(statement.sign)
    depth = signs.index(statement.sign) + 1
    del signs[depth:]
    return replace(block, kind="item", path=(*block.path, *range(-1, -depth - 1, -1)))


def _row(block: Block) -> Marked:
    """A table row as one statement: its first cell the term, the others what is said of it."""
    cells = [cell for cell in map(mark, block.cells) if cell.text.strip()]
    texts = [cell.text.strip() for cell in cells]
    names = [text for text in texts if not is_only_times(text)]
    if len(names) > 1:
        term = texts.index(names[0])
        plain = unmarked(texts[term])
        texts[term] = f"{BOLD}{plain}{BOLD_END}:"
    return Marked(
        " ".join(texts),
        [stamp for cell in cells for stamp in cell.stamps],
        [word for cell in cells for word in cell.verbatim],
        [link for cell in cells for link in cell.links],
    )


def _without_callout(marked: Marked) -> Marked:
    """A callout's title becomes the label of what it says."""
    match = _CALLOUT.match(marked.text)
    if not match:
        return marked
    title, line_end, said = marked.text[match.end() :].partition("\n")
    if not title.strip() or not said.strip():
        return replace(marked, text=line_end + title + said)
    return replace(marked, text=f"{BOLD}{unmarked(title).strip()}{BOLD_END}:\n{said}")
