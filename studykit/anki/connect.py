"""A running Anki, through its AnkiConnect add-on: JSON over HTTP on this computer, and only on this computer."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from studykit.errors import PackageError

HOST = "127.0.0.1"
PORT = 8765
ADD_ON = 2055492159  # its number in Anki's list of add-ons
_VERSION = 6
_MAX_REPLY = 2**28
_BATCH = 500


class AnkiConnect:
    """A client of the add-on.

    Args:
        port: Where the add-on listens.
        key: Its API key, if the learner has set one.
        timeout: Seconds to wait for an answer; importing a large package takes a while.
    """

    def __init__(self, port: int = PORT, key: str = "", timeout: float = 120) -> None:
        self._port = port
        self._key = key
        self._timeout = timeout

    def call(self, action: str, **params: Any) -> Any:
        """Do one action and give its result.

        Raises:
            PackageError: Anki does not run, is not ready, refuses, or something else answers there.
        """
        reply = self._post(json.dumps(self._request(action, params)).encode())
        if reply["error"] is not None:
            raise _refused(action, str(reply["error"]))
        return reply["result"]

    def all(self, actions: Sequence[tuple[str, dict[str, Any]]]) -> None:
        """Do many actions, some hundred at a time.

        Raises:
            PackageError: as for `call`; also when one of the actions fails.
        """
        for batch in batches(actions, _BATCH):
            requests = [self._request(action, params) for action, params in batch]
            for (action, _), reply in zip(batch, self.call("multi", actions=requests), strict=False):
                if isinstance(reply, dict) and reply.get("error"):
                    raise _refused(action, str(reply["error"]))

    def check(self) -> None:
        """Make sure that Anki runs, with an add-on that is new enough.

        Raises:
            PackageError: it does not.
        """
        version = self.call("version")
        if not isinstance(version, int) or version < _VERSION:
            raise PackageError(
                "the AnkiConnect add-on is too old",
                "Update it in Anki under Tools > Add-ons, and restart Anki.",
            )

    def _request(self, action: str, params: dict[str, Any]) -> dict[str, Any]:
        """A request; each one inside a batch needs the key as well."""
        request: dict[str, Any] = {"action": action, "version": _VERSION, "params": params}
        return request | {"key": self._key} if self._key else request

    def _post(self, body: bytes) -> dict[str, Any]:
        connection = http.client.HTTPConnection(HOST, self._port, timeout=self._timeout)
        try:
            connection.request("POST", "/", body, {"Content-Type": "application/json"})
            data = connection.getresponse().read(_MAX_REPLY + 1)
        except TimeoutError as err:
            raise PackageError(
                f"Anki did not answer within {self._timeout:g} seconds",
                "Close any open dialog in Anki and try again.",
            ) from err
        except (OSError, http.client.HTTPException) as err:
            raise PackageError(
                f"no running Anki answers at {HOST}:{self._port}",
                f"Start Anki with the AnkiConnect add-on ({ADD_ON}), or export an .apkg file instead.",
            ) from err
        finally:
            connection.close()
        try:
            reply = json.loads(data) if len(data) <= _MAX_REPLY else None
        except (ValueError, RecursionError):
            reply = None
        if not isinstance(reply, dict) or not {"result", "error"} <= set(reply):
            raise PackageError(
                f"what answers at {HOST}:{self._port} is not AnkiConnect", "See which program uses that port."
            )
        return reply


def batches(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """The items in runs of at most ``size``."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def whole(values: Iterable[Any], what: str) -> list[int]:
    """The values, made sure to be whole numbers.

    Raises:
        PackageError: one is not.
    """
    found = list(values)
    if not all(isinstance(value, int) and not isinstance(value, bool) for value in found):
        raise PackageError(f"AnkiConnect sent {what} that are no numbers", "Update the add-on and try again.")
    return found


def _refused(action: str, error: str) -> PackageError:
    if "api key" in error:
        return PackageError("AnkiConnect asks for its API key", "Give it in the variable ANKICONNECT_KEY.")
    if "collection is not available" in error:
        return PackageError("Anki has no profile open", "Open your profile in Anki and try again.")
    return PackageError(
        f"Anki refused “{action}”: {error[:200]}", "Look at Anki's own messages, then try again."
    )
