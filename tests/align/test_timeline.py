"""When words were said: from cues, or from bullets whose words are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.align.timeline import Anchor, Guess, fit_line, from_cues, refine, usual_line, usual_slope
from studykit.model import Cue

SLOPE = 0.06


def test_cues_place_their_words_evenly() -> None:
    timeline = from_cues((Cue(0, 100, 10, 20), Cue(101, 200, 20, 40)))
    assert timeline.at(0) == 10
    assert timeline.at(50) == pytest.approx(15)
    assert timeline.at(150) == pytest.approx(30, abs=1)
    assert not timeline.estimated


def test_rolling_captions_do_not_run_backwards() -> None:
    timeline = from_cues((Cue(0, 50, 0, 8), Cue(51, 100, 3, 11), Cue(101, 150, 6, 14)))
    seconds = [timeline.at(offset) for offset in range(0, 150, 10)]
    assert seconds == sorted(seconds)
    assert timeline.at(51) == pytest.approx(3, abs=0.2)


def guesses(slope: float, origin: float, wrong: int = 0) -> list[Guess]:
    true = [(offset, origin + slope * offset) for offset in range(1000, 25_000, 2000)]
    found = [Guess(second, [(offset, 0.6), ((offset * 7) % 25_000, 0.3)]) for offset, second in true]
    return found + [Guess(50.0 * n, [(24_000.0 - 900 * n, 0.9)]) for n in range(wrong)]


@pytest.mark.parametrize("slope", [0.048, 0.057, 0.07, 0.08])
def test_the_rate_is_found_among_wrong_places_and_wrong_links(slope: float) -> None:
    line = fit_line(guesses(slope, 20, wrong=4), 0.065)
    assert line.slope == pytest.approx(slope, rel=0.04)
    assert line.at(12_000) == pytest.approx(20 + slope * 12_000, abs=15)


def test_a_transcript_that_lacks_its_first_minutes_is_fitted_too() -> None:
    line = fit_line(guesses(SLOPE, 400), 0.065)
    assert line.at(12_000) == pytest.approx(400 + SLOPE * 12_000, abs=20)


def anchors(gap_after: float = 0, gap: float = 0) -> list[Anchor]:
    return [Anchor(o, 10 + SLOPE * o + (gap if o > gap_after else 0), 1.0) for o in range(500, 40_000, 2500)]


def test_an_advertisement_moves_everything_after_it() -> None:
    timeline = refine(usual_line(SLOPE), anchors(20_000, 60), 40_000)
    assert timeline.at(5_500) == pytest.approx(10 + SLOPE * 5_500, abs=8)
    assert timeline.at(35_500) == pytest.approx(70 + SLOPE * 35_500, abs=8)


def test_one_link_that_is_far_off_moves_little() -> None:
    points = anchors()
    points[6] = Anchor(points[6].offset, points[6].second + 120, 1.0)
    timeline = refine(usual_line(SLOPE), points, 40_000)
    assert timeline.at(points[6].offset) == pytest.approx(10 + SLOPE * points[6].offset, abs=25)


def test_the_error_grows_away_from_what_is_known() -> None:
    timeline = refine(usual_line(SLOPE), anchors()[:3], 40_000)
    assert timeline.error(3_000) < timeline.error(20_000) < timeline.error(39_000)


def test_nothing_known_means_a_usual_rate_and_a_wide_error() -> None:
    line = usual_line(usual_slope("word " * 1000, 1000, korean=False))
    timeline = refine(line, [], 5000)
    assert timeline.at(5000) == pytest.approx(60 * 1000 / 165, rel=0.1)
    assert timeline.error(5000) > 30


@given(st.lists(st.tuples(st.integers(0, 50_000), st.integers(0, 5_000), st.floats(0, 1)), max_size=12))
def test_time_only_goes_forward_whatever_the_anchors_say(points: list[tuple[int, int, float]]) -> None:
    timeline = refine(usual_line(SLOPE), [Anchor(float(o), float(s), w) for o, s, w in points], 50_000)
    seconds = [timeline.at(offset) for offset in range(0, 50_001, 1000)]
    assert seconds == sorted(seconds)
    assert all(timeline.error(offset) >= 0 for offset in range(0, 50_001, 5000))


@given(st.lists(st.tuples(st.integers(1, 300), st.floats(0, 30), st.floats(-2, 30)), min_size=1, max_size=20))
def test_cues_of_any_shape_give_a_forward_timeline(parts: list[tuple[int, float, float]]) -> None:
    cues, offset, second = [], 0, 0.0
    for length, step, lasts in parts:
        cues.append(Cue(offset, offset + length, second, second + lasts))
        offset += length + 1
        second += step
    timeline = from_cues(tuple(cues))
    seconds = [timeline.at(place) for place in range(0, offset, 7)]
    assert seconds == sorted(seconds)
