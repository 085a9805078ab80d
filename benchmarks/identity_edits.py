"""Edits of summaries and decks as people make them. Each returns False where it has nothing to work on."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from benchmarks.identity_world import SENTENCES, Fact, Tally, World, said
from studykit.deck.edit import accept_draft, append_note, reject_draft, replace_note
from studykit.model import Kind, Note

OTHER_NAMES = {
    "ko": ("메타", "애플", "삼성전자", "카카오", "아마존", "화웨이", "파리", "런던", "베를린", "정하늘", "오세영", "Claude", "Llama", "Mistral"),
    "en": ("Intel", "Oracle", "Chopin", "Marie Curie", "Toronto", "Cairo", "Airbnb", "Walter Benjamin", "Kyoto", "Siemens"),
}  # fmt: skip
PARTICLES = {
    "은": "이",
    "는": "가",
    "이": "은",
    "가": "는",
    "을": "를",
    "에서": "에서는",
    "로": "으로",
    "며": "고",
}


def typo(world: World) -> bool:
    """A slip, or the correction of an earlier one."""
    fact = world.rng.choice(world.facts)
    words = [word.strip(".,;:?'") for word in fact.words]
    wrong = [word for word in words if word in fact.slips]
    if wrong and world.rng.random() < 0.5:
        word = world.rng.choice(wrong)
        return _respell(fact, word, fact.slips[word])
    places = [
        word for word in words if len(word) >= 4 and not re.search(r"\d", word) and word not in fact.slips
    ]
    if not places:
        return False
    word = world.rng.choice(places)
    slip = _mistyped(world.rng, word)
    fact.slips[slip] = word
    return _respell(fact, word, slip)


def particle(world: World) -> bool:
    fact = world.rng.choice([fact for fact in world.facts if fact.language == "ko"] or world.facts)
    for old, new in world.rng.sample(sorted(PARTICLES.items()), len(PARTICLES)):
        for word in fact.words:
            if (
                word.endswith(old)
                and not word.endswith("으로")
                and len(word) > len(old) + 1
                and not any(word.endswith(span.text) for span in fact.spans)
            ):
                return _respell(fact, word, word.removesuffix(old) + new)
    return False


def _mistyped(rng: random.Random, word: str) -> str:
    """The word with one slip: a wrong jamo, two letters exchanged, one missing or doubled."""
    hangul = [index for index, letter in enumerate(word) if "가" <= letter <= "힣"]
    if hangul:
        index = rng.choice(hangul)
        code = ord(word[index]) - ord("가")
        vowel = code % 588 // 28
        other = (vowel + rng.choice((1, 2, 4))) % 21
        return word[:index] + chr(ord("가") + code + (other - vowel) * 28) + word[index + 1 :]
    index = rng.randrange(1, len(word) - 2)
    kind = rng.randrange(3)
    if kind == 0:
        return word[:index] + word[index + 1] + word[index] + word[index + 2 :]
    return word[:index] + word[index + 1 :] if kind == 1 else word[:index] + word[index] + word[index:]


def _respell(fact: Fact, old: str, new: str) -> bool:
    """Write a word differently wherever the fact holds it; not where that would tear a span from its sentence."""
    before = [
        " ".join(fact.words),
        " ".join(fact.question),
        " ".join(fact.answer),
        *(s.text for s in fact.spans),
    ]
    after = "\x00".join(before).replace(old, new).split("\x00")
    if old not in before[0] or not all(span in after[0] for span in after[3:]):
        return False
    fact.words, fact.question, fact.answer = (part.split(" ") for part in after[:3])
    for span, spelled in zip(fact.spans, after[3:], strict=True):
        span.text = spelled
    fact.names = [name.replace(old, new) for name in fact.names]
    return True


def retime(world: World) -> bool:
    shift = world.rng.choice((-3, 3, 17, 120))
    for fact in world.facts if world.rng.random() < 0.3 else [world.rng.choice(world.facts)]:
        fact.at = max(0, fact.at + shift)
    return True


def reorder(world: World) -> bool:
    world.rng.shuffle(world.facts)
    return True


def insert(world: World) -> bool:
    source = world.gone if world.gone and world.rng.random() < 0.5 else None
    if source is not None:
        world.facts.insert(world.rng.randrange(len(world.facts) + 1), source.pop())
    elif world.pool:
        world.facts.insert(world.rng.randrange(len(world.facts) + 1), world.fact(world.pool.pop()))
    else:
        return False
    return True


def delete(world: World) -> bool:
    if len(world.facts) < 4:
        return False
    world.gone.append(world.facts.pop(world.rng.randrange(len(world.facts))))
    return True


def rename(world: World) -> bool:
    assert world.text is not None
    title = f"name: A talk, {world.rng.randrange(1000)}"
    world.text = re.sub(r"(?m)^name: .*$", title, world.text, count=1)
    return True


def added_cloze(world: World) -> bool:
    facts = [fact for fact in world.facts if len(fact.hidden) < len(fact.spans)]
    if not facts:
        return False
    fact = world.rng.choice(facts)
    free = [index for index in range(len(fact.spans)) if index not in fact.hidden]
    # Generators number blanks from left to right, so a new one in front renumbers all others.
    fact.hidden = sorted([*fact.hidden, world.rng.choice(free)])
    return True


def removed_cloze(world: World) -> bool:
    facts = [fact for fact in world.facts if len(fact.hidden) > 1]
    if not facts:
        return False
    fact = world.rng.choice(facts)
    fact.hidden.remove(world.rng.choice(fact.hidden))
    return True


def number_swap(world: World) -> bool:
    facts = [fact for fact in world.facts if re.search(r"\d", fact.text)]
    if not facts:
        return False
    fact = world.rng.choice(facts)
    number = world.rng.choice(re.findall(r"\d[\d,.]*", fact.text)).rstrip(".,")
    new = str(int(re.sub(r"\D", "", number)) + world.rng.choice((1, 5, 10, 100)))
    return _claim(world, fact, number, new)


def name_swap(world: World) -> bool:
    facts = [fact for fact in world.facts if fact.names]
    if not facts:
        return False
    fact = world.rng.choice(facts)
    old = world.rng.choice(fact.names)
    return _claim(world, fact, old, world.rng.choice(OTHER_NAMES[fact.language]))


def _claim(world: World, fact: Fact, old: str, new: str) -> bool:
    """Put another number or name: what says it is another card now, what does not is the same."""
    before = fact.question, fact.answer
    if new in fact.said or new in fact.text or not _respell(fact, old, new):
        return False
    fact.said |= {old, new}
    fact.cloze_uid = world.uid()
    for span in fact.spans:
        span.uid = world.uid()
    if (fact.question, fact.answer) != before:
        fact.qa_uid = world.uid()
    return True


def model_after_draft(world: World) -> bool:
    """A model's cards for the whole summary: other questions, other answers, none a draft."""
    for fact in world.facts:
        if fact.by == "rules":
            _model(world, fact)
    return True


