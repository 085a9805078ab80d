"""Links to a second of a video."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.parse.links import link_at, short_link, unwrap, url_seconds, video_id

IDS = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", min_size=11, max_size=11)


@pytest.mark.parametrize(
    ("url", "video", "seconds"),
    [
        ("https://www.youtube.com/watch?v=AbCdEf_1-23&t=108s&ab_channel=X&t=309", "AbCdEf_1-23", 309),
        ("http://www.youtube.com/watch?v=AbCdEf_1-23&t=0", "AbCdEf_1-23", 0),
        ("https://www.youtube.com/watch?t=1260&v=_bCdEf_1-23", "_bCdEf_1-23", 1260),
        ("https://www.youtube.com/watch?v=AbCdEf_1-23&list=PLx&index=15", "AbCdEf_1-23", None),
        ("https://m.youtube.com/watch?v=AbCdEf_1-23&t=2m48s", "AbCdEf_1-23", 168),
        ("https://youtu.be/AbCdEf_1-23?si=xyz&t=5m51s", "AbCdEf_1-23", 351),
        ("https://youtu.be/AbCdEf_1-23#t=18m09s", "AbCdEf_1-23", 1089),
        ("https://www.youtube.com/embed/AbCdEf_1-23?start=75", "AbCdEf_1-23", 75),
        ("https://www.youtube.com/shorts/AbCdEf_1-23", "AbCdEf_1-23", None),
        ("https://www.youtube.com/live/AbCdEf_1-23?t=1h2m3s", "AbCdEf_1-23", 3723),
        ("https://www.youtube-nocookie.com/embed/AbCdEf_1-23", "AbCdEf_1-23", None),
        (
            "https://www.google.com/search?q=http://www.youtube.com/watch%3Fv%3DAbCdEf_1-23%26t%3D75",
            "AbCdEf_1-23",
            75,
        ),
        (
            "https://www.google.com/search?q=https://www.youtube.com/watch?v=AbCdEf_1-23&t=75",
            "AbCdEf_1-23",
            75,
        ),
        (
            "https://www.google.co.kr/url?sa=t&url=https%3A%2F%2Fyoutu.be%2FAbCdEf_1-23%3Ft%3D75",
            "AbCdEf_1-23",
            75,
        ),
        ("https://vimeo.com/76979871#t=1m5s", "76979871", 65),
        ("https://player.vimeo.com/video/76979871#t=65s", "76979871", 65),
        ("https://pod.example/ep.mp3#t=30", "", 30),
        ("https://example.com/?t=1699999999", "", None),
        ("https://example.com/search?start=10", "", None),
        ("https://example.com/?t=abc", "", None),
        ("https://notyoutube.com/watch?v=AbCdEf_1-23", "", None),
        ("javascript:alert(1)", "", None),
        ("http://[broken", "", None),
        ("", "", None),
    ],
)
def test_reads(url: str, video: str, seconds: int | None) -> None:
    assert video_id(url) == video
    assert url_seconds(url) == seconds


@pytest.mark.parametrize(
    ("url", "at", "link"),
    [
        ("https://youtu.be/AbCdEf_1-23?si=x&t=9", 309, "https://www.youtube.com/watch?v=AbCdEf_1-23&t=309s"),
        ("AbCdEf_1-23", 309, "https://www.youtube.com/watch?v=AbCdEf_1-23&t=309s"),
        ("http://youtube.com/watch?v=AbCdEf_1-23&t=9", None, "https://www.youtube.com/watch?v=AbCdEf_1-23"),
        ("https://vimeo.com/76979871#t=9s", 309, "https://vimeo.com/76979871#t=309s"),
        ("https://vimeo.com/76979871/abcdef", 309, "https://vimeo.com/76979871/abcdef#t=309s"),
        ("https://pod.example/ep.mp3?x=1", 309, "https://pod.example/ep.mp3?x=1#t=309"),
        ("https://pod.example/episode", 309, "https://pod.example/episode"),
        ("no link", 309, "no link"),
    ],
)
def test_writes_one_form(url: str, at: int | None, link: str) -> None:
    assert link_at(url, at) == link


def test_qr_codes_get_the_short_form() -> None:
    assert (
        short_link("https://www.youtube.com/watch?v=AbCdEf_1-23&t=5", 309)
        == "https://youtu.be/AbCdEf_1-23?t=309"
    )
    assert short_link("AbCdEf_1-23", None) == "https://youtu.be/AbCdEf_1-23"
    assert short_link("https://vimeo.com/76979871", 309) == "https://vimeo.com/76979871#t=309s"


@given(IDS, st.integers(0, 300_000))
def test_both_forms_lead_back_to_the_video_and_the_second(name: str, seconds: int) -> None:
    for link in (link_at(name, seconds), short_link(name, seconds)):
        assert video_id(link) == name
        assert url_seconds(link) == seconds
        assert link_at(link, seconds) == link_at(name, seconds)


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_crash(url: str) -> None:
    assert isinstance(video_id(url), str)
    assert isinstance(link_at(url, 5), str)
    assert isinstance(short_link(url, 5), str)
    assert unwrap(unwrap(url)) is not None
    found = url_seconds(url)
    assert found is None or found >= 0


def test_importing_links_and_times_brings_no_markdown_parser() -> None:
    code = "import sys, studykit.parse.links, studykit.parse.times; print('markdown_it' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
