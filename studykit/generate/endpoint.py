"""Cards from a model over an OpenAI-style endpoint: POST {url}/chat/completions, local servers included.

Nothing is sent by importing this module, and a key is read only where a request is made; it is never shown.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from studykit.errors import GenerateError, UsageError
from studykit.generate.ask import SCHEMA

if TYPE_CHECKING:
    import httpx

KEY_NAMES = ("STUDYKIT_API_KEY", "OPENAI_API_KEY")
_TRIES = 4
_FIRST_PAUSE = 1.0  # seconds; doubled after each failure
_LONGEST_PAUSE = 30.0
_TIMEOUT = 180.0  # a local model may take minutes for a batch
_MAX_BODY = 10 * 1024 * 1024
_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
# What a server that does not know a response format answers.
_REFUSES_FORMAT = frozenset({400, 404, 415, 422, 501})

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask: ``url`` up to and without /chat/completions, ``model`` the name the server knows it by."""

    url: str
    model: str = ""

    @property
    def host(self) -> str:
        """The server's name, for telling where text goes."""
        return urlsplit(self.url).netloc.rpartition("@")[2]

    @property
    def local(self) -> bool:
        """Whether the text stays on this machine."""
        return (urlsplit(self.url).hostname or "") in {"localhost", "127.0.0.1", "::1"}


def parse_endpoint(text: str) -> Endpoint:
    """An endpoint from ``URL[#NAME]``.

    Raises:
        UsageError: If it is no http or https address, or carries a password.
    """
    url, _, model = text.strip().partition("#")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UsageError(
            f"“{text}” is no address of a model.",
            "Write it as http://localhost:11434/v1#NAME or https://HOST/v1#NAME.",
        )
    if parts.username or parts.password:
        raise UsageError(
            "The address of a model must not carry a password.",
            f"Put the key into the environment as {KEY_NAMES[0]}.",
        )
    base = re.sub(r"/chat/completions/?$", "", url.split("?")[0]).rstrip("/")
    return Endpoint(base, model.strip())


def complete(
    endpoint: Endpoint,
    requests: Sequence[str],
    environment: Mapping[str, str],
    *,
    progress: Progress = lambda _done, _of: None,
    sleep: Callable[[float], None] = time.sleep,
) -> str:
    """The model's replies to all requests, as one text for ``answers.read_answers``.

    ``environment`` may hold the key. ``progress`` is told how many requests are done. Busy servers are asked again,
    with growing pauses; a server that knows no JSON schema is asked for a JSON object, then for plain text.

    Raises:
        GenerateError: If httpx is missing, or the server cannot be reached, refuses, or does not answer in JSON.
    """
    try:
        import httpx  # noqa: PLC0415 - an extra, and 0.4 s
    except ImportError as error:
        raise GenerateError(
            "Asking a model needs the package httpx.", "Install it with: pip install 'studykit[llm]'"
        ) from error
    key = next((environment[name] for name in KEY_NAMES if environment.get(name)), "")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    replies: list[str] = []
    formats = list(_FORMATS)
    with httpx.Client(headers=headers, timeout=_TIMEOUT, follow_redirects=False) as client:
        progress(0, len(requests))
        for text in requests:
            replies.append(_one(client, endpoint, text, formats, sleep))
            progress(len(replies), len(requests))
    return replies[0] if len(replies) == 1 else "\n\n".join(replies)


_FORMATS: tuple[Mapping[str, object] | None, ...] = (
    {"type": "json_schema", "json_schema": {"name": "cards", "strict": True, "schema": SCHEMA}},
    {"type": "json_object"},
    None,
)


def _one(
    client: httpx.Client,
    endpoint: Endpoint,
    text: str,
    formats: list[Mapping[str, object] | None],
    sleep: Callable[[float], None],
) -> str:
    """One reply. A format the server refuses is dropped for the requests after it too."""
    while True:
        body: dict[str, object] = {"messages": [{"role": "user", "content": text}], "temperature": 0}
        if endpoint.model:
            body["model"] = endpoint.model
        if formats[0] is not None:
            body["response_format"] = formats[0]
        response = _post(client, endpoint, body, sleep)
        if response.status_code in _REFUSES_FORMAT and len(formats) > 1:
            formats.pop(0)
            continue
        return _content(endpoint, response)


def _post(
    client: httpx.Client, endpoint: Endpoint, body: Mapping[str, object], sleep: Callable[[float], None]
) -> httpx.Response:
    """The server's answer, after as many tries as it takes or is sensible."""
    import httpx  # noqa: PLC0415

    pause = _FIRST_PAUSE
    for left in range(_TRIES - 1, -1, -1):
        try:
            response = client.post(f"{endpoint.url}/chat/completions", json=body)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            if left:
                sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
                continue
            raise GenerateError(
                f"The model at {endpoint.host} cannot be reached ({type(error).__name__}).",
                "Check the address and that the server runs; --ask writes a request for any chatbot instead.",
            ) from None
        if response.status_code in _BUSY and left:
            sleep(_wait(response, pause))
            pause = min(2 * pause, _LONGEST_PAUSE)
            continue
        return response
    raise AssertionError  # the last round returns or raises


def _wait(response: httpx.Response, pause: float) -> float:
    """The pause that a busy server asks for, within reason, else ours."""
    asked = response.headers.get("retry-after", "")
    return min(float(asked), _LONGEST_PAUSE) if re.fullmatch(r"\d{1,4}(\.\d+)?", asked) else pause


def _content(endpoint: Endpoint, response: httpx.Response) -> str:
    """The text of a reply. What the server says of an error is not passed on: it may echo the key."""
    status = response.status_code
    if status in {401, 403}:
        raise GenerateError(
            f"The model at {endpoint.host} refuses the key.",
            f"Put a valid key into the environment as {KEY_NAMES[0]}.",
        )
    if status == 404:
        raise GenerateError(
            f"The server at {endpoint.host} knows no such address or model.",
            "Check the address, which often ends in /v1, and the model's name after #.",
        )
    if status != 200:
        raise GenerateError(
            f"The model at {endpoint.host} answers with status {status}.",
            "Try again later, or with fewer bullets.",
        )
    if len(response.content) > _MAX_BODY:
        raise GenerateError(
            f"The reply of the model at {endpoint.host} is larger than 10 MB.", "Try another model."
        )
    try:
        content = response.json()["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError):
        content = None
    if not isinstance(content, str) or not content.strip():
        raise GenerateError(
            f"The server at {endpoint.host} does not answer as an OpenAI-style endpoint does.",
            "Check the address, which often ends in /v1, and the model's name after #.",
        )
    return content