def _model(world: World, fact: Fact) -> None:
    """A model asks for something else. Where the rules' card is studied already, the deck must keep it."""
    fact.by = "model"
    others = [index for index in range(len(fact.spans)) if index not in fact.hidden]
    if others:
        fact.hidden = [others[0]]
        fact.cloze_uid = world.uid()
        answer = fact.spans[others[0]].text.split(" ")
        if answer == fact.answer:  # the same question, worded better
            fact.question.insert(1, "exactly" if fact.language == "en" else "정확히")
        else:
            fact.question = ["Fill", "in:", *fact.words[:3], "?"]
            fact.answer = answer
            fact.qa_uid = world.uid()
    fact.draft = False


def person_edits(world: World) -> bool:
    assert world.text is not None
    notes = [note for note in world.active() if note.id not in world.hand]
    if not notes:
        return False
    note = world.rng.choice(notes)
    if note.kind is Kind.QA:
        changed = replace(note, front=note.front + " (hint: think)", extra="my own words")
    else:
        changed = replace(note, text="Note well: " + note.text, tags=("mine",))
    world.text = replace_note(world.text, "talk.yaml", changed)
    if world.rng.random() < 0.5:  # as in an editor that knows nothing of the mark
        world.text = world.text.replace("  edited: true\n", "", 1)
    world.hand[note.id] = changed
    world.content[note.id] = said(changed)
    return True


def person_comments(world: World) -> bool:
    assert world.text is not None
    lines = world.text.split("\n")
    places = [index for index, line in enumerate(lines) if line.startswith("- id: ")]
    index = world.rng.choice(places)
    comment = f"# comment {len(world.comments)}: look this up"
    lines[index:index] = ["", comment]
    world.text = "\n".join(lines)
    world.comments = sorted([*world.comments, comment], key=world.text.index)
    return True


def person_decides(world: World) -> bool:
    assert world.text is not None
    drafts = world.active(draft=True)
    if not drafts:
        return False
    decide: Callable[[str, str, str], str] = accept_draft if world.rng.random() < 0.6 else reject_draft
    world.text = decide(world.text, "talk.yaml", world.rng.choice(drafts).id)
    return True


def person_writes(world: World) -> bool:
    assert world.text is not None
    number = len(world.hand)
    note = Note(
        Kind.QA, front=f"What did I think of point {number}?", back=f"that it is worth {number} more looks"
    )
    world.text, note_id = append_note(world.text, "talk.yaml", note)
    world.hand[note_id] = note
    world.truth[note_id] = world.uid()
    return True


EDITS: dict[str, tuple[Callable[[World], bool], int]] = {
    "typo": (typo, 20), "particle or ending": (particle, 8), "retime": (retime, 10), "reorder": (reorder, 8),
    "insert": (insert, 8), "delete": (delete, 8), "rename": (rename, 3), "added cloze": (added_cloze, 8),
    "removed cloze": (removed_cloze, 4), "number swap": (number_swap, 8), "name swap": (name_swap, 8),
    "model after draft": (model_after_draft, 2), "person edits": (person_edits, 4), "person comments": (person_comments, 3),
    "person accepts or rejects": (person_decides, 5), "person writes a note": (person_writes, 2),
}  # fmt: skip


def play(world: World, names: Iterable[str]) -> None:
    """Make edits one after the other, regenerating after each."""
    for name in names:
        if EDITS[name][0](world):
            world.regenerate(name)
            world.tally.edits[name] += 1


def run(seed: int, edits: int, per_deck: int = 25, sentences: Sequence[list[str]] = SENTENCES) -> Tally:
    """Edit decks ``edits`` times at least; each deck lives for ``per_deck`` edits."""
    tally = Tally()
    rng = random.Random(seed)
    names, weights = list(EDITS), [weight for _, weight in EDITS.values()]
    while tally.edits.total() < edits:
        play(World(rng, tally, sentences), rng.choices(names, weights, k=per_deck))
    return tally
