"""Fields of Anki as plain text, whatever is in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.anki.plain import MAX_FIELD, to_text


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<div><div><p>a</p></div></div>b", "a\nb"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("x &lt; y &amp;&amp; y &gt; z&nbsp;!", "x < y && y > z !"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<b>bold</b> <span style='x'>span</span>", "bold span"),
        ("a<script>alert('<b>')</script>b<style>p{}</style>c", "abc"),
        ("a<script>never closed", "a"),
        ("a<SCRIPT >x</ScRiPt\n>b", "ab"),
        ('<img alt="a>b" src="x.png">', "[image: x.png]"),
        ("<img src=x&amp;y.png>", "[image: x&y.png]"),
        ("<img>", "[image: ]"),
        ("[sound:x.mp3] <i>y</i>", "[audio: x.mp3] y"),
        ("<anki-mathjax>x^2</anki-mathjax>", "\\(x^2\\)"),
        ("a<!-- <b>hidden</b> -->b", "ab"),
        ("<![CDATA[x]]>y", "y"),
        ("<a href='javascript:alert(1)'>link</a>", "link"),
        ("a\n\n\n\n\nb  \n  c", "a\n\nb\nc"),
        ("&#x41;&#66;", "AB"),
        ("\u1112\u1161\u11ab\u202e\x1b", "한"),
    ],
)
def test_markup_goes_and_text_stays(field: str, text: str) -> None:
    assert to_text(field) == text


TOKENS = st.sampled_from(
    ["<", "</", "<!", "<![", "<!--", "-->", "<a ", "<b>", "</b>", "<script>", "</script", "'", '"', ">", "&", "&#", "&#9",
     "9" * 40, "x", "\n", "<br>", "<img src=", "<div>", "[sound:x]", "=", "/"]
)  # fmt: skip


@given(st.lists(TOKENS, max_size=40).map("".join))
def test_any_markup_gives_text_without_tags_that_act(field: str) -> None:
    text = to_text(field)
    assert "<script>" not in text
    assert text == text.strip()


@given(
    st.lists(TOKENS, min_size=1, max_size=5).map("".join), st.sampled_from(["", ">", '"', "'", "</script"])
)
def test_a_long_field_of_broken_markup_is_read_at_once(unit: str, end: str) -> None:
    """Each of these took minutes with a parser whose time grows with the square."""
    to_text((unit * (MAX_FIELD // len(unit)))[: MAX_FIELD - len(end)] + end)


def test_a_character_number_of_any_length_is_no_error() -> None:
    assert to_text("a &#" + "1" * 50_000 + "; b") == "a \ufffd b"
