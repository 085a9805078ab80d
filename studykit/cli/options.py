"""The commands and their options, in one place: this module alone decides what the command line accepts."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

DECK_HELP = "deck files, folders or names; every deck when none is named"


def _command(commands: Commands, name: str, text: str, module: str = "") -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    command.set_defaults(module=module or name)
    return command


def _decks(command: argparse.ArgumentParser, *, needed: bool = False) -> None:
    command.add_argument("decks", nargs="+" if needed else "*", metavar="DECK", help=DECK_HELP)


def _drafts(command: argparse.ArgumentParser) -> None:
    command.add_argument("--drafts", action="store_true", help="include drafts, which wait for a person")


def count(text: str) -> int:
    """A whole number of cards, 0 or more."""
    value = int(text) if text.isascii() and text.isdigit() else -1
    if value < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of cards")
    return value


def _generate(commands: Commands) -> None:
    command = _command(commands, "generate", "make a deck from a summary and its transcript")
    command.add_argument(
        "inputs", nargs="+", metavar="SUMMARY|FOLDER", type=Path, help="summaries, or folders with notes"
    )
    command.add_argument(
        "--transcript", type=Path, metavar="FILE", help="the transcript of the one summary named"
    )
    command.add_argument(
        "-o", "--output", type=Path, metavar="DECK.yaml", help="the deck file (a folder for several)"
    )
    command.add_argument("--json", action="store_true", help="print what was made, and why, as JSON")
    command.add_argument("--dry-run", action="store_true", help="write nothing")
    model = command.add_mutually_exclusive_group()
    model.add_argument(
        "--ask",
        nargs="?",
        const="-",
        metavar="FILE",
        help="write a request to paste into any chatbot, and make nothing",
    )
    model.add_argument(
        "--answers", metavar="FILE", help="make the cards of a chatbot's reply (- reads it here)"
    )
    model.add_argument(
        "--model",
        metavar="URL[#NAME]",
        help="ask a model over an OpenAI-style endpoint; it says first what it would send",
    )
    command.add_argument("--yes", action="store_true", help="send to the model without asking")


def _check(commands: Commands) -> None:
    command = _command(commands, "check", "look for faults in decks")
    _decks(command)
    command.add_argument("--json", action="store_true", help="print the faults as JSON")


def _review(commands: Commands) -> None:
    command = _command(commands, "review", "study what is due")
    _decks(command)
    command.add_argument("--limit", type=count, metavar="N", help="at most N cards")
    command.add_argument("--new", type=count, metavar="N", help="at most N new cards")
    command.add_argument("--plain", action="store_true", help="line by line, for screen readers and pipes")
    command.add_argument("--ascii", action="store_true", help="draw with plain ASCII characters")
    _drafts(command)


def _export(commands: Commands) -> None:
    command = _command(commands, "export", "write an Anki package or a CSV file")
    _decks(command, needed=True)
    command.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE.apkg|.csv", help="the file to write"
    )
    command.add_argument("--with-progress", action="store_true", help="send intervals and reviews along")
    _drafts(command)


def _print(commands: Commands) -> None:
    command = _command(commands, "print", "make a study sheet or cards to cut out, as PDF", module="printing")
    _decks(command, needed=True)
    command.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE.pdf", help="the file to write"
    )
    command.add_argument("--layout", choices=("sheet", "cards"), default="sheet", help="default: sheet")
    command.add_argument("--paper", choices=("a4", "letter", "a5"), default="a4", help="default: a4")
    command.add_argument("--font", type=Path, metavar="PATH", help="a font file that has every character")
    _drafts(command)


def _stats(commands: Commands) -> None:
    command = _command(commands, "stats", "show how the learning goes")
    _decks(command)
    command.add_argument("--json", action="store_true", help="print the figures as JSON")


COMMANDS = (_generate, _check, _review, _export, _print, _stats)
