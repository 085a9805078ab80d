"""English questions from sentences whose main verb is certain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from studykit.generate.candidate import Candidate, View
from studykit.generate.languages.english import verbs, words
from studykit.generate.languages.english.blanks import names_something
from studykit.generate.languages.english.chunks import Clause, chunks, clause
from studykit.generate.languages.english.tokens import tokens
from studykit.generate.languages.lexicon import of
from studykit.generate.view import DEFINING_LABEL
from studykit.model import Kind

_PERSON_ACTS = re.compile(
    r"^(proved|invented|discovered|founded|developed|created|wrote|proposed|coined|designed|introduced|built|published|announced)$"
)


def questions(view: View, text: str) -> Iterator[Candidate]:
    """Every question that a sentence allows."""
    bare = text.rstrip(" .")
    for candidate in [*_definitions(view, bare), *_asked(bare)]:
        yield replace(candidate, sentence=text)


def _asked(text: str) -> Iterator[Candidate]:
    """The questions of a sentence with a plain subject; what somebody says is asked for as what that person says."""
    main = clause(text)
    if main is None or not _plain_subject(main):
        return
    said = re.match(r"that (.+)$", main.rest)
    if said and verbs.base(main.tokens[main.verb].text) in _SAYING:
        for candidate in _asked(said[1][0].upper() + said[1][1:]):
            front = candidate.front[0].lower() + candidate.front[1:]
            yield replace(candidate, front=f"According to {main.subject}, {front}")
        return
    for pattern in _PATTERNS:
        yield from pattern(main)


_SAYING = of("argue say claim believe think note suggest report predict warn explain find show estimate")
# Verbs whose first object is not what the sentence is about: it lets somebody do it, gives somebody that.
_TWO_OBJECTS = of("let make help give send tell teach cost take keep allow enable bring")


def _plain_subject(main: Clause) -> bool:
    """Whether a subject can stand in the middle of a question: short, a noun phrase, no pronoun, no command."""
    subject = main.subject
    first = subject.split()[0].casefold() if subject else ""
    return (
        0 < len(subject.split()) <= 7
        and not words.DANGLING.match(subject)
        and first not in words.PRONOUNS
        and not first.endswith("ly")
        and not (first in verbs.PAST or first in verbs.PARTICIPLES or first.endswith("ed"))
        and "'" not in subject.replace("'s", "").replace("s'", "")
        and not (first in verbs.BASES and len(subject.split()) > 1)
        and not re.search(r",|;|\b(and|or|that|which|who)\b", subject)
        and not any(
            token.kind in {"verb", "ing"} for token in main.tokens[: main.verb] if token.start >= main.start
        )
    )


def _ask(pattern: str, front: str, answer: str, *traits: str) -> Candidate:
    front = re.sub(r"\s+([,.;])", r"\1", re.sub(r"\s+", " ", front)).strip().rstrip(",")
    return Candidate(
        Kind.QA, pattern, answer.strip().rstrip(","), front=front + "?", traits=frozenset(traits)
    )


def lower(subject: str) -> str:
    """A sentence's subject for the middle of a question: its first letter lowered unless it is a name."""
    first = subject.split(maxsplit=1)[0]
    name = any(ch.isupper() for ch in first[1:]) or any(ch.isdigit() for ch in first)
    common = (
        first.endswith("ing")
        or first.casefold() in words.DETERMINERS | words.ADVERBS
        or (first.endswith("s") and not first.endswith(("ss", "'s", "’s")))
    )
    return subject if name or not common else subject[0].lower() + subject[1:]


def inverted(main: Clause, rest: str, *, subject: str = "") -> str:
    """Auxiliary, subject and rest: does the model use ..., can growers ..."""
    verb = main.tokens[main.verb]
    who = lower(subject or main.subject)
    low = verb.text.casefold()
    lead = main.text[: main.start].strip(" ,")
    if lead:
        rest = f"{rest} {lead[0].lower()}{lead[1:]}"
    if verb.kind == "aux" and not (low in _OWNING and _owns(main)):
        return f"{low} {who} {rest}"
    if low in _OWNING:
        return f"{_OWNING[low]} {who} have {rest}"
    if low in verbs.THIRD and low not in verbs.BASES:
        return f"does {who} {verbs.THIRD[low]} {rest}"
    same_form = low in verbs.BASES and low in verbs.PAST and not (subject or main.subject).endswith("s")
    if low in verbs.PAST and (low not in verbs.BASES or same_form):
        return f"did {who} {verbs.PAST[low]} {rest}"
    if low not in verbs.BASES and re.search(r"[^s]s$", low):
        # A verb that no list knows, in the third person: he hums, it fizzes.
        return f"does {who} {re.sub(r'(?:(?<=[sxzo])|(?<=[cs]h))es$|s$', '', low)} {rest}"
    return f"do {who} {low} {rest}"


