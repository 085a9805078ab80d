"""typst, behind one function: a template and its data in, the bytes of a PDF out."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from studykit.errors import PrintError
from studykit.paper.fonts import EMBEDDED, Face
from studykit.paper.options import Standard

_BACKSLASH = {"name": "DejaVu Sans Mono", "covers": r"\\"}
_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF and what its template reported (a label's value)."""

    pdf: bytes
    report: Any


def render(
    template: str, data: dict[str, Any], faces: Sequence[Face], *, standards: Sequence[Standard] = ()
) -> Rendered:
    """Typeset a template of this package.

    Args:
        template: Its file name.
        data: What it draws; strings in it are shown as they are.
        faces: The fonts, the text face first. Nothing else is used, so the same data gives the same bytes.
        standards: What the PDF must conform to.

    Raises:
        PrintError: the typesetter refuses.
    """
    import typst  # noqa: PLC0415 (only printing needs it)

    with _font_folder(faces) as folder:
        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=True,
            font_paths=[str(folder)],
        )
        job = json.dumps(
            {**data, "fonts": _families(fonts.fonts(), faces, data["language"])}, ensure_ascii=False
        )
        compiler = typst.Compiler(
            str(_TEMPLATES / template),
            root=str(_TEMPLATES),
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"job": job},
        )
        made = data["made"]
        stamp = datetime(made[0], made[1], made[2], tzinfo=UTC) if made else None
        try:
            pdf = compiler.compile(format="pdf", pdf_standards=list(standards), timestamp=stamp)
            assert isinstance(pdf, bytes)  # one file, since no output was named
            report = json.loads(compiler.query("<report>", field="value", one=True))
        except RuntimeError as err:  # typst's own error is one, and it raises bare ones as well
            raise PrintError(
                f"the page could not be laid out ({err})", "Report this with the deck, please."
            ) from err
    return Rendered(pdf, report)


@contextlib.contextmanager
def _font_folder(faces: Sequence[Face]) -> Iterator[Path]:
    """A folder that holds the chosen files and no others: typst takes folders only, and reads all of one."""
    with tempfile.TemporaryDirectory(prefix="studykit-fonts-") as name:
        for at, face in enumerate(faces):
            for kind, path in (("a", face.path), ("b", face.bold)):
                if path is not None:
                    _link(path.resolve(), Path(name) / f"{at:02}{kind}{path.suffix.lower()}")
        yield Path(name)


def _link(source: Path, target: Path) -> None:
    try:
        target.symlink_to(source)
    except OSError:  # Windows without the privilege, file systems without links
        shutil.copyfile(source, target)


def _families(infos: Sequence[Any], faces: Sequence[Face], language: str) -> list[Any]:
    """The family names of the chosen files, in the order of ``faces``, with the fonts inside typst where needed."""
    region = {"ko": " KR", "ja": " JP", "zh": " SC"}.get(language, " KR")
    names: list[str] = []
    for at, face in enumerate(faces):
        if face.path is None:
            names.append(EMBEDDED)
            continue
        same = [i.family for i in infos if i.path and _is_file(Path(i.path), face.path, f"{at:02}a")]
        # A collection holds one family for each region; the glyphs of Han characters differ.
        regional = [family for family in same if family.endswith(region)]
        names += (regional or same)[:1]
    families: list[Any] = list(dict.fromkeys(names))
    # Korean fonts draw a backslash as a won sign, which makes nonsense of code and paths.
    return families if faces[0].path is None else [_BACKSLASH, *families]


def _is_file(found: Path, path: Path, stem: str) -> bool:
    return found.stem == stem or found == path.resolve()
