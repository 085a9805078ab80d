"""Where font files are: one named by the user, an installed font package, the system's folders."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path

# Packages that carry Hangul fonts, and the folder in them. They are found as data, never imported:
# koreanize_matplotlib would pull in matplotlib.
FONT_PACKAGES = (("koreanize_matplotlib", "fonts"),)

_SUFFIXES = {".ttf", ".otf", ".ttc"}
_MAX_FILES = 4000  # a designer's machine has about 3,000; past that the scan takes longer than the printing

# What reads well on paper and covers Hangul, then plain Latin text faces. File names without suffix, lower case.
_HANGUL = (
    "pretendard-regular", "notosanskr-regular", "notosanskr", "notosanscjk-regular", "notosanscjkkr-regular",
    "sourcehansanskr-regular", "applesdgothicneo", "nanumgothic", "nanumbarungothic", "malgun", "unbatang",
)  # fmt: skip
_LATIN = (
    "sourcesans3-regular", "inter-regular", "notosans-regular", "helveticaneue", "segoeui", "arial",
    "liberationsans-regular", "freesans",
)  # fmt: skip
_UNLIKE_TEXT = (
    "variable",
    "wght",
    "bold",
    "italic",
    "oblique",
    "light",
    "thin",
    "black",
    "heavy",
    "condensed",
    "mono",
    "math",
)


def package_fonts() -> Iterator[Path]:
    """The regular faces that installed font packages carry."""
    for package, folder in FONT_PACKAGES:
        spec = importlib.util.find_spec(package)
        for place in (spec and spec.submodule_search_locations) or ():
            yield from sorted(p for p in _listed(Path(place) / folder) if not _unlike_text(p))


def preferred_fonts() -> Iterator[Path]:
    """The system's fonts that are known to read well, best first."""
    by_stem: dict[str, Path] = {}
    for path in system_fonts():
        by_stem.setdefault(path.stem.lower(), path)
    yield from (by_stem[stem] for stem in (*_HANGUL, *_LATIN) if stem in by_stem)


def other_fonts() -> Iterator[Path]:
    """Every other font of the system, text faces first."""
    known = {*_HANGUL, *_LATIN}
    paths = [p for p in system_fonts() if p.stem.lower() not in known]
    yield from sorted(paths, key=lambda p: (_unlike_text(p), p.name.lower(), str(p)))


def bold_of(path: Path) -> Path | None:
    """The file of a face's bold weight, where it stands beside it under one of the usual names."""
    stem = path.stem.removesuffix("-Regular").removesuffix("Regular")
    for name in (f"{stem}Bold", f"{stem}-Bold", f"{stem}bd"):
        bold = path.with_name(name + path.suffix)
        if bold.is_file():
            return bold
    return None


def system_fonts() -> list[Path]:
    """The font files in this system's usual folders, in a fixed order."""
    found: list[Path] = []
    for folder in _system_folders():
        for place, folders, names in os.walk(folder):
            folders.sort()
            found += [Path(place) / n for n in sorted(names) if Path(n).suffix.lower() in _SUFFIXES]
            if len(found) >= _MAX_FILES:
                return found[:_MAX_FILES]
    return found


def _system_folders() -> tuple[Path, ...]:
    home = Path.home()
    if sys.platform == "darwin":
        return (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local"))
        return (
            local / "Microsoft/Windows/Fonts",
            Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
        )
    data = Path(os.environ.get("XDG_DATA_HOME", home / ".local/share"))
    return (data / "fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts"))


def _listed(folder: Path) -> list[Path]:
    return [p for p in folder.glob("*") if p.suffix.lower() in _SUFFIXES] if folder.is_dir() else []


def _unlike_text(path: Path) -> bool:
    stem = path.stem.lower()
    return any(word in stem for word in _UNLIKE_TEXT)
