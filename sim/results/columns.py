"""What a declaration of a result column and of a result table says; the tables themselves stand in `schema`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

DTYPES = ("int32", "int64", "float64", "bool", "text")


@dataclass(frozen=True)
class Column:
    """One column of a result table.

    Attributes
    ----------
    name : str
        Name in the file and in the DataFrame.
    dtype : str
        One of `DTYPES`; ``text`` is UTF-8.
    unit : str
        Unit, ``"share"``, ``"month"``, ``"id"``, ``"word"`` or ``"-"``.
    meaning, zh : str
        What a value says, in English and in Chinese.
    low, high : float or None
        Closed range of legal values; None where there is no bound.
    nullable : bool
        Whether a value may be missing. Floats that may not be missing must be finite; floats that may are finite or
        NaN, and NaN is what missing means.
    text_only : bool
        A text written for readers, which is left out of the hash of values.
    words : tuple of str
        The closed vocabulary of a text column; empty where any text may stand.
    """

    name: str
    dtype: str
    unit: str
    meaning: str
    zh: str
    low: float | None = None
    high: float | None = None
    nullable: bool = False
    text_only: bool = False
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a declaration that contradicts itself (ValueError: a fault of the program, not of a user)."""
        if self.dtype not in DTYPES:
            raise ValueError(f"column {self.name}: dtype {self.dtype!r} is none of {DTYPES}")
        if self.dtype != "text" and (self.text_only or self.words):
            raise ValueError(f"column {self.name}: only text has words or can be text_only")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"column {self.name}: low {self.low} above high {self.high}")

    def as_dict(self) -> dict[str, Any]:
        """Return the declaration as plain values for the data dictionary."""
        return {
            "name": self.name,
            "dtype": self.dtype,
            "unit": self.unit,
            "meaning": self.meaning,
            "zh": self.zh,
            "low": self.low,
            "high": self.high,
            "nullable": self.nullable,
            "text_only": self.text_only,
            "words": list(self.words),
        }

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> "Column":
        """Read a declaration back from the data dictionary; TypeError or ValueError where it is not one."""
        return cls(**{**plain, "words": tuple(plain["words"])})


@dataclass(frozen=True)
class Table:
    """One result table.

    Attributes
    ----------
    name : str
        Name of the attribute of a `Result`, and of the file without ``.parquet``.
    row, row_zh : str
        What a row is, in English and in Chinese.
    columns : tuple of Column
        In the order of the file and of the hash.
    key : tuple of str
        Columns by which rows are sorted before they are hashed and written.
    unique : bool
        Whether no two rows may agree in the key.
    """

    name: str
    row: str
    row_zh: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    unique: bool = True

    def __post_init__(self) -> None:
        """Refuse doubled names and keys that are no columns (ValueError)."""
        if len(set(self.names)) != len(self.names):
            raise ValueError(f"table {self.name}: a column is declared twice")
        if not set(self.key) <= set(self.names):
            raise ValueError(f"table {self.name}: key {self.key} is not among its columns")

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def with_columns(self, extra: Sequence[Column]) -> "Table":
        """Return this table with further columns after its own."""
        return replace(self, columns=(*self.columns, *extra))

    def as_dict(self) -> dict[str, Any]:
        """Return the declaration as plain values for the data dictionary."""
        return {
            "row": self.row,
            "row_zh": self.row_zh,
            "key": list(self.key),
            "unique": self.unique,
            "columns": [column.as_dict() for column in self.columns],
        }

    @classmethod
    def from_dict(cls, name: str, plain: Mapping[str, Any]) -> "Table":
        """Read a declaration back from the data dictionary; KeyError, TypeError or ValueError where it is not one."""
        columns = tuple(Column.from_dict(column) for column in plain["columns"])
        return cls(name, plain["row"], plain["row_zh"], columns, tuple(plain["key"]), plain["unique"])
