"""Where a time may stand in a statement, and the clean text that is left."""

from collections.abc import Callable

import pytest

from studykit.model import Bullet, Summary

Notes = Callable[[str], Summary]
OneNote = Callable[[str], Bullet]

TURN = "Plants turn to the light."


@pytest.mark.parametrize(
    ("written", "times", "text"),
    [
        # the place of the link
        ("- Plants turn to the light [[00:10](URL&t=10)].", (10,), TURN),
        ("- Plants turn to the light. [[00:10](URL&t=10)]", (10,), TURN),
        ("- Plants turn to the light. [[00:10](URL&t=10)].", (10,), TURN),
        ("- Plants turn [[00:10](URL&t=10)], then grow.", (10,), "Plants turn, then grow."),
        ("- Plants turn [[00:10](URL&t=10)] and grow.", (10,), "Plants turn and grow."),
        ("- Plants turn [[00:10](URL&t=10)]: they grow.", (10,), "Plants turn: they grow."),
        ("- [[00:10](URL&t=10)] Plants turn to the light.", (10,), TURN),
        ("- **[[00:10](URL&t=10)]** Plants turn to the light.", (10,), TURN),
        ("- **[00:10](URL&t=10)** - Plants turn to the light.", (10,), TURN),
        ("- [00:10](URL&t=10) ➜ Plants turn to the light.", (10,), TURN),
        ("- Plants turn to the light — [00:10](URL&t=10)", (10,), TURN[:-1]),
        ("- Plants turn [at the start](URL&t=10) and grow.", (10,), "Plants turn at the start and grow."),
        ("- Plants turn to the light [Watch here](URL&t=10).", (10,), TURN),
        ("- Plants turn https://youtu.be/AbCdEf_1-23?t=10 and grow.", (10,), "Plants turn and grow."),
        ("- Plants turn to the light (https://youtu.be/AbCdEf_1-23?t=10).", (10,), TURN),
        ("- Plants turn to the light <a href='URL&t=10'>0:10</a>.", (10,), TURN),
        ("- Plants turn to the light [00:10][1].\n\n[1]: URL&t=10 'a talk'", (10,), TURN),
        # brackets
        (r"- Plants turn to the light \[[00:10](URL&t=10)\].", (10,), TURN),
        (r"- Plants turn to the light. \[[00:10](URL&t=10)\]", (10,), TURN),
        ("- Plants turn to the light ([2:48](URL&t=2m48s)).", (168,), TURN),
        ("- Plants turn to the light [▶ 2:48](URL&t=2m48s).", (168,), TURN),
        ("- Plants turn to the light [5:51s](URL&t=5m51s).", (351,), TURN),
        ("- Plants turn to the light [1:02:03](URL&t=3723).", (3723,), TURN),
        ("- Plants turn to the light [[00:10]].", (10,), TURN),
        ("- Plants turn to the light [09:16].", (556,), TURN),
        ("- Plants turn to the light (09:16).", (556,), TURN),
        ("- Plants turn to the light *[09:16]*.", (556,), TURN),
        ("- Plants turn to the light [12.34].", (754,), TURN),
        ("- Plants turn to the light (Timestamp: 00:10).", (10,), TURN),
        ("- Plants turn to the light (t=1593s).", (1593,), TURN),
        ("- 植物は光に向かう【00:10】。", (10,), "植物は光に向かう。"),
        ("- 植物は光に向かう［00：10］。".replace("［", "[").replace("］", "]"), (10,), "植物は光に向かう。"),
        ("- 식물은 빛을 향합니다 [5분 9초].", (309,), "식물은 빛을 향합니다."),
        ("- Plants turn to the light [**00:10**].", (10,), TURN),
        ("- Plants turn to the light [[1]](URL&t=10).", (10,), TURN),
        ("- Plants turn to the light (from [00:10] to [00:20]).", (10, 20), TURN),
        ("- Plants turn to the light, as said at [00:10].", (10,), "Plants turn to the light, as said."),
        ("- {{youtube-timestamp 309}} Plants turn to the light.", (309,), TURN),
        ("- {{[[youtube-timestamp]]: 05:09}} Plants turn to the light.", (309,), TURN),
        ("- Plants turn to the light [[talk.mp4#t=309]].", (309,), TURN),
        # bare
        ("- 00:10 Plants turn to the light.", (10,), TURN),
        ("- 00:10 — Plants turn to the light.", (10,), TURN),
        ("- 00:10: Plants turn to the light.", (10,), TURN),
        ("- **00:10** · Plants turn to the light.", (10,), TURN),
        ("- `00:10` Plants turn to the light.", (10,), TURN),
        ("- ⏱️ 00:10 Plants turn to the light.", (10,), TURN),
        ("- Plants turn to the light @ 00:10", (10,), TURN[:-1]),
        ("- Plants turn to the light - 00:10", (10,), TURN[:-1]),
        # ranges and several
        ("- [00:32–01:23] Plants turn to the light.", (32, 83), TURN),
        ("- Plants turn to the light [00:10 - 00:20](URL&t=10).", (10, 20), TURN),
        ("- Plants turn to the light. [00:09](URL&t=9) [01:31](URL&t=91)", (9, 91), TURN),
        ("- Plants turn to the light ([00:10](URL&t=10), [00:20](URL&t=20)).", (10, 20), TURN),
        (
            "- Plants turn [[00:30](URL&t=30)], then [[00:10](URL&t=10)] grow.",
            (30, 10),
            "Plants turn, then grow.",
        ),
        ("- Plants turn to the light [00:10] [00:10].", (10,), TURN),
        # Korean and Japanese write no space before what follows
        ("- 식물은 굴광성[[00:10]]을 보입니다[[00:20]].", (10, 20), "식물은 굴광성을 보입니다."),
        ("- 식물은 굴광성 [[00:10]]을 보입니다.", (10,), "식물은 굴광성을 보입니다."),
        # titles inside the link
        ("- [12:36 Light: why](URL&t=756s) - Plants turn.", (756,), "Light: why - Plants turn."),
    ],
)
def test_time_comes_out_and_the_sentence_stays(
    note: OneNote, written: str, times: tuple[int, ...], text: str
) -> None:
    bullet = note(written)
    assert bullet.times == times
    assert bullet.at == times[0]
    assert bullet.text == text
    assert bullet.time_from == "own"


