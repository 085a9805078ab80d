"""Blanks, proposals, paths, pictures: the pure parts behind the screens."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.cloze import blanks, plain
from studykit.generate.result import BulletPlan
from studykit.model import Bullet, BulletEvidence, Evidence, Kind, Note, Rating
from studykit.review.stats import Share
from studykit.schedule.days import EPOCH, date_of
from studykit.tui import charts
from studykit.tui.blanks import Chooser, cloze_note
from studykit.tui.glyphs import ASCII, UNICODE
from studykit.tui.paths import complete_path, dropped_path
from studykit.tui.proposals import Proposals, Verdict, proposal_text

TEXT = "알은 모래 속에서 약 60일 동안 기다립니다."
SPANS = [(0, 1), (3, 5), (12, 15), (10, 15), (3, 15)]


def test_walking_goes_from_stretch_to_stretch_and_stops_at_the_ends() -> None:
    chooser = Chooser.begin(TEXT, SPANS)
    seen = [chooser.answer]
    for _ in range(4):
        chooser = chooser.step(1)
        seen.append(chooser.answer)
    assert seen == ["알", "모래", "약 60일", "60일", "60일"]
    assert chooser.step(-1).answer == "약 60일"


def test_a_stretch_grows_to_the_next_longer_and_shrinks_back() -> None:
    chooser = Chooser.begin(TEXT, SPANS).step(1).step(1).step(1)
    longer = chooser.resize(1)
    assert (longer.answer, longer.resize(1).answer) == ("약 60일", "모래 속에서 약 60일")
    assert longer.resize(-1).answer == "60일"
    assert longer.resize(1).resize(1).answer == "모래 속에서 약 60일"


def test_no_stretch_means_no_card() -> None:
    assert cloze_note(Chooser.begin(TEXT, []), BulletEvidence(Bullet(1, TEXT), None)) is None
    assert Chooser.begin(TEXT, [(5, 5), (-1, 2), (3, 999)]).at is None


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12),
    st.lists(st.sampled_from("nplw")),
)
def test_whatever_is_walked_the_card_says_the_same_sentence(
    spans: list[tuple[int, int]], keys: list[str]
) -> None:
    chooser = Chooser.begin(TEXT, spans)
    for key in keys:
        chooser = {
            "n": chooser.step(1),
            "p": chooser.step(-1),
            "l": chooser.resize(1),
            "w": chooser.resize(-1),
        }[key]
    note = cloze_note(chooser, BulletEvidence(Bullet(1, TEXT, 5), Evidence("q")))
    if note is not None:
        assert plain(note.text) == TEXT
        assert [blank.answer for blank in blanks(note.text)] == [chooser.answer]
        assert note.evidence == Evidence("q")
        assert not note.draft


def plan(*notes: Note, reason: str = "") -> BulletPlan:
    return BulletPlan(BulletEvidence(Bullet(1, TEXT), None), notes=notes, reason=reason)


DRAFT = Note(Kind.QA, front="a?", back="b", draft=True)
READY = Note(Kind.CLOZE, text="x {{c1::y}}")


def test_proposals_begin_as_generated_and_rejected_ones_are_not_written() -> None:
    state = Proposals.begin([plan(DRAFT, READY), plan(reason="a heading")])
    assert [line.reason for line in state.lines() if line.reason] == ["a heading"]
    assert state.notes == (DRAFT, READY)
    assert (state.ready, state.count(Verdict.DRAFT), state.decided) == (1, 1, False)
    rejected = state.reject(0)
    assert rejected.notes == (READY,)
    assert rejected.decided


def test_a_rejected_proposal_comes_back_as_it_was() -> None:
    state = Proposals.begin([plan(DRAFT, READY)])
    assert state.reject(0).reject(0) == state
    assert state.reject(1).accept(1) == state


def test_an_accepted_or_edited_draft_is_no_draft_and_a_card_by_hand_stands_under_its_bullet() -> None:
    state = (
        Proposals.begin([plan(DRAFT), plan(READY)]).accept(0).add(0, Note(Kind.QA, front="new?", back="n"))
    )
    assert [note.draft for note in state.notes] == [False, False, False]
    assert [line.bullet for line in state.lines()] == [0, 0, 0, 1, 1]
    assert state.edit(0, Note(Kind.QA, front="c?", back="d", draft=True)).notes[0].draft is False


def test_a_proposal_in_one_line_shows_question_and_answer() -> None:
    assert proposal_text(DRAFT, "→") == "a? → b"
    assert proposal_text(READY, "→") == "x {y}"


@pytest.mark.parametrize(
    ("dropped", "path"),
    [
        ("/a/b.md", "/a/b.md"),
        ("'/a/my notes.md' ", "/a/my notes.md"),
        ("/a/my\\ notes.md", "/a/my notes.md"),
        ("file:///a/%EC%9A%94%EC%95%BD.md", "/a/요약.md"),
        ("/a/it's.md", "/a/it's.md"),
        ("/a/two words.md", "/a/two words.md"),
        ("", ""),
    ],
)
def test_a_dropped_file_is_its_path(dropped: str, path: str) -> None:
    assert dropped_path(dropped) == path


def test_a_path_is_completed_to_the_first_that_fits(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "노트.md").touch()
    (tmp_path / ".hidden").touch()
    assert complete_path(f"{tmp_path}/no") == f"{tmp_path}/notes/"
    assert complete_path(f"{tmp_path}/노") == f"{tmp_path}/노트.md"
    assert complete_path(f"{tmp_path}/") == f"{tmp_path}/notes/"
    assert complete_path(f"{tmp_path}/x") is None
    assert complete_path("/nowhere/at/all") is None


TODAY = date(2026, 3, 4).toordinal() - EPOCH


@given(st.dictionaries(st.integers(TODAY - 400, TODAY), st.integers(1, 500)), st.integers(10, 120))
def test_the_year_fits_the_width_and_shows_every_day_that_was_studied(
    heat: dict[int, int], width: int
) -> None:
    lines = charts.heat_map(heat, TODAY, width, UNICODE)
    assert len(lines) == 8
    assert all(line.cell_length <= width for line in lines)
    weeks = min(53, width - charts.LABEL_CELLS - charts.MONTH_CELLS + 1)
    first = TODAY - 2 - 7 * (weeks - 1)
    shades = sum(cell in "░▒▓█" for line in lines[1:] for cell in line.plain[charts.LABEL_CELLS :])
    assert shades == sum(first <= day <= TODAY for day in heat)


@given(st.lists(st.integers(0, 999), min_size=30, max_size=30), st.integers(20, 120))
def test_the_forecast_fits_and_every_day_with_reviews_has_a_column(values: list[int], width: int) -> None:
    lines = charts.columns(values, width, ASCII)
    assert all(line.cell_length <= width and line.plain.isascii() for line in lines)
    label = len(str(max(values))) + 1
    cells = 2 if 60 + label <= width else 1
    bottom = lines[charts.COLUMN_ROWS - 1].plain[label:].ljust(width)
    shown = values[: (width - label) // cells]
    assert [bottom[place * cells] != " " for place in range(len(shown))] == [value > 0 for value in shown]


def test_shares_and_answers_are_numbers_as_well_as_bars() -> None:
    rows = charts.retention([("under 1 week", Share(10, 9)), ("longer", Share())], 60, UNICODE)
    assert rows[0].plain.endswith("90% of 10")
    assert rows[1].plain.split() == ["longer", "—"]
    mix = charts.rating_mix({rating: rating.value for rating in Rating}, 60, UNICODE)
    assert [line.plain.split()[0] for line in mix] == ["Again", "Hard", "Good", "Easy"]
    assert mix[3].plain.endswith("40% 4")


def test_months_stand_over_the_week_of_their_first_day() -> None:
    line = charts.heat_map({}, TODAY, 80, UNICODE)[0].plain
    place = line.index("Jan") - charts.LABEL_CELLS
    monday = date(2026, 3, 2) - timedelta(weeks=52 - place)
    assert monday <= date(2026, 1, 1) < monday + timedelta(weeks=1)


@given(st.integers(TODAY, TODAY + 800), st.integers(59, 120))
def test_every_month_of_the_year_is_named_the_newest_too(today: int, width: int) -> None:
    line = charts.heat_map({}, today, width, UNICODE)[0]
    assert line.cell_length <= width
    named = line.plain.split()
    assert named[-1] == f"{date_of(today):%b}"
    months = [f"{date(2025, month, 1):%b}" for month in range(1, 13)]
    assert set(named) == set(months)
    assert all((months.index(b) - months.index(a)) % 12 == 1 for a, b in pairwise(named))
