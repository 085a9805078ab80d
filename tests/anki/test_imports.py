"""What reading a package may load: importing is a quick command and needs no writer of packages."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["read", "edits", "ledger", "connect", "progress", "note_types"])
def test_only_writing_a_package_loads_genanki(module: str) -> None:
    code = f"import sys, studykit.anki.{module}; print(sorted({{'genanki', 'textual', 'kiwipiepy', 'anki'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
