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
    text = DECK_HELP if not needed else DECK_HELP.partition(";")[0]
    command.add_argument("decks", nargs="+" if needed else "*", metavar="DECK", help=text)


def _drafts(command: argparse.ArgumentParser) -> None:
    command.add_argument("--drafts", action="store_true", help="include drafts, which wait for a person")


def count(text: str) -> int:
    """A whole number of cards, 0 or more."""
    value = int(text) if text.isascii() and text.isdigit() else -1
    if value < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of cards")
    return value


def port(text: str) -> int:
    """A TCP port, 1 to 65535."""
    value = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= value <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; choose one from 1 to 65535")
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
    command.add_argument("--name", default="", help="a new deck's name; default: the talk's title")
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
    command.add_argument("--tag", default="", help="only notes with this tag")
    command.add_argument("--search", default="", metavar="TEXT", help="only notes that hold this text")
    command.add_argument("--practise", action="store_true", help="any card, due or not; nothing is counted")
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


def millimetres(text: str) -> tuple[float, float]:
    """Two numbers of millimetres, right and down: ``1.5,-0.5``."""
    try:
        right, down = (float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not RIGHT,DOWN in millimetres, such as 1.5,-0.5"
        ) from None
    return right, down


def _print(commands: Commands) -> None:
    command = _command(commands, "print", "make a study sheet or cards to cut out, as PDF", module="printing")
    _decks(command, needed=True)
    command.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE.pdf", help="the file to write"
    )
    form = command.add_argument_group("form")
    form.add_argument("--layout", choices=("sheet", "cards"), default="sheet", help="default: sheet")
    form.add_argument("--paper", choices=("a4", "letter", "a5"), default="a4", help="default: a4")
    form.add_argument(
        "--grid", default="2x4", metavar="2x4", help="cards across and down a page; A4 takes up to 5x5 or 3x8"
    )
    backs = form.add_mutually_exclusive_group()
    backs.add_argument("--duplex", choices=("long", "short"), help="the edge your printer flips the sheet on")
    backs.add_argument("--fold", action="store_true", help="answers beside the questions, to fold over")
    backs.add_argument("--single", action="store_true", help="answers on pages of their own")
    form.add_argument(
        "--back-offset", type=millimetres, default=(0.0, 0.0), metavar="X,Y", help="move the backs, in mm"
    )
    form.add_argument("--calibrate", action="store_true", help="print the page that tells the back offset")
    form.add_argument("--columns", type=int, choices=(1, 2), default=1, help="columns of a sheet")
    form.add_argument("--large", action="store_true", help="large print")
    form.add_argument("--no-evidence", action="store_true", help="leave out the words of the talk")
    form.add_argument("--html", action="store_true", help="the sheet as one HTML page")
    form.add_argument("--title", default="", help="default: the deck's name")
    form.add_argument("--font", type=Path, metavar="PATH", help="a font file that has every character")
    form.add_argument("--pdf-ua", action="store_true", help="PDF/UA-1, for screen readers")
    form.add_argument("--pdf-a", action="store_true", help="PDF/A-2a, for archives")
    which = command.add_argument_group("which cards")
    sets = which.add_mutually_exclusive_group()
    for name, text in (
        ("due", "what is due today"),
        ("leeches", "what is forgotten again and again"),
        ("flagged", "what the audit or you have flagged"),
    ):
        sets.add_argument(f"--{name}", dest="which", action="store_const", const=name, help=text)
    which.add_argument(
        "--tag", action="append", default=[], help="notes or decks with this tag (may be repeated)"
    )
    which.add_argument("--search", default="", metavar="WORDS", help="cards that hold all these words")
    which.add_argument(
        "--order", choices=("deck", "time", "due", "random"), default="deck", help="default: deck"
    )
    which.add_argument("--limit", type=count, metavar="N", help="at most N cards")
    which.add_argument("--apart", action="store_true", help="leave out questions that show another's answer")
    command.set_defaults(which="all")
    which.add_argument("--drafts", action="store_true", help="include drafts, which wait for a person")


def _grade(commands: Commands) -> None:
    command = _command(commands, "grade", "record the grades you wrote on a printed sheet")
    command.add_argument(
        "sheet", type=Path, metavar="SHEET.pdf", help="the sheet, with its .cards.json beside it"
    )
    command.add_argument(
        "grades", nargs="+", metavar="3=2", help="number=grade: 1 again, 2 hard, 3 good, 4 easy; rest=3"
    )
    command.add_argument("--again", action="store_true", help="you went through the same paper once more")


def _import(commands: Commands) -> None:
    command = _command(
        commands, "import", "bring in reviews and notes from Anki, a CSV deck or a review log", module="bring"
    )
    command.add_argument("file", type=Path, metavar="FILE.apkg|.csv|.jsonl", help="the file to read")
    command.add_argument("--take-edits", action="store_true", help="take over what was edited in Anki")
    command.add_argument("--json", action="store_true", help="print what was brought as JSON")


def _anki(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=port, metavar="N", help="AnkiConnect's port, if you changed it")


def _push(commands: Commands) -> None:
    command = _command(commands, "push", "bring a running Anki up to date, through AnkiConnect")
    _decks(command)
    command.add_argument("--with-progress", action="store_true", help="send intervals and reviews along")
    command.add_argument("--overwrite", action="store_true", help="overwrite what was edited in Anki as well")
    _drafts(command)
    _anki(command)


def _pull(commands: Commands) -> None:
    command = _command(commands, "pull", "bring in reviews and edits from a running Anki")
    command.add_argument("--take-edits", action="store_true", help="take over what was edited in Anki")
    command.add_argument("--json", action="store_true", help="print what was brought as JSON")
    _anki(command)


def _log(commands: Commands) -> None:
    command = _command(commands, "log", "export the review history, or make the states anew from it")
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True, dest="action")
    export = actions.add_parser("export", help="write it as lines of JSON, for another device to import")
    export.add_argument("file", type=Path, metavar="FILE.jsonl", help="the file to write; - prints it")
    actions.add_parser("rebuild", help="compute every card's state again from the log")


def _optimize(commands: Commands) -> None:
    command = _command(commands, "optimize", "fit the scheduler to your own reviews, if that wins")
    command.add_argument("--dry-run", action="store_true", help="only say what would be gained")
    command.add_argument("--reset", action="store_true", help="go back to the default weights")


def _stats(commands: Commands) -> None:
    command = _command(commands, "stats", "show how the learning goes")
    _decks(command)
    command.add_argument("--json", action="store_true", help="print the figures as JSON")


def _serve(commands: Commands) -> None:
    command = _command(commands, "serve", "show the same screens in a browser, on this machine only")
    command.add_argument("--port", type=port, default=8000, metavar="N", help="default: 8000")


COMMANDS = (
    _generate,
    _check,
    _review,
    _export,
    _import,
    _push,
    _pull,
    _print,
    _grade,
    _stats,
    _log,
    _optimize,
    _serve,
)
