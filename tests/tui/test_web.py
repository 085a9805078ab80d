"""The same screens in a real browser, over the server that only listens to its own page."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from studykit.progress.store import Progress
from studykit.tui.serve import allowed

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ACCENT = (0xE8, 0xB8, 0x6D)  # what the answer is written in


@pytest.mark.parametrize(
    ("host", "origin", "answer"),
    [
        ("127.0.0.1:8000", None, True),
        ("localhost:8000", "http://localhost:8000", True),
        ("127.0.0.1:8000", "http://127.0.0.1:8000", True),
        ("127.0.0.1:8000", "https://evil.example", False),
        ("127.0.0.1:8000", "http://127.0.0.1:9000", False),
        ("127.0.0.1:8000", "null", False),
        ("evil.example:8000", "http://evil.example:8000", False),
        ("evil.example", None, False),
    ],
)
def test_only_our_own_page_may_drive_the_program(host: str, origin: str | None, answer: bool) -> None:
    assert allowed(host, origin, 8000) is answer


def wait_for(reached: Any, what: str, seconds: float = 30) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := reached():
            return found
        time.sleep(0.1)
    raise AssertionError(what)


@pytest.fixture
def address(shelf_home: Path) -> Iterator[str]:
    """A server over a shelf of decks."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = f"from studykit.tui.serve import serve; serve({sys.executable + ' -m studykit review decks/a.yaml'!r}, {port})"
    server = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=shelf_home,
        env={**os.environ, "STUDYKIT_HOME": str(shelf_home / "home")},
        stdout=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(lambda: answers(url), "the server did not start")
        yield url
    finally:
        server.terminate()
        server.wait(20)


def answers(url: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=5) as reply:
            return int(reply.status)
    except urllib.error.HTTPError as err:
        with err:
            return err.code
    except OSError:
        return 0


def test_the_server_refuses_other_sites(address: str) -> None:
    assert answers(address) == 200
    assert answers(address, Origin="https://evil.example") == 403
    assert answers(f"{address}/ws", Origin="https://evil.example", Upgrade="websocket") == 403
    assert answers(address, Host="evil.example") == 403


# Chromium takes commands on descriptor 3 and replies on 4.
AT_THREE_AND_FOUR = """
import fcntl, os, sys
read, write = (fcntl.fcntl(int(number), fcntl.F_DUPFD, 10) for number in sys.argv[1:3])
os.dup2(read, 3)
os.dup2(write, 4)
os.execv(sys.argv[3], [*sys.argv[3:], "--remote-debugging-pipe"])
"""


class Browser:
    """Chromium, driven over a pipe by its own protocol."""

    def __init__(self, profile: Path) -> None:
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()
        assert CHROMIUM
        options = f"--headless --no-sandbox --disable-gpu --disable-dev-shm-usage --window-size=1000,700 --user-data-dir={profile}"
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                AT_THREE_AND_FOUR,
                str(to_read),
                str(to_write),
                CHROMIUM,
                *options.split(),
            ],
            pass_fds=(to_read, to_write),
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        self._buffer = b""
        self._number = 0
        self._session = ""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self._buffer:
                part = os.read(self._read, 1 << 20)
                assert part, "the browser went away"
                self._buffer += part
            reply, self._buffer = self._buffer.split(b"\0", 1)
            found = json.loads(reply)
            if found.get("id") == self._number:
                # A page that is just being left has no picture.
                result: dict[str, Any] = found.get("result", {})
                return result

    def type(self, text: str) -> None:
        self.call("Input.insertText", text=text)

    def press(self, key: str, code: int, text: str = "") -> None:
        named = {"key": key, "code": key, "windowsVirtualKeyCode": code, "text": text or key}
        self.call("Input.dispatchKeyEvent", type="keyDown", **named)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)

    def click(self, x: int, y: int) -> None:
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def picture(self) -> str:
        """The page as it looks now, in PNG and base64; empty while it has no look."""
        data: str = self.call("Page.captureScreenshot").get("data", "")
        return data

    def pixels(self, colour: tuple[int, int, int]) -> int:
        """How many pixels of the page come close to a colour."""
        data = self.picture()
        if not data:
            return 0
        picture = Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")
        counted = picture.getcolors(picture.width * picture.height) or []
        return sum(
            n
            for n, c in counted
            if isinstance(c, tuple) and all(abs(a - b) < 24 for a, b in zip(c, colour, strict=True))
        )

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        os.close(self._read)
        os.close(self._write)


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    assert CHROMIUM, "no Chromium: apt-get install chromium, or leave out: -m 'not browser'"
    opened = Browser(tmp_path / "profile")
    yield opened
    opened.close()


@pytest.mark.browser
def test_a_browser_shows_the_card_takes_hangul_and_saves_the_rating(
    address: str, browser: Browser, shelf_home: Path
) -> None:
    def reviews() -> int:
        with Progress.open(shelf_home / "home" / "progress.sqlite") as progress:
            return sum(state.reps for state in progress.states().values())

    browser.call("Page.enable")
    browser.call("Page.navigate", url=address)
    asked = wait_for(lambda: browser.pixels(ACCENT), "the question was not painted")

    def open_input() -> bool:
        """The page takes keys once it has the focus, which it does not tell."""
        before = browser.picture()
        browser.click(500, 400)
        browser.press("t", 84)
        with contextlib.suppress(AssertionError):
            return bool(wait_for(lambda: browser.picture() != before, "no input", 3))
        return False

    wait_for(open_input, "the input was not painted")
    browser.type("자기장")
    browser.press("Enter", 13, "\r")
    wait_for(lambda: browser.pixels(ACCENT) > 1.3 * asked, "the answer was not painted")
    assert reviews() == 0
    browser.press("3", 51)
    wait_for(lambda: reviews() == 1, "the rating did not arrive")