@pytest.mark.parametrize(
    "written",
    [
        "- Meet at 10:30 in the greenhouse.",
        "- The ratio is 1:2, see [3] and [1.5] or (3.14).",
        "- The slice `a[12:34]` is code.",
        "- Read (Genesis 1:11) first.",
        "- It opens at 9:30 am.",
        "- 9:30 am is when it opens.",
        "- The page is https://example.com/list?start=10 today.",
    ],
)
def test_what_only_looks_like_a_time_is_left_alone(note: OneNote, written: str) -> None:
    assert note(written).times == ()
    assert note(written).at is None


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (
            "- **광합성(Photosynthesis)**은 **빛(light)**을 씁니다.",
            "광합성(Photosynthesis)은 빛(light)을 씁니다.",
        ),
        ("- *Light* and ***heat*** and ~~dark~~ ==bright== matter.", "Light and heat and bright matter."),
        ("- Plants turn %%check this%% away.", "Plants turn away."),
        (
            "- See [the paper](https://example.com/x_y_z) for more detail on it.",
            "See the paper for more detail on it.",
        ),
        ("- [[Tropism|Turning]] belongs to [[Botany]].", "Turning belongs to Botany."),
        (
            "- Growth is $O(\\log_2 n)$ or $x_1 * x_2$ or $K$ here.",
            "Growth is $O(\\log_2 n)$ or $x_1 * x_2$ or $K$ here.",
        ),
        ("- It costs $5 million or \\$40k to \\$50k.", "It costs $5 million or $40k to $50k."),
        ("- It costs $5 * 2 or $10 * 3 now.", "It costs $5 * 2 or $10 * 3 now."),
        ("- Call `f(x)` and `a_b_c`.", "Call f(x) and a_b_c."),
        ("- One line<br>and another &amp; more.", "One line and another & more."),
        ("- Plants ![a leaf](leaf.png) turn.", "Plants turn."),
        ("- Plants turn[^1] away.\n\n[^1]: Not all.", "Plants turn away."),
        ("- [x] Plants turn.", "Plants turn."),
        ("- wrapped by hand\n  over two lines", "wrapped by hand over two lines"),
        ("- \u202eevil\u202c \x1b[31mred", "evil [31mred"),
        ("- 한글", "한글"),
    ],
)
def test_text_is_clean(note: OneNote, written: str, text: str) -> None:
    assert note(written).text == text


