"""Which transcript belongs to which summary."""

from studykit.model import Bullet, Cue, Source, Summary, Transcript
from studykit.parse.pairing import pair


def summary(name: str, *, video: str = "", title: str = "", others: tuple[str, ...] = ()) -> Summary:
    bullets = tuple(Bullet(1, "x", video_id=other) for other in others)
    return Summary(name, Source(video_id=video, title=title), "en", bullets)


def transcript(
    name: str, *, video: str = "", title: str = "", text: str = "x", timed: bool = False
) -> Transcript:
    cues = (Cue(0, 1, 0.0, 1.0),) if timed else ()
    return Transcript(name, Source(video_id=video, title=title), text, cues=cues)


def test_by_video_whatever_the_names() -> None:
    pairing = pair(
        [summary("a.md", video="V1")], [transcript("b.txt", video="V2"), transcript("c.txt", video="V1")]
    )
    assert [(found.summary.name, found.transcript.name, found.by) for found in pairing.pairs] == [
        ("a.md", "c.txt", "video")
    ]
    assert [(left.name, left.kind, left.reason) for left in pairing.left] == [
        ("b.txt", "transcript", "no summary of video V2")
    ]


def test_by_title_when_a_side_names_no_video() -> None:
    pairing = pair(
        [summary("a.md", video="V1", title="[요약] The Talk!")], [transcript("b.txt", title="the talk")]
    )
    assert pairing.pairs[0].by == "title"


def test_by_file_name_last() -> None:
    pairing = pair(
        [summary("the-talk.summary.md")],
        [transcript("The Talk [AbCdEf_1-23].en.vtt"), transcript("other.srt")],
    )
    assert [(found.transcript.name, found.by) for found in pairing.pairs] == [
        ("The Talk [AbCdEf_1-23].en.vtt", "file name")
    ]


def test_different_videos_never_meet() -> None:
    pairing = pair(
        [summary("a.md", video="V1", title="Talk")], [transcript("a.txt", video="V2", title="Talk")]
    )
    assert pairing.pairs == ()
    assert {left.name for left in pairing.left} == {"a.md", "a.txt"}


def test_the_timed_transcript_wins_and_the_other_is_named() -> None:
    pairing = pair(
        [summary("a.md", video="V1")],
        [transcript("long.txt", video="V1", text="x" * 99), transcript("timed.srt", video="V1", timed=True)],
    )
    assert pairing.pairs[0].transcript.name == "timed.srt"
    assert pairing.left[0].reason == "timed.srt is of the same video and was taken"


def test_two_summaries_may_share_a_transcript() -> None:
    pairing = pair(
        [summary("a.md", video="V1"), summary("b.md", video="V1")], [transcript("t.txt", video="V1")]
    )
    assert len(pairing.pairs) == 2
    assert pairing.left == ()


def test_a_summary_of_several_videos_takes_the_transcript_of_any() -> None:
    pairing = pair([summary("a.md", video="V1", others=("V1", "V2"))], [transcript("t.txt", video="V2")])
    assert pairing.pairs[0].by == "video"


def test_what_is_left_says_why() -> None:
    pairing = pair([summary("a.md"), summary("b.md", video="V1")], [])
    assert [left.reason for left in pairing.left] == [
        "it names no video, and no transcript has its title or file name",
        "no transcript of video V1, and none with this title",
    ]
