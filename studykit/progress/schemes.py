"""Settings that reviews were scheduled with, and the weights in use now."""

from __future__ import annotations

import json
import sqlite3
from hashlib import blake2b

from studykit.progress.failures import DamagedError
from studykit.progress.sound import bad_settings, bad_weights
from studykit.schedule.settings import Options, options_in, scheme_text, weights_in


class Schemes:
    """The part of a review history that says how its outcomes were computed; called inside its transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[int, Options] = {}
        self._written: dict[tuple[Options, str], tuple[int, str]] = {}
        self._parameters: tuple[float, ...] | None = None

    @property
    def parameters(self) -> tuple[float, ...]:
        """The FSRS weights in use; empty for its defaults.

        Raises:
            DamagedError: They cannot be read.
        """
        if self._parameters is None:
            row = self._connection.execute("select value from meta where key = 'parameters'").fetchone()
            try:
                self._parameters = weights_in(row[0]) if row else ()
            except ValueError as error:
                raise bad_weights() from error
        return self._parameters

    def adopt(self, parameters: tuple[float, ...]) -> None:
        """Use other weights from now on; the states must then be rebuilt."""
        self._connection.execute(
            "insert or replace into meta values ('parameters', ?)", (json.dumps(parameters),)
        )
        self._parameters = parameters

    def forget(self) -> None:
        """Read the weights again when next asked: another process may have adopted others."""
        self._parameters = None

    def options(self, scheme: int) -> Options:
        """The settings stored under a digest; the defaults where it is not known.

        Raises:
            DamagedError: They cannot be read.
        """
        if scheme not in self._known:
            row = self._connection.execute("select settings from scheme where id = ?", (scheme,)).fetchone()
            if row is None:
                return Options()
            try:
                self._known[scheme] = options_in(row[0])
            except ValueError as error:
                raise bad_settings() from error
        return self._known[scheme]

    def stored(self) -> dict[int, str]:
        """All settings by their digest, as `scheme_text` made them.

        Raises:
            DamagedError: Some cannot be read.
        """
        texts = dict(self._connection.execute("select id, settings from scheme order by id").fetchall())
        for scheme in texts:
            self.options(scheme)
        return texts

    def leave_out_unreadable(self) -> None:
        """Take out settings that cannot be read; their reviews then count as made with the defaults."""
        for (scheme,) in self._connection.execute("select id from scheme").fetchall():
            try:
                self.options(scheme)
            except DamagedError:
                self._connection.execute("delete from scheme where id = ?", (scheme,))

    def put(self, options: Options, version: str) -> int:
        """Store settings and the scheduler's version; returns their digest."""
        if (options, version) not in self._written:
            settings = scheme_text(options, version)
            scheme = int.from_bytes(blake2b(settings.encode(), digest_size=8).digest()) >> 2
            self._written[options, version] = scheme, settings
        row = self._written[options, version]
        self._connection.execute("insert or ignore into scheme values (?, ?)", row)
        return row[0]
