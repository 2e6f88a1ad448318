"""Scenarios from a workbook: a column a scenario, a row a parameter, cells as they would be typed after ``name=``.

Cells hold numbers, words, true and false. Formulas, dates and errors are refused, macros and links are never opened,
and a workbook that unpacks to much, or declares entities, is refused before anything reads it.
"""

import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.scenarios.load import check_plain_name, load_scenario
from sim.scenarios.safe_yaml import check_text

if TYPE_CHECKING:
    from sim.engine.config import Config

SUFFIX = ".xlsx"
OTHER_SUFFIXES = (".xlsm", ".xls", ".xlsb", ".ods")
LARGEST_BYTES, LARGEST_UNPACKED = 2_000_000, 20_000_000
MOST_ROWS, MOST_SCENARIOS = 500, 12
BASE = "scenario"
TITLES = ("title.en", "title.zh", "question.en", "question.zh")
EMPTY = ("", None)
BROKEN = (
    ArithmeticError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError, TypeError, ValueError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What a broken workbook lets the readers of archives and XML stumble over."""


@dataclass(frozen=True)
class Cell:
    """A filled cell: its place, for refusals, the name in its row, and its text."""

    place: str
    name: str
    text: str


def is_workbook(word: str) -> bool:
    """Whether a word names a workbook, of a kind that is read or not."""
    return word.lower().endswith((SUFFIX, *OTHER_SUFFIXES))


def load_workbook(name: str, overrides: Sequence[str] = ()) -> "list[Config]":
    """Load the scenarios of a workbook's first sheet.

    Parameters
    ----------
    name : str
        Path of an ``.xlsx`` file. Its first row holds names of scenarios from the second column on, its first column
        names of parameters; the rows ``scenario`` (what a column begins from; baseline if empty), ``title.en``,
        ``title.zh``, ``question.en`` and ``question.zh`` may be among them. Empty cells say nothing.
    overrides : sequence of str
        ``key=value`` for all of them, which win.

    Raises
    ------
    InputRefused
        With file and cell, for what a configuration may not be, a formula, a date, a name given twice, no scenario.
    """
    path = _checked_file(name)
    return [_loaded(label, cells, overrides) for label, cells in _columns(path).items()]


def _loaded(label: str, cells: list[Cell], overrides: Sequence[str]) -> "Config":
    base = next((cell.text for cell in cells if cell.name == BASE), "baseline")
    words = {f"{cell.name}={cell.text}": cell for cell in cells if cell.name not in (BASE, *TITLES)}
    try:
        config = load_scenario(base, [*words, *overrides])
    except InputRefused as refused:
        typed = {word.partition("=")[0].strip() for word in overrides}
        at = next((cell for cell in cells if _is_about(cell, refused)), None)
        if at is None or at.name in typed:
            raise
        raise InputRefused(at.place, refused.came, refused.allowed, refused.mend) from refused
    texts = {cell.name: cell.text for cell in cells if cell.name in TITLES}
    title, question = (
        {lang: texts.get(f"{kind}.{lang}", "") for lang in ("en", "zh")} for kind in ("title", "question")
    )
    return replace(config, scenario=label, title=_filled(title, label), question=_filled(question, ""))


def _is_about(cell: Cell, refused: InputRefused) -> bool:
    words = refused.place.split()
    return any(word == cell.name or word.startswith(f"{cell.name}.") for word in (refused.place, *words[-1:]))


def _filled(texts: dict[str, str], otherwise: str) -> dict[str, str]:
    """Return texts of which one that is missing is said in the other language."""
    return {lang: text or texts["en"] or texts["zh"] or otherwise for lang, text in texts.items()}


def _columns(path: Path) -> dict[str, list[Cell]]:
    """Return the filled cells of each scenario by its name."""
    rows = list(_rows(path))
    labels: dict[int, str] = {}
    for place, value in enumerate(rows[0] if rows else ()):
        if place == 0 or value[1] in EMPTY:
            continue
        label = _text(*value)
        check_plain_name(label, value[0])
        if label in labels.values():
            raise InputRefused(value[0], _("{name} given twice").format(name=shown(label)), _("each name once"))
        labels[place] = label
    if not labels or len(labels) > MOST_SCENARIOS:
        allowed = _("from 1 to {n} names of scenarios in the first row, from column B on").format(n=MOST_SCENARIOS)
        raise InputRefused(path.name, _("{n} scenarios").format(n=len(labels)), allowed)
    found: dict[str, list[Cell]] = {label: [] for label in labels.values()}
    seen: set[str] = set()
    for row in rows[1:]:
        filled = [place for place, value in enumerate(row) if value[1] not in EMPTY]
        if not filled:
            continue
        name = _text(*row[0]) if row[0][1] not in EMPTY else ""
        if not name or name in seen:
            came = _("{name} given twice").format(name=shown(name)) if name else _("values without a parameter")
            raise InputRefused(row[0][0], came, _("each name once, in column A"))
        seen.add(name)
        for place in filled[1:]:
            if place not in labels:
                raise InputRefused(row[place][0], _("a value without a scenario"), _("its name in the first row"))
            found[labels[place]].append(Cell(row[place][0], name, _text(*row[place])))
    return found


def _rows(path: Path) -> Iterator[list[tuple[str, Any]]]:
    """Yield the rows of the first sheet: place and value of each cell."""
    import openpyxl
    from openpyxl.utils import get_column_letter

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, keep_links=False, rich_text=False)
            rows = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_SCENARIOS + 2)
            table = [[(cell.value, cell.data_type) for cell in row] for row in rows]
        book.close()
    except BROKEN as error:
        raise _no_workbook(path) from error
    if len(table) > MOST_ROWS:
        came = _("more than {n} rows").format(n=MOST_ROWS)
        raise InputRefused(path.name, came, _("a short sheet"))
    for number, cells in enumerate(table, 1):
        row = []
        for place, (value, kind) in enumerate(cells, 1):
            where = f"{path.name} {get_column_letter(place)}{number}"
            if kind == "f" or kind == "e":
                came = _("a formula") if kind == "f" else _("an error ({value})").format(value=shown(value))
                raise InputRefused(where, came, _("the value itself"))
            row.append((where, value.strip() if isinstance(value, str) else value))
        yield row


def _text(place: str, value: Any) -> str:
    """Return a cell's value as it would be typed."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        check_text(value, place)
        return value
    raise InputRefused(place, shown(value), _("a number, a word, true or false"))


def _checked_file(name: str) -> Path:
    """Refuse what is no workbook, is too large, or holds declarations with which XML could do more than hold data."""
    path = Path(name)
    if not name.lower().endswith(SUFFIX):
        raise InputRefused(shown(name), _("a workbook of another kind"), _("a workbook saved as .xlsx"))
    if not path.is_file():
        came = _("a folder") if path.is_dir() else _("there is no such file")
        raise InputRefused(shown(name), came, _("a workbook saved as .xlsx"))
    try:
        if path.stat().st_size > LARGEST_BYTES:
            came = _("more than {n} bytes").format(n=f"{LARGEST_BYTES:,}")
            raise InputRefused(path.name, came, _("a small workbook"))
        _check_parts(path)
    except BROKEN as error:
        raise _no_workbook(path) from error
    return path


def _check_parts(path: Path) -> None:
    left = LARGEST_UNPACKED
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            with archive.open(info) as part:
                content = part.read(left + 1)
            left -= len(content)
            if left < 0:
                came = _("unpacks to more than {n} bytes").format(n=f"{LARGEST_UNPACKED:,}")
                raise InputRefused(path.name, came, _("a small workbook"))
            if info.filename.lower().endswith((".xml", ".rels")) and _acts(content):
                raise InputRefused(path.name, _("XML with declarations"), _("a workbook as a spreadsheet saves it"))
            if "vbaproject" in info.filename.lower():
                raise InputRefused(path.name, _("macros"), _("a workbook without macros"))


def _acts(content: bytes) -> bool:
    """Whether XML declares entities, or is written so that this could not be seen."""
    return b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content


def _no_workbook(path: Path) -> InputRefused:
    return InputRefused(path.name, _("no workbook that can be read"), _("a workbook saved as .xlsx"))
