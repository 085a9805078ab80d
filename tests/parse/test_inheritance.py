"""Statements without a time take it from what stands above them; links and videos follow."""

from collections.abc import Callable

import pytest

from studykit.model import Summary

Notes = Callable[[str], Summary]


def given_times(summary: Summary) -> list[tuple[str, int | None, str]]:
    return [(bullet.text, bullet.at, bullet.time_from) for bullet in summary.bullets]


def test_a_heading_hands_its_time_down(notes: Notes) -> None:
    summary = notes(
        "## Light [[02:15](URL&t=135)]\n\n* Plants turn.\n* They grow [02:30].\n\n## Water\n\n* They drink.\n"
    )
    assert given_times(summary) == [
        ("Plants turn.", 135, "heading"),
        ("They grow.", 150, "own"),
        ("They drink.", None, "none"),
    ]
    assert summary.bullets[0].url == "https://www.youtube.com/watch?v=AbCdEf_1-23&t=135s"
    assert summary.bullets[0].headings == ("Light",)
    assert summary.bullets[0].times == ()


@pytest.mark.parametrize(
    "heading",
    [
        "## [00:10](URL&t=10) Light",
        "## [[00:10](URL&t=10)] Light",
        "### **[[00:10](URL&t=10)] Light**",
        "## Light ([0:10](URL&t=10))",
        "## Light [00:10]",
        "## 00:10 - Light",
        "## [Light](URL&t=10)",
        "## Light\n[00:10](URL&t=10)",
        "## Light\n\n**[00:10](URL&t=10)**",
        "## Light\n\n```timestamp\n 00:10\n```",
    ],
)
def test_a_heading_may_carry_its_time_anywhere_or_on_the_next_line(notes: Notes, heading: str) -> None:
    (bullet,) = notes(f"{heading}\n\n- Plants turn to it.\n").bullets
    assert (bullet.at, bullet.headings) == (10, ("Light",))


def test_a_paragraph_hands_its_time_to_the_list_below(notes: Notes) -> None:
    summary = notes(
        "## Light\nThree things matter to every plant [[09:01](URL&t=541)].\n* Colour is one.\n* Angle is two.\n"
    )
    assert given_times(summary) == [
        ("Three things matter to every plant.", 541, "own"),
        ("Colour is one.", 541, "paragraph"),
        ("Angle is two.", 541, "paragraph"),
    ]


def test_a_parent_item_hands_its_time_to_its_children(notes: Notes) -> None:
    summary = notes(
        "* **[[01:01](URL&t=61)]** **Tools**:\n    * **Lamp**: gives light.\n      * It is hot.\n"
    )
    assert given_times(summary) == [("Lamp: gives light.", 61, "parent"), ("It is hot.", 61, "parent")]
    assert summary.bullets[1].headings == ("Tools", "Lamp")
    assert [(line.text, line.reason, line.times) for line in summary.skipped] == [
        ("Tools:", "only a label", (61,))
    ]


def test_a_broken_sub_list_belongs_to_the_label_before_it(notes: Notes) -> None:
    summary = notes("* **Kinds [00:10]:**\n* *One:* turns.\n* *Two:* grows.\n\n\n* **Uses:** many of them.\n")
    assert given_times(summary) == [
        ("One: turns.", 10, "parent"),
        ("Two: grows.", 10, "parent"),
        ("Uses: many of them.", None, "none"),
    ]
    assert [bullet.headings for bullet in summary.bullets] == [("Kinds",), ("Kinds",), ()]


def test_two_items_on_one_line_come_apart(notes: Notes) -> None:
    summary = notes("* **Kinds:** * **One:** plants turn [00:10].\n")
    assert given_times(summary) == [("One: plants turn.", 10, "own")]


@pytest.mark.parametrize(
    ("written", "children"),
    [
        (
            "■ 光（1:23〜2:00）\n・植物は光に向かって曲がる。\n・影側に集まる。\n",
            ["植物は光に向かって曲がる。", "影側に集まる。"],
        ),
        ("一、光 [01:23]\n1、植物向光弯曲。\n2、生长素聚集。\n", ["植物向光弯曲。", "生长素聚集。"]),
        ("1. **光** (01:23 – 02:00)\n   - 植物は曲がる。\n   - 集まる。\n", ["植物は曲がる。", "集まる。"]),
        ("* 光 [01:23]\n\n  植物は曲がる。\n", ["植物は曲がる。"]),
    ],
)
def test_what_stands_under_a_timed_line_takes_its_time(
    notes: Notes, written: str, children: list[str]
) -> None:
    inherited = [bullet for bullet in notes(written).bullets if bullet.time_from == "parent"]
    assert [bullet.text for bullet in inherited] == children
    assert {bullet.at for bullet in inherited} == {83}
    assert {bullet.headings for bullet in inherited} == {("光",)}


