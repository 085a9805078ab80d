from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from studykit.errors import GenerateError, UsageError
from studykit.generate.endpoint import Endpoint, complete, parse_endpoint

REPLY = '{"cards": [], "skipped": [{"bullet": "B01", "why": "none"}]}'


class Server:
    """A model's server on this machine that answers from a script of (status, headers, body)."""

    def __init__(self) -> None:
        self.script: list[tuple[int, dict[str, str], bytes]] = []
        self.seen: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                outer.seen.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                status, headers, answer = outer.script.pop(0) if outer.script else (200, {}, wrapped(REPLY))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = Endpoint(f"http://127.0.0.1:{self.http.server_port}/v1", "tiny")


def wrapped(content: object) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.http.shutdown()
    thread.join()
    made.http.server_close()


def test_each_request_is_sent_once_with_key_model_and_schema(server: Server) -> None:
    told: list[tuple[int, int]] = []
    text = complete(
        server.endpoint,
        ["one", "two"],
        {"STUDYKIT_API_KEY": "s3cret"},
        progress=lambda a, b: told.append((a, b)),
    )
    assert text.count(REPLY) == 2
    assert told == [(0, 2), (1, 2), (2, 2)]
    path, headers, body = server.seen[0]
    assert path == "/v1/chat/completions"
    assert headers["authorization"] == "Bearer s3cret"
    assert body["model"] == "tiny"
    assert body["messages"] == [{"role": "user", "content": "one"}]
    assert body["response_format"]["type"] == "json_schema"


def test_no_key_means_no_authorization_and_openais_name_is_second(server: Server) -> None:
    complete(server.endpoint, ["one"], {})
    complete(server.endpoint, ["one"], {"OPENAI_API_KEY": "other"})
    assert "authorization" not in server.seen[0][1]
    assert server.seen[1][1]["authorization"] == "Bearer other"


def test_a_server_without_schemas_is_asked_for_an_object_then_for_text(server: Server) -> None:
    server.script = [(400, {}, b"{}"), (422, {}, b"{}"), (200, {}, wrapped(REPLY)), (200, {}, wrapped(REPLY))]
    complete(server.endpoint, ["one", "two"], {})
    formats = [body.get("response_format", {}).get("type") for _, _, body in server.seen]
    assert formats == ["json_schema", "json_object", None, None]


def test_a_busy_server_is_asked_again_with_growing_pauses(server: Server) -> None:
    pauses: list[float] = []
    server.script = [
        (503, {}, b""),
        (429, {"retry-after": "7"}, b""),
        (502, {}, b""),
        (200, {}, wrapped(REPLY)),
    ]
    assert complete(server.endpoint, ["one"], {}, sleep=pauses.append) == REPLY
    assert pauses == [1.0, 7.0, 4.0]


def test_a_server_that_stays_busy_is_given_up(server: Server) -> None:
    server.script = [(503, {}, b"key s3cret")] * 4
    with pytest.raises(GenerateError, match="status 503") as error:
        complete(server.endpoint, ["one"], {"STUDYKIT_API_KEY": "s3cret"}, sleep=lambda _s: None)
    assert "s3cret" not in f"{error.value} {error.value.hint}"
    assert len(server.seen) == 4


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (401, b"{}", "refuses the key"),
        (403, b"s3cret", "refuses the key"),
        (200, b"<html>hello</html>", "OpenAI-style"),
        (200, b"{}", "OpenAI-style"),
        (200, wrapped(None), "OpenAI-style"),
        (200, wrapped("  "), "OpenAI-style"),
        (302, b"", "status 302"),
    ],
)
def test_other_answers_are_errors_with_a_hint(server: Server, status: int, body: bytes, words: str) -> None:
    server.script = [(status, {}, body)] * 3
    with pytest.raises(GenerateError, match=words) as error:
        complete(server.endpoint, ["one"], {"STUDYKIT_API_KEY": "s3cret"}, sleep=lambda _s: None)
    assert error.value.hint
    assert "s3cret" not in f"{error.value} {error.value.hint}"


def test_an_unknown_model_is_named_as_the_cause(server: Server) -> None:
    server.script = [(404, {}, b"{}")] * 3
    with pytest.raises(GenerateError, match="no such address or model"):
        complete(server.endpoint, ["one"], {}, sleep=lambda _s: None)


def test_a_server_that_is_not_there_is_an_error_with_a_hint(server: Server) -> None:
    pauses: list[float] = []
    with pytest.raises(GenerateError, match="cannot be reached") as error:
        complete(Endpoint("http://127.0.0.1:9/v1"), ["one"], {}, sleep=pauses.append)
    assert "--ask" in error.value.hint
    assert len(pauses) == 3


@pytest.mark.parametrize(
    ("text", "url", "model"),
    [
        ("http://localhost:11434/v1#llama3", "http://localhost:11434/v1", "llama3"),
        ("https://api.example.com/v1/", "https://api.example.com/v1", ""),
        ("https://api.example.com/v1/chat/completions#a/b:c", "https://api.example.com/v1", "a/b:c"),
    ],
)
def test_an_address_may_name_its_model(text: str, url: str, model: str) -> None:
    assert parse_endpoint(text) == Endpoint(url, model)


@pytest.mark.parametrize(
    "text", ["", "localhost:11434", "ftp://x/v1", "file:///etc/passwd", "https://me:pw@host/v1"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as error:
        parse_endpoint(text)
    assert "pw" not in str(error.value)


def test_local_servers_are_known_as_local() -> None:
    assert parse_endpoint("http://127.0.0.1:8080/v1").local
    assert not parse_endpoint("https://api.example.com/v1").local
    assert parse_endpoint("https://api.example.com/v1").host == "api.example.com"
