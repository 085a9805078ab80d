"""What the paths on a command line turn out to hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from studykit.errors import StudykitError, UsageError
from studykit.workflow.inputs import plan_inputs

SUMMARY = """---
title: "[요약] {title}"
---

<https://www.youtube.com/watch?v={video}>

- 첫 번째 요점은 여기에서 설명합니다 [[00:10](https://www.youtube.com/watch?v={video}&t=10)].
"""
TRANSCRIPT = (
    "{title}\nChannel: A\nYouTube video id: {video}\n" + "so the first point is explained here " * 60 + "\n"
)


def talk(folder: Path, name: str, video: str, *, transcript: bool = True) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.summary.md").write_text(SUMMARY.format(title=name, video=video), encoding="utf-8")
    if transcript:
        (folder / f"{name}.transcript.txt").write_text(
            TRANSCRIPT.format(title=name, video=video), encoding="utf-8"
        )


def test_a_folder_is_paired_by_video(tmp_path: Path) -> None:
    talk(tmp_path, "one", "aaaaaaaaaaa")
    talk(tmp_path / "deep", "two", "bbbbbbbbbbb")
    planned = plan_inputs([tmp_path])
    assert [(job.summary.name, job.transcript and job.transcript.name) for job in planned.jobs] == [
        ("two.summary.md", "two.transcript.txt"),
        ("one.summary.md", "one.transcript.txt"),
    ]
    assert planned.left == ()


def test_a_summary_named_alone_finds_the_transcript_beside_it(tmp_path: Path) -> None:
    talk(tmp_path, "one", "aaaaaaaaaaa")
    talk(tmp_path, "two", "bbbbbbbbbbb")
    (job,) = plan_inputs([tmp_path / "two.summary.md"]).jobs
    assert job.transcript == tmp_path / "two.transcript.txt"


def test_a_summary_without_transcript_is_still_a_job(tmp_path: Path) -> None:
    talk(tmp_path, "one", "aaaaaaaaaaa", transcript=False)
    (job,) = plan_inputs([tmp_path / "one.summary.md"]).jobs
    assert job.transcript is None
    assert job.spoken is None


def test_what_is_left_in_a_folder_has_a_reason(tmp_path: Path) -> None:
    talk(tmp_path, "one", "aaaaaaaaaaa")
    (tmp_path / "readme.md").write_text("Nothing to learn here.\n", encoding="utf-8")
    (tmp_path / "broken.txt").write_bytes(b"\xff\xfe\xff" * 100)
    (tmp_path / ".hidden.md").write_text(SUMMARY.format(title="h", video="ccccccccccc"), encoding="utf-8")
    planned = plan_inputs([tmp_path])
    assert [job.summary.name for job in planned.jobs] == ["one.summary.md"]
    assert {Path(reason.partition(":")[0]).name for reason in planned.left} == {"readme.md", "broken.txt"}


def test_a_transcript_of_another_video_is_left(tmp_path: Path) -> None:
    talk(tmp_path, "one", "aaaaaaaaaaa")
    (tmp_path / "two.transcript.txt").write_text(
        TRANSCRIPT.format(title="two", video="bbbbbbbbbbb"), encoding="utf-8"
    )
    planned = plan_inputs([tmp_path])
    assert len(planned.jobs) == 1
    assert "two.transcript.txt" in planned.left[0]


def test_a_named_transcript_goes_with_one_summary_only(tmp_path: Path) -> None:
    talk(tmp_path, "one", "aaaaaaaaaaa")
    talk(tmp_path, "two", "bbbbbbbbbbb")
    with pytest.raises(UsageError, match="one summary"):
        plan_inputs([tmp_path], tmp_path / "one.transcript.txt")


def test_a_transcript_alone_is_not_enough(tmp_path: Path) -> None:
    talk(tmp_path, "one", "aaaaaaaaaaa")
    with pytest.raises(StudykitError, match="transcript") as caught:
        plan_inputs([tmp_path / "one.transcript.txt"])
    assert "summary" in caught.value.hint


def test_a_deck_is_no_summary(tmp_path: Path) -> None:
    (tmp_path / "talk.yaml").write_text("format: 1\nname: x\nnotes: []\n", encoding="utf-8")
    with pytest.raises(StudykitError, match="this is a deck"):
        plan_inputs([tmp_path / "talk.yaml"])
