"""What is never a bullet, each with its reason; and what is wrong enough to be refused."""

from collections.abc import Callable

import pytest

from studykit.errors import SummaryError
from studykit.model import Summary
from studykit.parse.summary import parse_summary

Notes = Callable[[str], Summary]

GOOD = "- Plants turn to the light [00:10].\n"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("http://googleusercontent.com/youtube_content/0", "only a link"),
        ("<https://www.youtube.com/watch?v=AbCdEf_1-23>", "only a link"),
        ("관련 영상 URL: [https://youtu.be/AbCdEf_1-23](https://youtu.be/AbCdEf_1-23)", "only a link"),
        ("**관련 영상:** [Talk about plants](https://youtu.be/AbCdEf_1-23)", "only a link"),
        ("🔗 **Related video:** [https://youtu.be/AbCdEf_1-23](https://youtu.be/AbCdEf_1-23)", "only a link"),
        ("URL:[http://youtu.be/AbCdEf_1-23](http://youtu.be/AbCdEf_1-23)", "only a link"),
        ("- [A page](https://example.com)", "only a link"),
        ("- [Section two](#section-two)", "only a link"),
        ("[사용자]", "the name of a speaker in a chat"),
        ("[LLM(AI)]", "the name of a speaker in a chat"),
        ("**User:**", "the name of a speaker in a chat"),
        ("ChatGPT said:", "the name of a speaker in a chat"),
        ("## Assistant", "the name of a speaker in a chat"),
        (
            "Note: The transcript provided does not include timestamps for some parts.",
            "about the notes, not about the talk",
        ),
        ("- 제공된 자막에는 타임스탬프가 없습니다.", "about the notes, not about the talk"),
        ("```python\nx = 1  # [00:20]\n```", "a code block"),
        ("```mermaid\nflowchart TD\n  A --> B\n```", "a code block"),
        ("# Chart\n\n    [ OS ]\n      |\n", "a code block"),
        ("- **Outcome:**", "only a label"),
        ("- **Outcome**\n  - It grows [00:30].", "only a label"),
        ("- Outcome:", "only a label"),
        ("- `make_plant()`", "only code"),
        ("Here is what was said:", "only a label"),
        (
            "This is a long remark about the notes by whoever made them, without a time.",
            "prose without a time",
        ),
        ("[^1]: Taken from the talk.", "a footnote"),
        (GOOD, "said before, word for word (line 1)"),
    ],
)
def test_is_skipped_with_a_reason(notes: Notes, written: str, reason: str) -> None:
    summary = notes(f"{GOOD}\n{written}\n")
    assert [line.reason for line in summary.skipped if line.line >= 3] == [reason]
    assert all(bullet.line < 3 or bullet.line == 4 for bullet in summary.bullets)


@pytest.mark.parametrize(
    "written",
    [
        "[1]: https://youtu.be/AbCdEf_1-23 'A talk'",
        "<!--more-->",
        "{{< toc >}}",
        "{% raw %}",
        "***",
        "<details open>",
        "![](a.png)",
    ],
)
def test_leaves_no_trace(notes: Notes, written: str) -> None:
    summary = notes(f"{GOOD}\n{written}\n")
    assert [bullet.text for bullet in summary.bullets] == ["Plants turn to the light."]
    assert all(line.reason == "only a link" for line in summary.skipped)


CHAT = """[User]
URL

Sum the video up for me please, with all the times.

[AI]
## Light [00:10]

Plants turn to the light, all of them do.

[User]
And which lamps do I need for this? Tell me about them.

[AI]

- A lamp of 40 watts is enough.
"""


def test_a_question_to_a_chatbot_is_no_statement(notes: Notes) -> None:
    summary = notes(CHAT)
    assert [(bullet.text, bullet.at) for bullet in summary.bullets] == [
        ("Plants turn to the light, all of them do.", 10),
        ("A lamp of 40 watts is enough.", None),
    ]
    asked = [line.line for line in summary.skipped if line.reason == "the question asked of a chatbot"]
    assert asked == [2, 4, 12]


def test_the_transcript_below_the_notes_is_no_note(notes: Notes) -> None:
    summary = notes(
        f"# Plants\n\n{GOOD}\n## Full Transcript\n\n### One\n\n[00:00] hello\n\n- [00:05] there\n\n## End\n\n- They grow.\n"
    )
    assert [bullet.text for bullet in summary.bullets] == ["Plants turn to the light.", "They grow."]
    assert ("Full Transcript", "the transcript, not notes of it") in [
        (line.text, line.reason) for line in summary.skipped
    ]


def test_a_bullet_about_a_user_is_no_chat(notes: Notes) -> None:
    summary = notes("- **User:** the person who waters the plants [00:10].\n")
    assert [bullet.label for bullet in summary.bullets] == ["User"]


def test_a_closing_checklist_with_other_words_stays(notes: Notes) -> None:
    summary = notes(
        "- Plants turn to light [00:10].\n\n## Checklist\n\n- [ ] Plants turn to the light [00:10].\n"
    )
    assert len(summary.bullets) == 2


def test_skipped_lines_come_in_the_order_of_the_file(notes: Notes) -> None:
    summary = notes(f"# A [00:01]\n\n{GOOD}\n# B [00:02]\n\n```\nx\n```\n\n{GOOD}")
    lines = [line.line for line in summary.skipped]
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "# Only a title\n", "Some prose.\n", "---\ntitle: x\n---\n", "\ufeff", "```\ncode\n```"],
)
def test_a_file_without_statements_is_refused_with_a_line(text: str) -> None:
    with pytest.raises(SummaryError) as caught:
        parse_summary(text, "notes.md")
    assert caught.value.place == "notes.md:1"
    assert caught.value.hint


def test_nesting_without_end_is_refused_with_its_line() -> None:
    text = "# Notes\n\n" + "- " * 200 + "deep\n"
    with pytest.raises(SummaryError, match="nested") as caught:
        parse_summary(text, "notes.md")
    assert caught.value.line == 3


def test_nesting_as_deep_as_people_go_is_read() -> None:
    text = "".join("  " * depth + f"- level number {depth}\n" for depth in range(20))
    assert len(parse_summary(text, "notes.md").bullets) == 20
