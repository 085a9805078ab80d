"""The settings file: what it may hold, and what is said when it holds something else."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from studykit.errors import ConfigError
from studykit.model import Settings
from studykit.progress.config import Config, load_config, parse_config
from studykit.progress.home import config_path, home, progress_path
from studykit.schedule.settings import Options

FULL = """
new_per_day = 5
reviews_per_day = 50
desired_retention = 0.85
learning_steps = [1, 5, 30]
relearning_steps = []
maximum_interval = 365
leech_threshold = 0
rollover_hour = 3
timezone = "Asia/Seoul"

[tui]
theme = "nord"

[keys]
"review.show" = "space"
"""


def test_every_setting_is_read() -> None:
    config = parse_config(FULL, "config.toml")
    assert config.options == Options(5, 50, 0.85, (1, 5, 30), (), 365, 0)
    assert (config.clock.tz, config.clock.rollover_hour) == (ZoneInfo("Asia/Seoul"), 3)
    assert config.tables == {"tui": {"theme": "nord"}, "keys": {"review.show": "space"}}


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_config(tmp_path / "none.toml") == Config()


def test_the_file_is_looked_for_in_the_data_folder(own_home: Path) -> None:
    assert home() == own_home
    assert progress_path().parent == config_path().parent == own_home
    config_path().write_text("new_per_day = 3", "utf-8")
    assert load_config().options.new_per_day == 3


def test_a_decks_own_settings_come_before_the_users() -> None:
    options = Options(new_per_day=5).of_deck(Settings(desired_retention=0.8, learning_steps=()))
    assert (options.new_per_day, options.desired_retention, options.learning_steps) == (5, 0.8, ())


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("\nnew_per_day = -1", 2, "from 0 to 9999"),
        ("new_per_day = 1.5", 1, "whole number"),
        ("new_per_day = true", 1, "whole number"),
        ("# a\n# b\ndesired_retention = 1.0", 3, "from 0.7 to 0.99"),
        ('desired_retention = "high"', 1, "must be a number"),
        ("desired_retention = nan", 1, "from 0.7 to 0.99"),
        ("learning_steps = 10", 1, "list"),
        ("learning_steps = [0]", 1, "whole minutes from 1"),
        ("learning_steps = [1.5]", 1, "whole minutes from 1"),
        ("learning_steps = [1,1,1,1,1,1,1,1,1,1,1]", 1, "at most 10"),
        ("rollover_hour = 24", 1, "from 0 to 23"),
        ('\n\ntimezone = "Mars/Olympus"', 3, "time zone"),
        ('timezone = "../../etc/passwd"', 1, "time zone"),
        ("timezone = 9", 1, "time zone"),
        ("new_cards = 3", 1, "unknown setting 'new_cards'"),
        ("keys = 3", 1, "must be a table"),
        ("\n[study]\nx = 1", 2, "unknown setting 'study'"),
        ("new_per_day = \n", 1, "not valid TOML"),
        ("new_per_day = 1\nnew_per_day = 2", 2, "not valid TOML"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(words)) as caught:
        parse_config(text, "config.toml")
    assert (caught.value.file, caught.value.line) == ("config.toml", line)
    assert caught.value.hint


@pytest.mark.parametrize("data", [b"\xff\xfe\x00n", b"x" * (1 << 20) + b"x", None])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "config.toml"
    if data is None:
        path.mkdir()
    else:
        path.write_bytes(data)
    with pytest.raises(ConfigError):
        load_config(path)
