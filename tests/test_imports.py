"""Layers, and what a quick command may load."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]
HEAVY = ("textual", "rich", "kiwipiepy", "genanki", "typst", "markdown_it", "numpy", "httpx")
PROBE = """
import json, sys
from studykit.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""


def test_the_layers_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


@pytest.mark.parametrize("command", [["--version"], ["stats", "--json"], ["check"]])
def test_a_quick_command_loads_nothing_heavy(command: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *command],
        cwd=ROOT,
        env={**os.environ, "STUDYKIT_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(json.loads(done.stderr.splitlines()[-1]))
    assert "studykit" in loaded
    assert not loaded & set(HEAVY)
