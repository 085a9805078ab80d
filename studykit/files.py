"""Files: read with a limit, written aside and then replaced, so that no reader ever sees half a file."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from studykit.errors import InputError

MAX_BYTES = 64 * 1024 * 1024


def is_special(path: Path) -> bool:
    """Whether a pipe, a device or the like stands at ``path``: reading it may wait for ever, or never end."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def read_bytes(path: Path, *, limit: int = MAX_BYTES, regular: bool = False) -> bytes:
    """The content of a file.

    Args:
        path: The file.
        limit: Most bytes it may have.
        regular: Refuse a pipe or a device. A person may name one on the command line; where the program itself
            looks for a file, none is meant.

    Raises:
        InputError: it is missing, a folder, not readable, larger than ``limit`` bytes, or not ``regular``.
    """
    name = str(path)
    try:
        if path.is_dir():
            raise InputError("this is a folder, not a file", "Name a file in it.", file=name)
        if regular and is_special(path):
            raise InputError("this is a pipe or a device, not a file", "Move it away.", file=name)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise InputError("there is no such file", "Check the path.", file=name) from None
    except OSError as err:
        raise InputError(
            f"this file cannot be read ({_reason(err)})", "Check its permissions.", file=name
        ) from err
    if len(data) > limit:
        raise InputError(
            f"this file is larger than {limit // 2**20} MB", "Split it, or name another.", file=name
        )
    return data


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside ``path`` that takes its place when the block ends well, and goes when it does not.

    Raises:
        InputError: the folder or file cannot be written; what stood at ``path`` is still there.
    """
    temporary: Path | None = None
    try:
        # A link is followed, so that a deck kept elsewhere is not torn from its link.
        target = _resolved(path)
        if target.exists() and not target.is_file():
            raise InputError(
                "this is no regular file, and will not be replaced", "Name another place.", file=str(path)
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        _settle(temporary, target)
    except OSError as err:
        raise InputError(
            f"this file cannot be written ({_reason(err)})",
            "Check the folder's permissions and the free space, or name another place.",
            file=str(path),
        ) from err
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text in one step; line ends are kept as they are in ``text``."""
    with replacing(path) as temporary:
        temporary.write_bytes(text.encode("utf-8"))


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except RuntimeError as err:  # Python 3.11 and 3.12 for a loop of links; later ones raise OSError
        raise InputError(
            "this is a loop of links", "Name the file itself, or remove the link.", file=str(path)
        ) from err


def _settle(temporary: Path, target: Path) -> None:
    """Flush to the disk, keep the old file's mode (mkstemp gives 0600), and take its place."""
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    temporary.chmod(mode)
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    temporary.replace(target)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _reason(err: OSError) -> str:
    return (err.strerror or type(err).__name__).lower()
