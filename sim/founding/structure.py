"""A city as a list of streets with their numbers of committees: from a table of the user's, or the embedded streets.

Two tables are understood, told apart by their headings. One has a row a committee: ``code12 name kind street_code9
street_name district_name``, of which those of kind ``juweihui`` are counted. The other has a row a street:
``street_code9 street_name district_name n_juweihui``. Other columns may stand beside these.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.founding.streets import Street

COMMITTEE = "juweihui"
VILLAGE = "cunweihui"
KINDS = (COMMITTEE, VILLAGE, "quasi_juweihui", "quasi_cunweihui")
OF_COMMITTEES = ("code12", "kind", "street_code9", "street_name", "district_name")
OF_STREETS = ("street_code9", "street_name", "district_name", "n_juweihui")
LARGEST_BYTES = 100_000_000
LONGEST_NAME = 60
ACTING = ("${", "_target_")
"""What no name may hold: names come to stand in titles of stored configurations, where these are refused."""
MOST_COMMITTEES = 2047
"""Committees that one street office can have: as many as there are identities of neighbourhoods."""
MOST_STREETS = 100_000
TYPES = {"街道": "jiedao", "镇": "zhen", "乡": "xiang"}
Row = tuple[str, dict[str, str]]
"""Where a row stands (file and line), and its cells by heading."""


def read_structure(path: Path) -> list[Street]:
    """Read the streets of a city from a CSV in UTF-8.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    list of Street
        In order of their codes; those without a committee too.

    Raises
    ------
    InputRefused
        For the first fault, with file, line and column: a heading that is neither of the two, cells too few or too
        many, codes that are none, stand there twice or contradict each other, names that change, no committee at all.
    """
    lines = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        heading = [name.strip() for name in next(lines, [])]
        read = _reader_for(heading, path)
        found = read(_rows(lines, heading, path))
    except csv.Error as error:
        raise InputRefused(f"{path.name}:{lines.line_num}", str(error), _("rows of comma-separated cells")) from error
    if not any(street.n_committees for street in found):
        raise InputRefused(path.name, _("no residents' committee"), _("a street with at least one"))
    return sorted(found)


def _reader_for(heading: Sequence[str], path: Path) -> Callable[[Iterator[Row]], list[Street]]:
    doubled = next((name for name in heading if name and heading.count(name) > 1), None)
    if doubled:
        raise InputRefused(f"{path.name}:1", _("{name} twice").format(name=shown(doubled)), _("each name once"))
    for needed, read in ((OF_COMMITTEES, _count_committees), (OF_STREETS, _take_streets)):
        if set(needed) <= set(heading):
            return read
    needed = OF_COMMITTEES if "code12" in heading else OF_STREETS
    missing = ", ".join(name for name in needed if name not in heading)
    came = _("no column {names}").format(names=missing) if any(heading) else _("an empty file")
    allowed = _("{first}; or {second}").format(first=",".join(OF_COMMITTEES), second=",".join(OF_STREETS))
    raise InputRefused(f"{path.name}:1", came, allowed)


def _rows(lines: Iterator[list[str]], heading: Sequence[str], path: Path) -> Iterator[Row]:
    """Yield rows that are as wide as the heading; empty lines are passed over."""
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        where = f"{path.name}:{lines.line_num}"  # type: ignore[attr-defined]
        if len(cells) != len(heading):
            came, allowed = _("{n} cells"), _("{n}, as in the heading")
            raise InputRefused(where, came.format(n=len(cells)), allowed.format(n=len(heading)))
        yield where, dict(zip(heading, (cell.strip() for cell in cells), strict=True))


def _count_committees(rows: Iterator[Row]) -> list[Street]:
    streets = _Streets()
    seen: dict[str, str] = {}
    for where, row in rows:
        code = _code(row, "code12", 12, where)
        if code in seen:
            came = _("{code} stands in line {line} already").format(code=code, line=seen[code])
            raise InputRefused(f"{where} code12", came, _("each committee once"))
        seen[code] = where.rpartition(":")[2]
        if row["kind"] not in KINDS:
            raise InputRefused(
                f"{where} kind", shown(row["kind"]), _("one of {choices}").format(choices=", ".join(KINDS))
            )
        street = streets.of(where, row)
        if not code.startswith(street):
            allowed = _("a code that begins with the street's, {code}").format(code=street)
            raise InputRefused(f"{where} code12", code, allowed)
        streets.add(street, row["kind"] == COMMITTEE, row["kind"] == VILLAGE, where)
    return streets.all()


def _take_streets(rows: Iterator[Row]) -> list[Street]:
    streets = _Streets()
    for where, row in rows:
        before = len(streets.names)
        code = streets.of(where, row)
        if len(streets.names) == before:
            raise InputRefused(f"{where} street_code9", _("{code} twice").format(code=code), _("each street once"))
        villages = _number(row, "n_cunweihui", where) if row.get("n_cunweihui") else 0
        streets.add(code, _number(row, "n_juweihui", where), villages, where)
    return streets.all()


class _Streets:
    """The streets read so far."""

    def __init__(self) -> None:
        self.names: dict[str, tuple[str, str]] = {}
        self.numbers: dict[str, tuple[int, int]] = {}
        self.districts: dict[str, str] = {}

    def of(self, where: str, row: Mapping[str, str]) -> str:
        """Return the code of a row's street, which must be called the same in every row, like its district."""
        code = _code(row, "street_code9", 9, where)
        names = _name(row, "street_name", where), _name(row, "district_name", where)
        if len(self.names) >= MOST_STREETS and code not in self.names:
            raise InputRefused(where, _("another street"), _("at most {n}").format(n=MOST_STREETS))
        known = self.names.setdefault(code, names)[0], self.districts.setdefault(code[:6], names[1])
        for column, came, before in zip(("street_name", "district_name"), names, known, strict=True):
            if came != before:
                allowed = _("{name}, as in the rows before").format(name=before)
                raise InputRefused(f"{where} {column}", shown(came), allowed)
        return code

    def add(self, code: str, committees: int, villages: int, where: str) -> None:
        """Count committees and villages of a street."""
        counted = self.numbers.get(code, (0, 0))
        self.numbers[code] = counted[0] + committees, counted[1] + villages
        if self.numbers[code][0] > MOST_COMMITTEES:
            came = _("{n} residents' committees").format(n=f"{self.numbers[code][0]:,}")
            raise InputRefused(where, came, _("at most {n} in a street").format(n=f"{MOST_COMMITTEES:,}"))

    def all(self) -> list[Street]:
        """Return what was read."""
        return [
            Street(code, name, _type(name), district, *self.numbers[code])
            for code, (name, district) in self.names.items()
        ]