_OWNING = {"has": "does", "have": "do", "had": "did"}


def _owns(main: Clause) -> bool:
    """Whether have is the main verb (the arms have three joints) and no auxiliary (have gathered)."""
    after = main.tokens[main.verb + 1 :]
    nxt = next((token for token in after if token.kind != "adv"), None)
    return nxt is not None and nxt.kind not in {"verb", "aux", "ing"}


def _definitions(view: View, text: str) -> Iterator[Candidate]:
    """A definition asked in reverse: What do you call a ...?"""
    defining = bool(DEFINING_LABEL.match(view.label)) and view.heading
    first = tokens(text)[:1]
    if defining and first and (first[0].text.casefold() in {"a", "an", "the"} or first[0].kind == "ing"):
        what = text[0].lower() + text[1:]
        yield _ask("reverse", f"What do you call {what}", view.heading, "label")
    opens = bool(view.sentences) and view.sentences[0].startswith(text[:24])
    if is_term(view.label) and opens and first:
        pointing = re.match(r"(?:this|these|it|they) (?:is|are) (?=an? |the )", text, re.IGNORECASE)
        body = re.split(r"[;:]", text[pointing.end() :] if pointing else text)[0]
        noun = (
            pointing
            or first[0].text.casefold() in {"a", "an", "the"}
            or re.match(r"\w+s (where|that|which|who)\b", body)
        )
        if noun and len(body.split()) >= 5 and (pointing or not _states(body)):
            yield _ask("reverse", f"What do you call {body[0].lower()}{body[1:]}", view.label, "label")
    main = clause(text)
    if main is None or main.tokens[main.verb].text.casefold() not in {"is", "are"}:
        return
    match = re.match(r"(an?|the|any)\s", main.rest)
    subject = re.sub(r"^(A|An|The)\s", "", main.subject)
    if not match or len(subject.split()) > 5 or words.DANGLING.match(main.subject) or "," in main.subject:
        return
    verb = main.tokens[main.verb].text.casefold()
    yield _ask("what-is", f"What {verb} {lower(main.subject)}", main.rest, "topic-known")
    if match[1] != "the" and len(main.rest.split()) >= 5:
        labelled = ["label"] if main.subject.casefold() == view.label.casefold() else []
        yield _ask("reverse", f"What do you call {main.rest}", main.subject, *labelled)


def _states(body: str) -> bool:
    """Whether a text is a sentence of its own rather than a noun with its description."""
    head = re.split(r"\b(?:that|which|where|who|in which)\b", body)[0]
    return clause(head) is not None


_SECTIONS = re.compile(
    r"^(performance|constraints?|drawbacks?|(common |typical )?uses?|use cases?|pros|cons|advantages?|disadvantages?|examples?|purpose|goals?"
    r"|core function|function|role|mechanism|implementation|key (point|idea|takeaway|concept)s?|result|context|background|note|the \w+|why .*|how .*)$",
    re.IGNORECASE,
)


def is_term(label: str) -> bool:
    """Whether a label names a thing (Bloom Filter) rather than a section (Drawbacks)."""
    label = re.sub(r"\s*\([^)]*\)", "", label).strip()
    return 0 < len(label.split()) <= 5 and not _SECTIONS.match(label) and not DEFINING_LABEL.match(label)


def _why(main: Clause) -> Iterator[Candidate]:
    """Because -> Why ...?"""
    match = re.search(r"(?:^|,?\s+)(because|since|so that)\s+", main.rest)
    if (
        match
        and not (match[1] == "since" and re.match(r"\d|the \d", main.rest[match.end() :]))
        and not _misread(main)
    ):
        reason = main.rest[match.end() :]
        lead = "So that " if match[1] == "so that" else "Because "
        yield _ask("why", f"Why {inverted(main, main.rest[: match.start()])}", f"{lead}{reason}.")
        return
    match = re.search(r",?\s+(?:in order )?(to\s+(\w+)\s.*)$", main.rest)
    verb = main.tokens[main.verb].text.casefold()
    if (
        match
        and not _misread(main)
        and match[2] in verbs.BASES
        and verb in verbs.THIRD | verbs.PAST
        and len(main.rest[: match.start()].split()) >= 3
    ):
        yield _ask(
            "why",
            f"Why {inverted(main, main.rest[: match.start()])}",
            f"{match[1][0].upper()}{match[1][1:]}.",
            "cut",
        )


def _misread(main: Clause) -> bool:
    """Whether what was taken for the verb is part of the subject: "the hit ratio was only 61%"."""
    return (
        main.tokens[main.verb].kind != "aux"
        and re.match(r"(?!because|since|so )(?:\w+ )?(?:is|are|was|were)\b", main.rest) is not None
    )


