"""DataFrames brought into the types and the row order of their declaration, without losing or inventing a value."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from sim.foundation.errors import RunFailed
from sim.foundation.text import gettext as _
from sim.results.checks import breach, check
from sim.results.columns import Column, Table

TEXT_DTYPE = "str" if int(pd.__version__.split(".")[0]) >= 3 else "object"
EXACT_FLOAT_INTEGERS = 2.0**53


def optional(values: Any, missing: int) -> Any:
    """Return integers in which one sentinel stands for "none" as a column that knows missing values.

    Parameters
    ----------
    values : array of int, shape (n,)
        E.g. team ids with -1 for none.
    missing : int
        The sentinel.

    Returns
    -------
    pandas.arrays.IntegerArray
        Of dtype Int64, missing where ``values == missing``.
    """
    numbers = np.asarray(values, dtype=np.int64)
    return pd.arrays.IntegerArray(numbers.copy(), numbers == missing)


def conform(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with declared columns and dtypes, sorted by the table's key and checked.

    Parameters
    ----------
    table : Table
        The declaration.
    frame : pandas.DataFrame
        Any column order and any dtype that holds the declared values exactly; words may be categorical, missing
        integers may be NA, None or NaN.

    Raises
    ------
    RunFailed, InvariantBroken
        For a column too few or too many, a value that its dtype cannot hold, or a breach of the declaration; the
        message names table, column, row and value.
    """
    for name in frame.columns:
        if name not in table.names:
            raise RunFailed(_("table {table}: column {column} is not declared").format(table=table.name, column=name))
    if not frame.columns.is_unique:
        raise RunFailed(_("table {table}: a column stands there twice").format(table=table.name))
    for name in table.names:
        if name not in frame.columns:
            raise RunFailed(_("table {table}: column {column} is missing").format(table=table.name, column=name))
    columns = {column.name: _CASTS[column.dtype](table, column, frame) for column in table.columns}
    typed = pd.DataFrame(columns, index=pd.RangeIndex(len(frame)))
    ordered = typed.sort_values(list(table.key), kind="stable", ignore_index=True)
    check(table, ordered)
    return ordered


def split(column: Column, series: pd.Series) -> tuple[Any, np.ndarray]:
    """Return the values of a conformed column, with a neutral value where one is missing, and the mask of the missing.

    Returns
    -------
    values : numpy.ndarray or list of str
        Of the declared dtype; 0, 0.0 or ``""`` where missing.
    missing : numpy.ndarray of bool, shape (n,)
    """
    missing = series.isna().to_numpy(dtype=bool)
    if column.dtype == "text":
        if not missing.any():
            return series.tolist(), missing
        return ["" if gone else value for value, gone in zip(series.tolist(), missing, strict=True)], missing
    if column.dtype == "float64":
        return np.where(missing, 0.0, series.to_numpy(dtype=np.float64)), missing
    if missing.any():
        return series.to_numpy(dtype=column.dtype, na_value=0), missing
    return series.to_numpy(dtype=column.dtype), missing


def empty(table: Table) -> pd.DataFrame:
    """Return the table without rows."""
    return conform(table, pd.DataFrame({name: [] for name in table.names}, dtype=object))


def joined(column: Column, values: Any, missing: np.ndarray) -> Any:
    """Return what `split` took apart as the data of a column of a conformed frame."""
    if column.dtype == "text":
        texts = np.empty(len(values), dtype=object)
        texts[:] = values
        texts[missing] = None
        return pd.Series(texts, dtype=TEXT_DTYPE)
    if column.dtype == "float64":
        return np.where(missing, np.nan, values)
    if column.dtype == "bool":
        return pd.arrays.BooleanArray(values, missing) if column.nullable else values
    return pd.arrays.IntegerArray(values, missing) if column.nullable else values


def _refuse_at(table: Table, column: Column, frame: pd.DataFrame, wrong: np.ndarray) -> None:
    """Raise the breach of the first row where `wrong` holds, if any."""
    if wrong.any():
        row = int(np.argmax(wrong))
        raise breach(table, column, frame, row, _("a value of type {dtype}").format(dtype=column.dtype))


def _refuse_gaps(table: Table, column: Column, frame: pd.DataFrame, missing: np.ndarray) -> None:
    if not column.nullable and missing.any():
        raise breach(table, column, frame, int(np.argmax(missing)), _("no missing value"))