def _type(name: str) -> str:
    return next((word for ending, word in TYPES.items() if name.endswith(ending)), "other")


def _code(row: Mapping[str, str], column: str, digits: int, where: str) -> str:
    text = row[column]
    if not re.fullmatch(f"[0-9]{{{digits}}}", text):
        raise InputRefused(f"{where} {column}", shown(text), _("a code of {n} digits").format(n=digits))
    return text


def _name(row: Mapping[str, str], column: str, where: str) -> str:
    text = row[column]
    if not text.isprintable() or not 0 < len(text) <= LONGEST_NAME:
        allowed = _("a name of at most {n} characters").format(n=LONGEST_NAME)
        raise InputRefused(f"{where} {column}", shown(text), allowed)
    if any(word in text for word in ACTING):
        allowed = _("plain values: nothing is looked up or run from a configuration")
        raise InputRefused(f"{where} {column}", shown(text), allowed)
    return text


def _number(row: Mapping[str, str], column: str, where: str) -> int:
    text = row[column]
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        allowed = _("a whole number from {low} to {high}").format(low=0, high=MOST_COMMITTEES)
        raise InputRefused(f"{where} {column}", shown(text), allowed)
    return int(text)


def _text(path: Path) -> str:
    place = str(path)
    if not path.is_file():
        came = _("a folder") if path.is_dir() else _("no such file")
        raise InputRefused(f"structure={place}", came, _("a CSV file"))
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise InputRefused(place, error.strerror or str(error), _("a file that can be read")) from error
    if len(data) > LARGEST_BYTES:
        raise InputRefused(path.name, _("a file too large"), _("at most {n}").format(n=f"{LARGEST_BYTES:,} B"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputRefused(f"{path.name}:{line}", _("not UTF-8"), _("text in UTF-8")) from error
    if "\0" in text:
        raise InputRefused(path.name, _("a NUL character"), _("text in UTF-8"))
    return text