def test_a_line_of_bold_words_is_a_heading(notes: Notes) -> None:
    summary = notes(
        "## All\n\n**1. Turning [01:23](URL&t=83)**\n\nPlants turn to the light, always.\n\n**2. Growing:**\n\n- They grow.\n"
    )
    assert given_times(summary) == [
        ("Plants turn to the light, always.", 83, "heading"),
        ("They grow.", None, "none"),
    ]
    assert [bullet.headings for bullet in summary.bullets] == [("All", "1. Turning"), ("All", "2. Growing")]


def test_prose_takes_the_time_of_its_heading_but_a_closing_remark_does_not(notes: Notes) -> None:
    summary = notes(
        "## Light [00:10]\n\nPlants turn to the light, all of them.\n\n- They grow.\n\nThat was all there is to it.\n"
    )
    assert given_times(summary) == [
        ("Plants turn to the light, all of them.", 10, "heading"),
        ("They grow.", 10, "heading"),
    ]


def test_the_address_on_top_gives_its_second_only_where_no_other_is(notes: Notes) -> None:
    alone = notes("URL&t=1543s\n\n# Light\n\n- Plants turn.\n")
    assert given_times(alone) == [("Plants turn.", 1543, "paragraph")]
    among_others = notes("<URL&t=108s>\n\n- Plants turn [00:10].\n- They grow.\n")
    assert given_times(among_others) == [("Plants turn.", 10, "own"), ("They grow.", None, "none")]


def test_a_heading_that_nobody_needs_is_reported_with_its_time(notes: Notes) -> None:
    summary = notes("## Code [00:46]\n\n```\nx\n```\n\n## Light\n\n- Plants turn.\n")
    assert ("Code", (46,)) in [(line.text, line.times) for line in summary.skipped]


def test_a_timed_label_without_anything_below_it_stays(notes: Notes) -> None:
    assert given_times(notes("[21:00](URL&t=1260) Receiving input:\n\n```python\nx = 1\n```\n")) == [
        ("Receiving input:", 1260, "own")
    ]


TWO = """You said

<https://youtu.be/AAAAAAAAAAA?si=x>

A good one.

- First talk [[00:10](http://www.youtube.com/watch?v=AAAAAAAAAAA&t=10)].
- Bare in the first [00:20].

You said

<https://youtu.be/BBBBBBBBBBB?si=y>

- Second talk [[00:30](http://www.youtube.com/watch?v=BBBBBBBBBBB&t=30)].
- Bare in the second [00:40].
"""


def test_each_bullet_belongs_to_its_own_video(notes: Notes) -> None:
    summary = notes(TWO)
    assert [(bullet.at, bullet.video_id) for bullet in summary.bullets] == [
        (10, "AAAAAAAAAAA"), (20, "AAAAAAAAAAA"), (30, "BBBBBBBBBBB"), (40, "BBBBBBBBBBB"),
    ]  # fmt: skip
    assert summary.bullets[3].url == "https://www.youtube.com/watch?v=BBBBBBBBBBB&t=40s"
    assert summary.source.video_id == "AAAAAAAAAAA"


@pytest.mark.parametrize(
    "above",
    [
        "---\nmedia_link: URL\n---\n",
        "---\nyoutube_id: AbCdEf_1-23\n---\n",
        "URL\n",
        "![](URL)\n",
        "{{< youtube AbCdEf_1-23 >}}\n",
        "<iframe src='https://www.youtube.com/embed/AbCdEf_1-23'></iframe>\n",
        "```timestamp-url\nURL\n```\n",
        "**Video:** [A talk](URL) by Someone\n",
        "# [A talk](URL)\n",
    ],
)
def test_a_bare_time_links_to_the_video_the_file_names(notes: Notes, above: str) -> None:
    (bullet,) = notes(f"{above}\n- Plants turn [00:10].\n").bullets
    assert bullet.url == "https://www.youtube.com/watch?v=AbCdEf_1-23&t=10s"


def test_other_media_keep_their_link(notes: Notes) -> None:
    summary = notes(
        "---\nurl: https://pod.example/ep/7\n---\n- Plants turn [00:10].\n- They grow [0:20](https://vimeo.com/76979871#t=20s).\n- It ends [0:30](https://pod.example/a.mp3).\n"
    )
    assert [bullet.url for bullet in summary.bullets] == [
        "https://vimeo.com/76979871#t=10s",
        "https://vimeo.com/76979871#t=20s",
        "https://pod.example/a.mp3#t=30",
    ]


def test_times_out_of_order_keep_the_order_of_the_file(notes: Notes) -> None:
    summary = notes("- One [41:17](URL&t=2477).\n- Two [37:32](URL&t=2252).\n")
    assert [bullet.at for bullet in summary.bullets] == [2477, 2252]