def _text(table: Table, column: Column, frame: pd.DataFrame) -> Any:
    series = frame[column.name]
    if series.dtype == TEXT_DTYPE and getattr(series.dtype, "storage", "") == "pyarrow":
        return pd.Series(series.array)  # Arrow holds nothing but UTF-8
    missing = series.isna().to_numpy(dtype=bool)
    values = series.astype(object).to_numpy()
    if not _is_all_text(values[~missing]):
        wrong = np.array([not isinstance(value, str) for value in values], dtype=bool) & ~missing
        _refuse_at(table, column, frame, wrong)
        unwritable = [row for row, value in enumerate(values) if not missing[row] and not _is_utf8(value)]
        raise breach(table, column, frame, unwritable[0], _("text that UTF-8 can write"))
    return joined(column, values, missing)


def _is_all_text(values: np.ndarray) -> bool:
    """Tell whether all values are text that UTF-8 can write; a look at each of them takes a hundred times as long."""
    if not len(values):
        return True
    return pd.api.types.infer_dtype(values, skipna=False) == "string" and _is_utf8("".join(values))


def _is_utf8(value: str) -> bool:
    return value.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in set(value))


def _bool(table: Table, column: Column, frame: pd.DataFrame) -> Any:
    series = frame[column.name]
    missing = series.isna().to_numpy(dtype=bool)
    _refuse_gaps(table, column, frame, missing)
    if series.dtype == np.bool_:
        return joined(column, series.to_numpy(), missing)
    values = series.to_numpy(dtype=object)
    wrong = np.array([not isinstance(value, bool | np.bool_) for value in values], dtype=bool) & ~missing
    _refuse_at(table, column, frame, wrong)
    return joined(
        column, np.array([value is not pd.NA and value is not None and value == 1 for value in values], bool), missing
    )


def _float(table: Table, column: Column, frame: pd.DataFrame) -> Any:
    series = frame[column.name]
    missing = series.isna().to_numpy(dtype=bool)
    if series.dtype.kind not in "fiu":
        values = series.to_numpy(dtype=object)
        number = int | float | np.integer | np.floating
        wrong = [not isinstance(value, number) or isinstance(value, bool) for value in values]
        _refuse_at(table, column, frame, np.array(wrong, dtype=bool) & ~missing)
    return series.to_numpy(dtype=np.float64, na_value=np.nan)


def _integer(table: Table, column: Column, frame: pd.DataFrame) -> Any:
    series = frame[column.name]
    missing = series.isna().to_numpy(dtype=bool)
    _refuse_gaps(table, column, frame, missing)
    limits = np.iinfo(column.dtype)
    if isinstance(series.dtype, np.dtype) and series.dtype.kind in "iu":
        values = series.to_numpy()
        wrong = (values < limits.min) | (values > limits.max)
    elif isinstance(series.array, pd.arrays.IntegerArray) and series.dtype.kind == "i":
        values = series.array.to_numpy(dtype=np.int64, na_value=0)
        wrong = (values < limits.min) | (values > limits.max)
    elif isinstance(series.dtype, np.dtype) and series.dtype.kind == "f":
        floats = np.where(missing, 0.0, series.to_numpy(dtype=np.float64))
        inside = np.isfinite(floats) & (np.abs(floats) <= EXACT_FLOAT_INTEGERS)
        values = np.where(inside, floats, 0.5)
        wrong = (values != np.floor(values)) | (values < limits.min) | (values > limits.max)
    else:
        values = series.to_numpy(dtype=object, copy=True)
        values[missing] = 0
        wrong = np.array([not _is_integer(value, limits.min, limits.max) for value in values], dtype=bool)
    _refuse_at(table, column, frame, wrong)
    return joined(column, values.astype(column.dtype), missing)


def _is_integer(value: Any, low: int, high: int) -> bool:
    if isinstance(value, bool | np.bool_):
        return False
    if isinstance(value, float | np.floating):
        number = float(value)
        return abs(number) <= EXACT_FLOAT_INTEGERS and number.is_integer() and low <= number <= high
    return isinstance(value, int | np.integer) and low <= int(value) <= high


_CASTS: dict[str, Callable[[Table, Column, pd.DataFrame], Any]] = {
    "text": _text,
    "bool": _bool,
    "float64": _float,
    "int32": _integer,
    "int64": _integer,
}
