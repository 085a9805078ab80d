"""Every error a user can cause, in one tree.

StudykitError            exit code 1: it could not be done
├── UsageError           exit code 2: the command's words are off
├── InputError           a file cannot be used: missing, unreadable, wrong encoding, too large
│   ├── SummaryError     a summary that holds no usable bullets, or breaks the rules of its format
│   ├── TranscriptError  the same for a transcript
│   └── DeckError        the same for a deck file
├── ConfigError          a setting that cannot be used
├── GenerateError        no cards can be made: no language module, a model that does not answer
├── ProgressError        the review history cannot be opened, read or written
├── PackageError         an Anki package that cannot be read or written
└── PrintError           a sheet that cannot be laid out: missing glyphs, impossible geometry

A message is one sentence that names the file and the line, when there is one; the hint is one that says
what to do. Front ends print both; nothing below them prints or exits.
"""

from __future__ import annotations


class StudykitError(Exception):
    """Something a user can mend.

    Args:
        message: One sentence: what is wrong, and where.
        hint: One sentence: what to do about it; empty where there is nothing to say.
        file: The file it is about, as the user named it.
        line: 1-based line in that file.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "", *, file: str = "", line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.file = file
        self.line = line

    @property
    def place(self) -> str:
        """``FILE:LINE``, ``FILE`` or an empty string."""
        if not self.file:
            return ""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class UsageError(StudykitError):
    """The command line asks for something that does not exist or does not go together."""

    exit_code = 2


class InputError(StudykitError):
    """A file cannot be used: missing, unreadable, not text, too large."""


class SummaryError(InputError):
    """A summary without usable bullets, or one that cannot be parsed."""


class TranscriptError(InputError):
    """A transcript that holds no speech, or one that cannot be parsed."""


class DeckError(InputError):
    """A deck file that breaks the format."""


class ConfigError(StudykitError):
    """A setting with a value that cannot be used."""


class GenerateError(StudykitError):
    """No cards can be made from this input."""


class ProgressError(StudykitError):
    """The review history cannot be opened, read or written."""


class PackageError(StudykitError):
    """An Anki package or CSV file that cannot be read or written."""


class PrintError(StudykitError):
    """A study sheet that cannot be laid out."""
