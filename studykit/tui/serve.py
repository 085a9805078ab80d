"""The same screens in a browser: one process per tab, on this machine only.

The page drives the program with the user's rights, so requests from other sites must not reach it: the address
is bound to the loopback interface, and a host or origin that is not ours is refused (a page elsewhere can open a
socket to any local port, and a name elsewhere can be made to point here).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from studykit.errors import UsageError

if TYPE_CHECKING:
    from aiohttp import web

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HOST = "127.0.0.1"
PORT = 8000


def allowed(host: str, origin: str | None, port: int) -> bool:
    """Whether a request comes from our own page: its host is ours, and so is its origin where it names one."""
    ours = {f"{name}:{port}" for name in (HOST, "localhost")}
    return host in ours and (origin is None or origin.removeprefix("http://") in ours)


def serve(command: str, port: int = PORT, title: str = "studykit") -> None:
    """Serve until interrupted.

    Args:
        command: The shell command each tab runs.
        port: The port on the loopback interface.
        title: The page's title.

    Raises:
        UsageError: textual-serve is not installed, or the port is taken.
    """
    try:
        from aiohttp import web  # noqa: PLC0415 (an optional dependency)
        from textual_serve.server import Server  # noqa: PLC0415
    except ImportError as err:
        raise UsageError(
            "the browser needs one more package", "Install it: pip install 'studykit[serve]'"
        ) from err

    tabs: set[asyncio.Task[object]] = set()

    @web.middleware
    async def own_page_only(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not allowed(request.host, request.headers.get("Origin"), port):
            raise web.HTTPForbidden(text="This page is served to this machine only.")
        task = asyncio.current_task()
        assert task is not None
        tabs.add(task)
        task.add_done_callback(tabs.discard)
        return await handler(request)

    class OwnServer(Server):
        async def _make_app(self) -> web.Application:
            app: web.Application = await super()._make_app()
            app.middlewares.append(own_page_only)
            return app

        def initialize_logging(self) -> None:
            """Faults only; a line per request helps nobody."""
            logging.basicConfig(level=logging.ERROR)

        async def on_startup(self, _app: web.Application) -> None:
            """Say where it is."""
            self.console.print(f"studykit is at {self.public_url} (ctrl+c ends it)", highlight=False)

        async def on_shutdown(self, _app: web.Application) -> None:
            """End the program of each open tab, so that none outlives the server."""
            for task in tabs:
                task.cancel()
            await asyncio.gather(*tabs, return_exceptions=True)

    try:
        OwnServer(command, host=HOST, port=port, title=title).serve()
    except OSError as err:
        raise UsageError(
            f"port {port} cannot be used: {err.strerror}", "Name another one with --port."
        ) from err
