"""How state is declared: a table is a named tuple of arrays, and each array says what it is.

Kernels receive these named tuples, so that a rule reads ``residents.habit[i]``; checks, hashes, files and the data
dictionary are made from the declarations.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, get_type_hints

import numpy as np

NOTHING = -1


@dataclass(frozen=True)
class Column:
    """Declaration of one column of state.

    Attributes
    ----------
    dtype : str
        NumPy dtype in short form: ``"f8"``, ``"i4"``, ``"i8"``, ``"i1"``, ``"?"``.
    unit : str
        Unit, ``"share"``, ``"row"`` (a reference), ``"month"``, ``"min"``, ``"fen"`` or ``"-"``.
    low, high : float
        Closed range of legal values.
    meaning, zh : str
        What it says, in English and Chinese.
    owner : str
        The package or module whose rules write it.
    refers : str
        Table whose row the value is (``-1``: none); such values are hashed by identity, not by row.
    width : int
        Number of values a row; 1 gives a one-dimensional array, more a second axis.
    fill : float
        Value of a row in which nothing has been written.
    month : bool
        True for what is counted within a month and reset at its end.
    """

    dtype: str
    unit: str
    low: float
    high: float
    meaning: str
    zh: str
    owner: str
    refers: str = ""
    width: int = 1
    fill: float = 0
    month: bool = False


@cache
def declared(table: type[NamedTuple]) -> dict[str, Column]:
    """Return the declarations of a table's columns by name, in order."""
    hints = get_type_hints(table, include_extras=True)
    return {name: hints[name].__metadata__[0] for name in table._fields}


def columns_of[T](kind: type[T], table: Any) -> T:
    """Return the columns of a table that a kernel needs, those that `kind` names.

    Each column that is handed to compiled code costs a quarter of a microsecond a call, and time to compile.
    """
    return kind(*[getattr(table, name) for name in kind._fields])  # type: ignore[attr-defined]


def empty(table: type, n_rows: int) -> Any:
    """Make a table of `n_rows` rows, each column filled with its declared value."""
    arrays = []
    for column in declared(table).values():
        shape = (n_rows,) if column.width == 1 else (n_rows, column.width)
        arrays.append(np.full(shape, column.fill, dtype=column.dtype))
    return table(*arrays)


def grown(columns: Any, capacity: int) -> Any:
    """Return a copy of a table with room for `capacity` rows; the new ones hold the declared fill."""
    larger = empty(type(columns), capacity)
    for old, new in zip(columns, larger, strict=True):
        new[: len(old)] = old
    return larger
