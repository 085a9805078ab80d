"""What the documents say must be so."""

import re
import shlex
from pathlib import Path

import pytest

from studykit.cli.main import parser

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMAND = re.compile(r"^\s*(?:\$ )?(?:\.venv/bin/)?studykit(?P<words> [^\n#]*)?", re.MULTILINE)
BLOCK = re.compile(r"^[ \t]*```\w*\n(.*?)^[ \t]*```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)\s]+?)(?:#[^)]*)?\)")


def commands(path: Path) -> list[list[str]]:
    """The argument lists of the studykit commands in a document's code blocks that name no placeholder."""
    found = []
    for block in BLOCK.findall(path.read_text(encoding="utf-8")):
        for match in COMMAND.finditer(block):
            words = (match["words"] or "").strip()
            if not re.search(r"[A-Z]{3,}|\.\.\.|…|\[|\||<", words):
                # Two spaces and more set off a remark.
                found.append(shlex.split(re.split(r"\s{2,}", words)[0]))
    return found


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_in_a_document_is_accepted(path: Path) -> None:
    for words in commands(path):
        if "--version" not in words and "--help" not in words:
            assert parser().parse_args(words).module


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_in_a_document_leads_somewhere(path: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", path.read_text(encoding="utf-8"))
    targets = [path.parent / target for target in LINK.findall(text)]
    assert [target for target in targets if not target.exists()] == []


def test_the_readme_lists_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = {
        name
        for action in parser()._actions
        if hasattr(action.choices, "keys")
        for name in action.choices or ()
    }
    assert names
    assert {name for name in names if f"`studykit {name}" not in readme} == set()


def test_the_readme_holds_commands() -> None:
    assert len(commands(ROOT / "README.md")) >= 4
