"""Opening a web page without disturbing the screen."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping


def has_browser(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Whether a browser with a window of its own is likely: without a display only one in this terminal is."""
    if platform in {"darwin", "win32"}:
        return True
    return any(environ.get(name) for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"))


def open_link(url: str) -> bool:
    """Open a page in the user's browser, in a process whose messages stay off the screen.

    Returns:
        Whether there is a browser to try.
    """
    if not has_browser():
        return False
    threading.Thread(target=_open, args=(url,), daemon=True).start()
    return True


def _open(url: str) -> None:
    """Wait for the opener, which ends at once, so that it leaves no zombie behind."""
    quiet = subprocess.DEVNULL
    command = [sys.executable, "-m", "webbrowser", url]
    subprocess.run(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True, check=False)  # noqa: S603 (our own interpreter, a web address)