def _how(main: Clause) -> Iterator[Candidate]:
    """By doing -> How ...?"""
    match = re.search(r",?\s+by\s+(\w+ing\s.*)$", main.rest)
    if match and len(main.rest[: match.start()].split()) >= 2 and not _misread(main):
        yield _ask("how", f"How {inverted(main, main.rest[: match.start()])}", f"By {match[1]}.")


def _what_for(main: Clause) -> Iterator[Candidate]:
    """Queues are useful for buffering traffic -> What are queues useful for?"""
    match = re.match(
        r"((?:\w+ )?(?:useful|essential|crucial|vital|used|great|ideal|powerful|fundamental|important|best|good)) for (.+)$",
        main.rest,
    )
    if match and main.tokens[main.verb].text.casefold() in words.BE:
        purpose = re.split(r"[;,] (?:but|and|often|which|while|it|they)\b|;", match[2])[0]
        yield _ask("what-for", f"What {inverted(main, f'{match[1]} for')}", f"For {purpose}.")


def _clause(main: Clause) -> Iterator[Candidate]:
    """Guards determine whether a request passes -> What do guards determine? A stall happens when ... -> When ...?"""
    verb = main.tokens[main.verb]
    match = re.match(r"(whether|how|when|where|why) (.+)$", main.rest)
    if match and verb.kind == "verb":
        answer = _FURTHER.split(match[0])[0]
        asked = match[1].capitalize() if match[1] in {"when", "where"} else "What"
        yield _ask("whether", f"{asked} {inverted(main, '')}", f"{answer[0].upper()}{answer[1:]}.")


def _who(main: Clause) -> Iterator[Candidate]:
    """A person's deed: Who invented ...?"""
    verb = main.tokens[main.verb].text
    if re.fullmatch(r"[A-Z][a-zé.]+(?:\s[A-Z][\w.]*)+", main.subject) and _PERSON_ACTS.match(verb):
        yield _ask("who", f"Who {verb} {main.rest}", main.subject)


def _how_many(main: Clause) -> Iterator[Candidate]:
    """Uses 30 blades -> How many blades does ... use?"""
    match = re.match(
        r"(about |around |roughly |nearly |just |only |over |up to )?(\d[\d,.]*(?: (?:thousand|million|billion))?|two|three|four|five|six|seven|eight|nine|ten|twelve|(?:a |nearly a )?(?:hundred|thousand|million|billion)) (degrees of freedom|people|(?!times\b)[a-z-]{3,}s|[a-z-]+ [a-z-]{3,}s)\b(.*)$",
        main.rest,
    )
    if match and main.tokens[main.verb].text.casefold() not in words.AUXILIARIES - set(_OWNING):
        front = f"How many {match[3]} {inverted(main, match[4].strip())}"
        yield _ask("how-many", front, f"{(match[1] or '').capitalize()}{match[2]}", "number")


# Where a sentence goes on to something else.
_FURTHER = re.compile(
    r"[;:]|,? but not\b|, (?:and|so|while|but|which|where|meaning|or)\b|(?:^| )because\b|(?:^| )so that\b"
)
_CARRIED = frozenset({"on", "to", "in", "into", "of", "from", "with", "as"})


def _object(main: Clause) -> Iterator[Candidate]:
    """The object of the main verb, or of its preposition: What does ... use ...? What does ... rely on ...?"""
    verb = main.tokens[main.verb]
    after = main.tokens[main.verb + 1] if main.verb + 1 < len(main.tokens) else verb
    if verb.kind == "aux" or verbs.base(verb.text) in _TWO_OBJECTS:
        return
    carried = after.text if after.text.casefold() in _CARRIED else ""
    governor = (after if carried else verb).text.casefold()
    for chunk in sorted(chunks(main.text), key=lambda c: -c.end):
        if chunk.start < verb.end or chunk.before != governor or not (carried or chunk.role == "object"):
            continue
        value = main.text[chunk.start : chunk.end]
        rest = _FURTHER.split(main.text[chunk.end :].strip())[0]
        gap = main.text[(after if carried else verb).end : chunk.start].strip().casefold()
        clean = gap in {"", *words.DETERMINERS} and not re.match(r"(that|which|who|and|or)\b|,", rest)
        empty = value.casefold() in words.WEAK or words.NUMBER.search(value) or not names_something(value)
        if clean and not empty and len(rest.split()) <= 14:
            named = f"{gap} {value}" if gap in {"a", "an", "the"} else value.removeprefix("own ")
            traits = ["role-object"] if rest else ["role-object", "bare"]
            yield _ask("what-does", f"What {inverted(main, f'{carried} {rest}'.strip())}", named, *traits)
        return


_PATTERNS: tuple[Callable[[Clause], Iterator[Candidate]], ...] = (
    _why,
    _how,
    _what_for,
    _clause,
    _who,
    _how_many,
    _object,
)
