"""Values that change from month to month: steps, ramps and passing factors, of which shocks are made.

A parameter declared with ``varies=True`` takes a number, or a mapping with any of these entries:

``60: 1.3``
    from month 60 on the value is 1.3;
``ramp: [12, 0.7, 72, 1.4]``
    a straight line from .7 in month 12 to 1.4 in month 72, and 1.4 from then on (or a list of such ramps);
``times: [[60, 12, 1.3]]``
    from month 60 and for 12 months, 1.3 times what the rest says (several factors multiply).

The entry that began last holds. Before the first one the declared default holds, so a value for the burn-in too is
given at month -1200, the earliest there is. Every value that can come about is checked like the number alone.
"""

import copy
import math
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, NamedTuple, cast

from sim.foundation.checks import allowed_values, checked_plain, shown
from sim.foundation.errors import InputRefused
from sim.foundation.parameters import Declaration, declarations
from sim.foundation.text import gettext as _

EARLIEST_MONTH = -1200
LATEST_MONTH = 12000


class Piece(NamedTuple):
    """A stretch that begins in month `start` with `first` and goes straight to `last` in month `end`."""

    start: int
    first: float
    end: int
    last: float

    def at(self, month: int) -> float:
        """Return the value in a month not before `start`."""
        if month >= self.end:
            return self.last
        return self.first + (self.last - self.first) * (month - self.start) / (self.end - self.start)


def value_at(value: Any, month: int, default: Any) -> Any:
    """Return what a declared value is in one month.

    Parameters
    ----------
    value : Any
        A plain value, returned as it is, or a checked schedule as in the head of this file.
    month : int
        Month, negative in the burn-in.
    default : Any
        The declared default, which holds before the first entry; its type is the type of the result.
    """
    if not isinstance(value, Mapping):
        return value
    now = default
    for piece in _pieces(value):
        if piece.start > month:
            break
        now = piece.at(month)
    for start, months, factor in value.get("times", ()):
        if start <= month < start + months:
            now = now * factor
    if isinstance(default, bool) or not isinstance(default, int):
        return now
    return math.floor(now + 0.5)


def resolve(params: Any, month: int) -> Any:
    """Return ``Params`` with plain numbers for one month: the same object where nothing varies, else a copy."""
    varying = [
        (name, default)
        for name, default in _may_vary(cast(Hashable, type(params)))
        if _is_schedule(getattr(params, name))
    ]
    if not varying:
        return params
    now = copy.copy(params)
    for name, default in varying:
        object.__setattr__(now, name, value_at(getattr(params, name), month, default))
    return now


def multiplied(value: Any, start: int, months: int, factor: float) -> dict:
    """Return a declared value multiplied by `factor` for `months` months from month `start` on, as a schedule."""
    schedule = dict(value) if _is_schedule(value) else {EARLIEST_MONTH: value}
    schedule["times"] = [*schedule.get("times", []), [start, months, factor]]
    return schedule


def checked_value(declaration: Declaration, value: Any, place: str) -> Any:
    """Return a value, plain or varying, as its declaration asks for it; see `checks.checked_plain`.

    Raises
    ------
    InputRefused
        If type or range is wrong, in any month, or if a parameter that may not vary is given a schedule.
    """
    if not isinstance(value, Mapping) or isinstance(declaration.default, Mapping):
        return checked_plain(declaration, value, place)
    if not declaration.varies:
        raise InputRefused(place, shown(dict(value)), _("one value; it cannot change in time"))
    if not value:
        raise InputRefused(place, shown(dict(value)), allowed_values(declaration))
    return _checked_schedule(declaration, value, place)


def check_params(params: Any, prefix: str) -> None:
    """Check every declared field of a ``Params`` object in place; `prefix` is the group's name, or empty."""
    for name, declaration in declarations(params).items():
        place = f"{prefix}.{name}" if prefix else name
        object.__setattr__(params, name, checked_value(declaration, getattr(params, name), place))


def _is_schedule(value: Any) -> bool:
    return isinstance(value, Mapping)


