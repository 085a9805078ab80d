"""A real Anki for the tests, always in a process of its own, and small decks to send to it."""

import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from studykit.model import Deck, Evidence, Flag, Kind, Note, Source

ORACLE = Path(__file__).parent / "oracle.py"


class Anki:
    """A collection in another process; each method of the oracle is a method here."""

    def __init__(self, path: Path, zone: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(ORACLE), str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "TZ": zone, "PYTHONWARNINGS": "ignore"},
        )

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(**arguments: Any) -> Any:
            assert self._process.stdin
            assert self._process.stdout
            plain = {
                key: str(value) if isinstance(value, Path) else value for key, value in arguments.items()
            }
            self._process.stdin.write(json.dumps([name, plain]) + "\n")
            self._process.stdin.flush()
            reply = json.loads(self._process.stdout.readline())
            if "error" in reply:
                raise RuntimeError(reply["error"])
            return reply["answer"]

        return call

    def close(self) -> None:
        self._process.communicate()


@pytest.fixture
def open_anki(tmp_path: Path) -> Iterator[Callable[..., Anki]]:
    """Opens collections: each call is a fresh Anki, in a time zone of its own."""
    opened: list[Anki] = []

    def start(zone: str = "UTC") -> Anki:
        folder = tmp_path / f"anki{len(opened)}"
        folder.mkdir()
        opened.append(Anki(folder / "collection.anki2", zone))
        return opened[-1]

    yield start
    for anki in opened:
        anki.close()


@pytest.fixture
def anki(open_anki: Callable[..., Anki]) -> Anki:
    return open_anki()


class Server:
    """A stand-in for the AnkiConnect add-on: its protocol over HTTP, in front of a real backend."""

    def __init__(self, anki: Anki) -> None:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.seen.append(request["action"])
                body = server.raw or json.dumps(server.reply(request)).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self.anki = anki
        self.key = ""
        self.raw = b""
        self.failing: dict[str, str] = {}
        self.seen: list[str] = []
        self._http = HTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._http.server_port
        self._thread = Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def reply(self, request: dict[str, Any]) -> dict[str, Any]:
        if self.key and request.get("key") != self.key:
            return {"result": None, "error": "valid api key must be provided"}
        return self.do(request)

    def do(self, request: dict[str, Any]) -> dict[str, Any]:
        action, params = request["action"], request.get("params", {})
        if action in self.failing:
            return {"result": None, "error": self.failing[action]}
        if action == "multi":
            return {"result": [self.reply(inner) for inner in params["actions"]], "error": None}
        return {"result": self.anki.connect(action=action, params=params), "error": None}

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@pytest.fixture
def server(anki: Anki) -> Iterator[Server]:
    running = Server(anki)
    yield running
    running.close()


@pytest.fixture
def talk() -> Deck:
    """A deck with all that a note can carry."""
    source = Source(
        title="Scaling & its limits",
        url="https://www.youtube.com/watch?v=abcdefghijk",
        video_id="abcdefghijk",
        channel="A <Channel>",
        published="2025-02-27",
    )
    flag = Flag("number-differs", "60~70%", "60% ... almost 70%")
    quote = Evidence("people prefer it by a margin of 60%", at=305, plus_minus=8, confidence=0.93)
    return Deck(
        name="Talks::Scaling",
        language="ko",
        tags=("gpt 4.5", "talk"),
        source=source,
        notes=(
            Note(
                Kind.CLOZE,
                id="aaaaaaaaa1",
                text="사람들은 {{c1::GPT-4::모델}}보다 {{c2::60~70%::숫자}} 더 선호합니다.",
                at=309,
                evidence=quote,
                flags=(flag,),
                bullet="사람들은 GPT-4보다 60~70% 더 선호합니다.",
            ),
            Note(
                Kind.QA,
                id="aaaaaaaaa2",
                front="무엇을 발표했습니까?",
                back="GPT 4.5의 출시",
                at=0,
                evidence=quote,
            ),
            Note(Kind.QA, id="aaaaaaaaa3", front="Who?", back="Mark Chen", extra="my own words"),
            Note(Kind.CLOZE, id="aaaaaaaaa4", text="a {{c1::draft}}", draft=True),
        ),
    )


@pytest.fixture
def shown() -> Callable[[str], str]:
    """What a browser shows of a piece of HTML, as text."""

    def read(markup: str) -> str:
        text = re.sub(r"<style>.*?</style>", "", markup, flags=re.DOTALL)
        text = re.sub(r"<br\s*/?>", "\n", text)
        return html.unescape(re.sub(r"<[^>]*>", "", text))

    return read
