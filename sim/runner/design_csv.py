"""A design of the user's own: a CSV whose heading names parameters, a row for each combination of values."""

import csv
import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sim.engine.config import Config
from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused
from sim.foundation.parameters import Declaration
from sim.foundation.text import gettext as _
from sim.runner.keys import as_json, checked, varied
from sim.runner.plan import MOST_RUNS, Row
from sim.runner.spans import declaration_of
from sim.scenarios.overrides import parsed_value
from sim.scenarios.safe_yaml import check_text

Load = Callable[[str], Config]
LARGEST_BYTES = 200_000_000
SCENARIO = "scenario"
NUMBER = re.compile(r"[-+]?([0-9]{1,18}|[0-9]*\.?[0-9]+([eE][-+]?[0-9]{1,3})?)")
WHOLE = re.compile(r"[-+]?[0-9]+")


def read_csv(path: Path, base: Config, load: Load | None) -> tuple[tuple[str, ...], list[Row], tuple[Config, ...]]:
    """Read a design.

    Parameters
    ----------
    path : Path
        A CSV in UTF-8, comma-separated, with dotted names of parameters in its first line.
    base : Config
        The scenario of rows that do not name one.
    load : callable, optional
        Loads a scenario by name, for a column ``scenario``.

    Returns
    -------
    names, rows, scenarios
        Varied parameters; rows with checked values; the scenarios that rows point to.

    Raises
    ------
    InputRefused
        For the first fault, with file, line and column: unknown or doubled columns, cells too few or too many, values
        out of range, a row given twice, no rows.
    """
    lines = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        heading = [name.strip() for name in next(lines, [])]
        declared = _declared(heading, path)
        reader = _Reader(path, base, load, heading, declared)
        for cells in lines:
            if any(cell.strip() for cell in cells):
                reader.add(cells, lines.line_num)
    except csv.Error as error:
        raise InputRefused(f"{path.name}:{lines.line_num}", str(error), _("rows of comma-separated cells")) from error
    if not reader.rows:
        raise InputRefused(path.name, _("no rows"), _("a heading and at least one row"))
    return reader.names, reader.rows, tuple(reader.scenarios.values())


class _Reader:
    """Rows read so far."""

    def __init__(
        self, path: Path, base: Config, load: Load | None, heading: list[str], declared: dict[str, Declaration]
    ):
        self.path, self.base, self.load, self.heading, self.declared = path, base, load, heading, declared
        self.names = tuple(name for name in heading if name != SCENARIO)
        self.rows: list[Row] = []
        self.scenarios: dict[str, Config] = {} if SCENARIO in heading else {base.scenario: base}
        self._seen: dict[str, int] = {}

    def add(self, cells: Sequence[str], line: int) -> None:
        """Check a row and take it."""
        where = f"{self.path.name}:{line}"
        if len(cells) != len(self.heading):
            came = _("{n} cells").format(n=len(cells))
            raise InputRefused(where, came, _("{n}, as in the heading").format(n=len(self.heading)))
        given = dict(zip(self.heading, (cell.strip() for cell in cells), strict=True))
        scenario = self._scenario(given.pop(SCENARIO, None), where)
        config = list(self.scenarios.values())[scenario]
        values = tuple(
            checked(config, name, _cell(self.declared[name], text, f"{where} {name}"), f"{where} {name}")
            for name, text in given.items()
        )
        before = self._seen.setdefault(as_json([scenario, *values]), line)
        if before != line:
            came = _("the same values as in line {line}").format(line=before)
            raise InputRefused(where, came, _("each row once; replicates= plays it again"))
        if len(self.rows) >= MOST_RUNS:
            raise InputRefused(where, _("another row"), _("at most {n} runs").format(n=f"{MOST_RUNS:,}"))
        try:
            varied(config, self.names, values)
        except InputRefused as refused:
            raise InputRefused(f"{where} {refused.place}", refused.came, refused.allowed, refused.mend) from refused
        self.rows.append(Row(scenario, values))

    def _scenario(self, name: str | None, where: str) -> int:
        if name is None:
            return 0
        if name not in self.scenarios:
            if self.load is None:
                raise InputRefused(f"{where} {SCENARIO}", shown(name), _("no such column here"))
            try:
                self.scenarios[name] = self.load(name)
            except InputRefused as refused:
                raise InputRefused(f"{where} {refused.place}", refused.came, refused.allowed, refused.mend) from refused
        return list(self.scenarios).index(name)


def _declared(heading: list[str], path: Path) -> dict[str, Declaration]:
    if not any(heading):
        raise InputRefused(path.name, _("an empty file"), _("a heading and at least one row"))
    declared = {}
    for number, name in enumerate(heading, start=1):
        where = _("{file}:1 column {number}").format(file=path.name, number=number)
        if not name:
            raise InputRefused(where, _("a column without a name"), _("names of parameters"))
        if name in declared or heading.count(name) > 1:
            raise InputRefused(where, _("{name} twice").format(name=name), _("each name once"))
        if name != SCENARIO:
            declared[name] = declaration_of(name, where)
    return declared


def _cell(declared: Declaration, text: str, place: str) -> Any:
    """Return a cell as it would be read after ``key=``; an empty one is refused, for it could mean anything."""
    if not text:
        raise InputRefused(place, _("an empty cell"), _("a value in every row"))
    check_text(text, place)
    if isinstance(declared.default, str):
        return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
    if WHOLE.fullmatch(text) and len(text) < 19:
        return int(text)
    return float(text) if NUMBER.fullmatch(text) else parsed_value(place, text)


def _text(path: Path) -> str:
    if not path.is_file():
        raise InputRefused("design", _("no such file: {file}").format(file=shown(str(path))), _("a YAML or CSV file"))
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
        if len(data) > LARGEST_BYTES:
            raise InputRefused(path.name, _("a file too large"), _("at most {n}").format(n=f"{LARGEST_BYTES:,} B"))
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise InputRefused(path.name, error.strerror or str(error), _("a file that can be read")) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputRefused(f"{path.name}:{line}", _("not UTF-8"), _("text in UTF-8")) from error
    if "\0" in text:
        raise InputRefused(path.name, _("a NUL character"), _("text in UTF-8"))
    return text