@pytest.mark.parametrize(
    ("written", "label", "text"),
    [
        ("- **Tropism:** It is turning.", "Tropism", "Tropism: It is turning."),
        ("- **Tropism**: It is turning.", "Tropism", "Tropism: It is turning."),
        ("- **Tropism** — it is turning.", "Tropism", "Tropism — it is turning."),
        ("- *Tropism:* It is turning.", "Tropism", "Tropism: It is turning."),
        ("- **굴광성**：빛을 따라 돕니다.", "굴광성", "굴광성：빛을 따라 돕니다."),
        ("- **Tropism [[00:10](URL&t=10)]:** It is turning.", "Tropism", "Tropism: It is turning."),
        ("- [00:10] **Tropism**: It is turning.", "Tropism", "Tropism: It is turning."),
        ("- **`turn()` call:** It is turning.", "turn() call", "turn() call: It is turning."),
        ("- **Plants** turn to the light.", "", "Plants turn to the light."),
        ("- Plants **turn:** always.", "", "Plants turn: always."),
    ],
)
def test_a_leading_bold_term_is_the_label(note: OneNote, written: str, label: str, text: str) -> None:
    assert (note(written).label, note(written).text) == (label, text)


def test_lines_are_those_of_the_file(notes: Notes) -> None:
    summary = notes(
        "---\ntitle: x\n---\n\n# Top\n\n- one [0:01]\n\n  - two [0:02]\n\n| a | b |\n|---|---|\n| c | d [0:03] |\n"
    )
    assert [bullet.line for bullet in summary.bullets] == [7, 9, 13]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Plants turn [00:10]\nPlants grow [00:20]\n", [(1, 10, "Plants turn"), (2, 20, "Plants grow")]),
        ("00:10 Plants turn\n00:20 Plants grow\n", [(1, 10, "Plants turn"), (2, 20, "Plants grow")]),
        (
            "[0:10](URL&t=10) Plants turn\nslowly\n[0:20](URL&t=20) They grow\n",
            [(1, 10, "Plants turn slowly"), (3, 20, "They grow")],
        ),
        ("• Plants turn [00:10]\n• Plants grow\n", [(1, 10, "Plants turn"), (2, None, "Plants grow")]),
        (
            "    - Plants turn [00:10]\n    - Plants grow [00:20]\n",
            [(1, 10, "Plants turn"), (2, 20, "Plants grow")],
        ),
        ("- Plants turn [00:10] and\n  grow [00:20] too.\n", [(1, 10, "Plants turn and grow too.")]),
        ("Plants turn to the light [00:10].\n---\n", [(1, 10, "Plants turn to the light.")]),
        ("> Plants turn to \\\n> -- [00:10](URL&t=10)\n", [(1, 10, "Plants turn to")]),
        ("<ul><li>Plants turn <a href='URL&t=10'>0:10</a></li></ul>\n", [(1, 10, "Plants turn")]),
    ],
)
def test_where_statements_begin_and_end(
    notes: Notes, written: str, expected: list[tuple[int, int | None, str]]
) -> None:
    assert [(bullet.line, bullet.at, bullet.text) for bullet in notes(written).bullets] == expected
