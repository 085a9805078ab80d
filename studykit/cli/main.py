"""``studykit``: the command line's entry. Each command imports what it needs when it runs, not before."""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from studykit import __version__
from studykit.cli import options
from studykit.errors import StudykitError

INTERRUPTED = 130
# A reader that goes away (head, less) is no error: the exit code a shell gives to SIGPIPE.
BROKEN_PIPE = 128 + signal.SIGPIPE


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (0 done, 1 could not be done, 2 wrong usage, 130 interrupted)."""
    # A stream that the caller has closed is None; what is printed then goes nowhere.
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = _run(sys.argv[1:] if argv is None else list(argv))
        sys.stdout.flush()
    except StudykitError as err:
        _tell(str(err), err.hint)
        return err.exit_code
    except KeyboardInterrupt:
        _tell("interrupted", "")
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return BROKEN_PIPE
    except OSError as err:
        # What no layer foresaw of the system's refusals: a full disk behind stdout, a name too long.
        place = f"{err.filename}: " if err.filename else ""
        _tell(f"{place}{(err.strerror or type(err).__name__).lower()}", "Check the path and the free space.")
        _drop_output()
        return 1
    except Exception as err:
        if os.environ.get("STUDYKIT_DEBUG"):
            raise
        _tell(f"a fault in studykit itself: {type(err).__name__}", _save_trace())
        return 1
    return code


def _run(argv: list[str]) -> int:
    args = parser().parse_args(argv)
    command = importlib.import_module(f"studykit.cli.{args.module}")
    code: int = command.run(args)
    return code


def parser() -> argparse.ArgumentParser:
    """The whole command line; documentation and tests walk it."""
    top = argparse.ArgumentParser(
        prog="studykit",
        description="Flashcards with evidence, from the notes of a talk.",
        epilog="Without a command: the deck list, in the terminal.",
    )
    top.add_argument("--version", action="version", version=f"studykit {__version__}")
    top.add_argument("--ascii", action="store_true", help="draw with plain ASCII characters")
    top.set_defaults(module="home")
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    for add in options.COMMANDS:
        add(commands)
    return top


def _drop_output() -> None:
    """Send what is still buffered nowhere: Python writes it once more when it ends, and would fail again."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(message: str, hint: str) -> None:
    lines = [f"studykit: {message}"] + ([f"  {hint}"] if hint else [])
    print("\n".join(lines), file=sys.stderr)  # noqa: T201


def _save_trace() -> str:
    """Keep the trace where a report can quote it; a user is not shown it."""
    from studykit.files import write_text
    from studykit.progress.home import home

    try:
        path: Path = home() / "fault.txt"
        write_text(path, traceback.format_exc())
    except (OSError, StudykitError):
        return "Set STUDYKIT_DEBUG=1 and run it again to see where."
    return f"Please report it with the file {path}."


if __name__ == "__main__":
    sys.exit(main())
