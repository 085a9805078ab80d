"""One error tree, drawn in its module's docstring."""

import inspect
import re

from studykit import errors
from studykit.errors import DeckError, StudykitError, UsageError


def test_the_drawing_names_every_error_and_no_other() -> None:
    drawn = set(re.findall(r"\w+Error", errors.__doc__ or ""))
    real = {
        name
        for name, value in vars(errors).items()
        if inspect.isclass(value) and issubclass(value, Exception)
    }
    assert drawn == real


def test_a_message_names_file_and_line() -> None:
    assert str(DeckError("unknown key 'kinds'", "Remove it.", file="decks/a.yaml", line=7)) == (
        "decks/a.yaml:7: unknown key 'kinds'"
    )
    assert str(StudykitError("no deck yet")) == "no deck yet"


def test_wrong_usage_has_an_exit_code_of_its_own() -> None:
    assert UsageError("x").exit_code == 2
    assert DeckError("x").exit_code == 1
