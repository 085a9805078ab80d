"""``studykit generate``: files in, a deck out, a chatbot where there is one."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from studykit.deck.format import load

ROOT = Path(__file__).parents[2]
SUMMARY = """- The farm saved 47 percent of its water with the new pipes [[00:05](https://youtu.be/abcdefghijk?t=5)].
- Nobody had expected the frost in May [[00:30](https://youtu.be/abcdefghijk?t=30)].
"""
SPOKEN = (
    "well we started with the new pipes and the farm saved 47 percent of its water in the first year "
    "which was a lot more than we thought and then to be honest nobody had expected the frost in May "
    "it came over night and it took the young trees "
)
REPLY = {
    "cards": [
        {
            "bullet": "B01",
            "kind": "qa",
            "text": "",
            "front": "What share of its water did the farm save with the new pipes?",
            "back": "47 percent",
        },
        {
            "bullet": "B02",
            "kind": "qa",
            "text": "",
            "front": "What share of its trees did the farm lose to the frost in May?",
            "back": "93 percent",
        },
    ],
    "skipped": [],
}

Studykit = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A folder with one short talk."""
    (tmp_path / "farm.summary.md").write_text(SUMMARY, encoding="utf-8")
    (tmp_path / "farm.transcript.txt").write_text(SPOKEN, encoding="utf-8")
    return tmp_path


def test_a_deck_is_named_after_its_summary_and_lands_in_decks(studykit: Studykit, talk: Path) -> None:
    (talk / "decks").mkdir()
    done = studykit("generate", "farm.summary.md", "--transcript", "farm.transcript.txt")
    assert (done.returncode, done.stdout) == (0, "decks/farm.yaml\n")
    deck = load((talk / "decks" / "farm.yaml").read_text(encoding="utf-8"), "farm.yaml")
    assert deck.source.summary == "../farm.summary.md"
    assert deck.source.video_id == "abcdefghijk"


def test_without_decks_here_a_deck_goes_to_the_data_folder(
    studykit: Studykit, talk: Path, own_home: Path
) -> None:
    assert studykit("generate", "farm.summary.md").returncode == 0
    assert (own_home / "decks" / "farm.yaml").exists()
    assert not (talk / "decks").exists()


def test_a_summary_without_transcript_makes_cards_that_say_so(studykit: Studykit, talk: Path) -> None:
    (talk / "farm.transcript.txt").unlink()
    done = studykit("generate", "farm.summary.md", "-o", "farm.yaml", "--json")
    report = json.loads(done.stdout)
    assert [bullet["evidence"] for bullet in report["bullets"]] == [None, None]
    assert all(bullet["no_evidence"] for bullet in report["bullets"])


def test_a_request_holds_all_a_chatbot_needs(studykit: Studykit, talk: Path) -> None:
    done = studykit("generate", "farm.summary.md", "--ask", "ask.txt")
    assert done.returncode == 0
    request = (talk / "ask.txt").read_text(encoding="utf-8")
    assert "47 percent of its water" in request
    assert "nobody had expected the frost" in request
    assert '"B02"' in request
    assert studykit("generate", "farm.summary.md", "--ask").stdout.strip() == request.strip()
    assert not (talk / "farm.yaml").exists()


def test_a_reply_becomes_cards_and_a_lie_is_refused(studykit: Studykit, talk: Path) -> None:
    (talk / "reply.txt").write_text(f"Here you are:\n```json\n{json.dumps(REPLY)}\n```\n", encoding="utf-8")
    done = studykit("generate", "farm.summary.md", "--answers", "reply.txt", "-o", "farm.yaml", "--json")
    report = json.loads(done.stdout)
    assert [(note["back"], note["by"]) for note in report["notes"]] == [("47 percent", "model")]
    rejected = report["bullets"][1]["rejected"]
    assert [card["rule"] for card in rejected] == ["numbers"]


def test_the_report_counts_the_deck_as_it_is_then(studykit: Studykit, talk: Path) -> None:
    generate = ("generate", "farm.summary.md", "--transcript", "farm.transcript.txt", "-o", "farm.yaml")
    first = studykit(*generate)
    ready = sum(not note.draft for note in load((talk / "farm.yaml").read_text("utf-8"), "d").notes)
    assert f"the deck: {ready} ready, " in first.stderr
    other = "The farm saved 47 percent of its {{c1::water}} in the first year with the new pipes."
    card = {"bullet": "B01", "kind": "cloze", "text": other, "front": "", "back": ""}
    (talk / "reply.json").write_text(json.dumps({"cards": [card], "skipped": []}), encoding="utf-8")
    again = studykit(*generate, "--answers", "reply.json")
    notes = load((talk / "farm.yaml").read_text("utf-8"), "d").notes
    studied = sum(not (note.draft or note.retired) for note in notes)
    assert f"the deck: {studied} ready, " in again.stderr
    assert "(0 new, " in again.stderr
    assert "1 card made this time left out: the deck already has one there" in again.stderr


def test_a_reply_may_come_through_a_pipe(studykit: Studykit, talk: Path) -> None:
    done = studykit(
        "generate", "farm.summary.md", "--answers", "-", "-o", "farm.yaml", stdin=json.dumps(REPLY)
    )
    assert done.returncode == 0, done.stderr
    assert "47 percent" in (talk / "farm.yaml").read_text(encoding="utf-8")


def test_a_models_card_replaces_a_draft_and_keeps_its_id(studykit: Studykit, talk: Path) -> None:
    first = json.loads(studykit("generate", "farm.summary.md", "-o", "farm.yaml", "--json").stdout)
    second = json.loads(
        studykit(
            "generate",
            "farm.summary.md",
            "--answers",
            "-",
            "-o",
            "farm.yaml",
            "--json",
            stdin=json.dumps(REPLY),
        ).stdout
    )
    before, after = first["bullets"][0]["notes"], second["bullets"][0]["notes"]
    assert len(after) == 1
    drafts = {note["id"] for note in first["notes"] if note.get("draft")}
    assert set(after) <= set(before) | set(after)
    assert second["retired"] == 0
    deck = load((talk / "farm.yaml").read_text(encoding="utf-8"), "farm.yaml")
    assert len({note.id for note in deck.notes}) == len(deck.notes)
    assert not drafts or {note.id for note in deck.notes} >= drafts


@pytest.fixture
def model() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A model behind an OpenAI-style endpoint on this machine; it keeps what it was asked."""
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            body = json.dumps({"choices": [{"message": {"content": json.dumps(REPLY)}}]}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1#tiny", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_model_is_asked_once_the_learner_agrees(
    studykit: Studykit, talk: Path, model: tuple[str, list[dict[str, Any]]]
) -> None:
    url, asked = model
    done = studykit("generate", "farm.summary.md", "--model", url, "--yes", "-o", "farm.yaml")
    assert done.returncode == 0, done.stderr
    assert [body["model"] for body in asked] == ["tiny"]
    assert "characters" in done.stderr
    assert "127.0.0.1" in done.stderr
    assert "47 percent" in (talk / "farm.yaml").read_text(encoding="utf-8")


def test_nothing_is_sent_unasked(
    studykit: Studykit, talk: Path, model: tuple[str, list[dict[str, Any]]]
) -> None:
    url, asked = model
    done = studykit("generate", "farm.summary.md", "--model", url, "-o", "farm.yaml")
    assert done.returncode == 2
    assert asked == []
    assert not (talk / "farm.yaml").exists()


def test_several_summaries_go_into_a_folder(studykit: Studykit, talk: Path) -> None:
    shutil.copytree(ROOT / "seeds", talk / "seeds")
    done = studykit("generate", ".", "-o", "out")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (talk / "out").iterdir()) == ["farm.yaml", "gpt-4.5-debut.yaml"]


def test_a_transcript_of_another_video_is_doubted_aloud(studykit: Studykit, talk: Path) -> None:
    (talk / "farm.transcript.txt").write_text(
        f"Farm\nYouTube video id: kkkkkkkkkkk\n{SPOKEN}", encoding="utf-8"
    )
    done = studykit("generate", "farm.summary.md", "--transcript", "farm.transcript.txt", "-o", "farm.yaml")
    assert done.returncode == 0
    assert "another video" in done.stderr


def test_the_command_to_run_next_is_the_one_that_works(studykit: Studykit, talk: Path) -> None:
    (talk / "my notes").mkdir()
    (talk / "farm.summary.md").rename(talk / "my notes" / "farm.md")
    done = studykit(
        "generate",
        "my notes/farm.md",
        "--transcript",
        "farm.transcript.txt",
        "-o",
        "x.yaml",
        "--ask",
        "a.txt",
    )
    assert "generate 'my notes/farm.md' --transcript farm.transcript.txt -o x.yaml --answers" in done.stderr


def test_an_output_that_is_neither_deck_nor_folder_is_wrong_usage(studykit: Studykit, talk: Path) -> None:
    assert studykit("generate", "farm.summary.md", "-o", "x.txt").returncode == 2
    assert not (talk / "x.txt").exists()


def test_a_transcript_of_another_talk_is_doubted_though_it_names_no_video(
    studykit: Studykit, talk: Path
) -> None:
    other = "today we look at how glaciers carve a valley and why the ice moves faster in the middle " * 8
    (talk / "other.txt").write_text(other, encoding="utf-8")
    done = studykit("generate", "farm.summary.md", "--transcript", "other.txt", "-o", "w.yaml")
    assert "Is it that of the same talk?" in done.stderr


def test_a_reply_cut_off_before_its_first_card_writes_nothing(studykit: Studykit, talk: Path) -> None:
    (talk / "reply.json").write_text('{"cards":[{"bullet":"B01","kind":"qa"', encoding="utf-8")
    done = studykit("generate", "farm.summary.md", "-o", "farm.yaml", "--answers", "reply.json")
    assert done.returncode == 1
    assert "no card of the reply can be used" in done.stderr
    assert "Nothing was written" in done.stderr
    assert not (talk / "farm.yaml").exists()


def test_what_is_retired_is_named_and_a_bullet_with_a_card_is_not_called_bare(
    studykit: Studykit, talk: Path
) -> None:
    generate = ("generate", "farm.summary.md", "-o", "farm.yaml")
    (talk / "reply.json").write_text(
        json.dumps({"cards": REPLY["cards"][:1], "skipped": []}), encoding="utf-8"
    )
    studykit(*generate, "--answers", "reply.json")
    (talk / "farm.summary.md").write_text(SUMMARY.partition("\n")[2], encoding="utf-8")
    gone = studykit(*generate)
    assert "retired: What share of its water did the farm save with the new pipes?" in gone.stderr
    (talk / "farm.summary.md").write_text(SUMMARY, encoding="utf-8")
    second = {
        **REPLY["cards"][0],
        "bullet": "B02",
        "front": "What had nobody expected in May?",
        "back": "the frost",
    }
    (talk / "reply.json").write_text(json.dumps({"cards": [second], "skipped": []}), encoding="utf-8")
    done = studykit(*generate, "--answers", "reply.json")
    assert "no card at 00:05" not in done.stderr
