"""The streets and towns of Shanghai with their numbers of committees: all that is real about a street here."""

import csv
import difflib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _

FOLDER = Path(__file__).parent
CODE_DIGITS = 9


class Street(NamedTuple):
    """A street (jiedao), town (zhen), township (xiang) or other unit of the same level.

    Attributes
    ----------
    code : str
        Nine digits of the code for statistical divisions, edition 2020.
    name, district : str
        Chinese names.
    type : str
        ``"jiedao"``, ``"zhen"``, ``"xiang"`` or ``"other"``.
    n_committees : int
        Residents' committees; 0 in 16 of 234.
    n_villages : int
        Villagers' committees.
    """

    code: str
    name: str
    type: str
    district: str
    n_committees: int
    n_villages: int

    @property
    def street_name(self) -> str:
        """Return the name, as the column of ``streets.csv`` calls it."""
        return self.name

    @property
    def n_juweihui(self) -> int:
        """Return the number of residents' committees, as the column of ``streets.csv`` calls it."""
        return self.n_committees


class District(NamedTuple):
    """A district of Shanghai with the sums over its streets."""

    code: str
    name: str
    n_streets: int
    n_committees: int
    n_villages: int


class Fact(NamedTuple):
    """A published figure that the founding rests on; certainty A (data), B (web page read) or C (unverified)."""

    key: str
    value: float
    unit: str
    period: str
    source: str
    certainty: str


@cache
def streets() -> list[Street]:
    """Return all 234 streets and towns, in order of their codes as published."""
    return [Street(row[0], row[1], row[2], row[3], int(row[4]), int(row[5])) for row in _rows("streets.csv")]


@cache
def districts() -> list[District]:
    """Return the 16 districts."""
    return [District(row[0], row[1], *(int(number) for number in row[2:])) for row in _rows("districts.csv")]


@cache
def facts() -> dict[str, Fact]:
    """Return the figures that the founding rests on, by key."""
    return {row[0]: Fact(row[0], float(row[1]), *row[2:]) for row in _rows("facts.csv")}


def find_street(code_or_name: str | int) -> Street:
    """Return the street with this nine-digit code or Chinese name.

    Raises
    ------
    InputRefused
        If there is no such street (with the nearest code or name), or if it has no residents' committee.
    """
    wanted = str(code_or_name).strip()
    for street in streets():
        if wanted in (street.code, street.name):
            break
    else:
        allowed = _("a nine-digit code or a name among {n} streets of Shanghai").format(n=len(streets()))
        raise InputRefused("street", repr(wanted), allowed, _nearest(wanted))
    if street.n_committees == 0:
        came = _("{street} has no residents' committee").format(street=f"{street.name} ({street.code})")
        raise InputRefused("street", came, _("a street with at least one"))
    return street


def _rows(file: str) -> list[list[str]]:
    """Read a table beside this file without its comments and head."""
    with (FOLDER / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(line for line in stream if not line.startswith("#")))[1:]


def _nearest(wanted: str) -> str:
    """Offer the street with the nearest code, by number, or with the most similar name."""
    if wanted.isascii() and wanted.isdigit():
        code = int(wanted.ljust(CODE_DIGITS, "0")[:CODE_DIGITS])
        found = [min(streets(), key=lambda street: abs(int(street.code) - code))]
    else:
        names = {street.name: street for street in streets()}
        found = [names[name] for name in difflib.get_close_matches(wanted, list(names), n=1, cutoff=0.3)]
    sentence = _("did you mean {name}?") if found else _("e.g. {name}")
    street = found[0] if found else streets()[0]
    return sentence.format(name=f"{street.name} ({street.code})")
