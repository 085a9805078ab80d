"""What all tests share: the seeds, a data folder of their own, and the command line as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[1]

# No deadline: a loaded machine is no fault of the code. HYPOTHESIS_PROFILE=soak looks harder.
settings.register_profile(
    "default", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "soak", deadline=None, max_examples=5000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

Studykit = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that belongs to this test alone."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("STUDYKIT_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the seed documents."""
    return ROOT / "seeds"


@pytest.fixture
def studykit(tmp_path: Path) -> Studykit:
    """Run ``studykit`` in a process of its own, in the test's folder."""

    def run(*words: str | Path, stdin: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "studykit", *map(str, words)],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=cwd or tmp_path,
            timeout=120,
            check=False,
        )

    return run