@cache
def _may_vary(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((f.name, f.metadata["declaration"].default) for f in fields(kind) if _varies(f.metadata))


def _varies(metadata: Mapping) -> bool:
    return "declaration" in metadata and metadata["declaration"].varies


def _ramps(value: Mapping) -> list:
    ramps = value.get("ramp", [])
    return ramps if not ramps or isinstance(ramps[0], list | tuple) else [ramps]


def _pieces(value: Mapping) -> list[Piece]:
    steps = [Piece(month, number, month, number) for month, number in value.items() if isinstance(month, int)]
    return sorted([*steps, *(Piece(*ramp) for ramp in _ramps(value))], key=lambda piece: piece.start)


def _checked_schedule(declaration: Declaration, value: Mapping, place: str) -> dict:
    schedule: dict = {}
    for key, entry in value.items():
        if key == "ramp":
            schedule[key] = _checked_ramps(declaration, entry, place)
        elif key == "times":
            schedule[key] = [_checked_factor(declaration, row, f"{place}.times") for row in _rows(entry, place)]
        else:
            month = _checked_month(key, place)
            if month in schedule:
                raise InputRefused(place, _("month {month} twice").format(month=month), _("each month once"))
            schedule[month] = checked_plain(declaration, entry, f"{place}[{month}]")
    starts = [piece.start for piece in _pieces(schedule)]
    if len(set(starts)) < len(starts):
        raise InputRefused(place, _("two entries that begin in one month"), _("each month once"))
    for month in _turning_months(schedule):
        checked_plain(declaration, value_at(schedule, month, declaration.default), f"{place}[{month}]")
    months = {month: schedule[month] for month in sorted(key for key in schedule if isinstance(key, int))}
    return months | {word: schedule[word] for word in ("ramp", "times") if word in schedule}


def _turning_months(schedule: Mapping) -> Iterator[int]:
    """Yield the months between which a schedule is straight, so that its extremes are among them."""
    ends = {month for piece in _pieces(schedule) for month in (piece.start, piece.end)}
    ends |= {month for start, months, _factor in schedule.get("times", ()) for month in (start, start + months)}
    yield from sorted({month + step for month in ends for step in (-1, 0)})


def _checked_month(key: Any, place: str) -> int:
    if isinstance(key, str) and key.removeprefix("-").isascii() and key.removeprefix("-").isdigit() and len(key) < 9:
        key = int(key)  # JSON writes the months of a stored configuration as text
    if isinstance(key, bool) or not isinstance(key, int) or not EARLIEST_MONTH <= key <= LATEST_MONTH:
        rule = _("a month from {low} to {high}, ramp or times").format(low=EARLIEST_MONTH, high=LATEST_MONTH)
        raise InputRefused(place, shown(key), rule)
    return key


def _rows(entry: Any, place: str) -> list:
    if not isinstance(entry, list | tuple) or not entry or not all(isinstance(row, list | tuple) for row in entry):
        raise InputRefused(place, shown(entry), _("a list of lists, e.g. {example}").format(example="[[60, 12, 1.3]]"))
    return list(entry)


def _checked_ramps(declaration: Declaration, entry: Any, place: str) -> list:
    single = isinstance(entry, list | tuple) and bool(entry) and not isinstance(entry[0], list | tuple)
    ramps = [_checked_ramp(declaration, row, f"{place}.ramp") for row in ([entry] if single else _rows(entry, place))]
    return ramps[0] if single else ramps


def _checked_ramp(declaration: Declaration, row: Any, place: str) -> list:
    rule = _("four numbers: first month, value, last month, value")
    if len(row) != 4 or isinstance(declaration.default, bool):
        raise InputRefused(place, shown(row), rule)
    start, end = _checked_month(row[0], place), _checked_month(row[2], place)
    if end <= start:
        raise InputRefused(place, shown(row), _("a last month after the first one"))
    return [start, checked_plain(declaration, row[1], place), end, checked_plain(declaration, row[3], place)]


def _checked_factor(declaration: Declaration, row: Any, place: str) -> list:
    rule = _("three numbers: first month, number of months (1 or more), factor (0 or more)")
    if len(row) != 3 or any(isinstance(item, bool) or not isinstance(item, int | float) for item in row):
        raise InputRefused(place, shown(row), rule)
    start, months, factor = row
    positive = isinstance(months, int) and 1 <= months <= LATEST_MONTH - EARLIEST_MONTH
    if not positive or not 0 <= factor < math.inf or isinstance(declaration.default, bool):
        raise InputRefused(place, shown(row), rule)
    return [_checked_month(start, place), months, float(factor)]
