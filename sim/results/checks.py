"""A DataFrame held against its declaration: dtypes, gaps, ranges, words, and that no row stands there twice."""

from typing import TYPE_CHECKING

import numpy as np

from sim.foundation.errors import InvariantBroken, RunFailed, ZizhiError
from sim.foundation.text import gettext as _
from sim.results.columns import Column, Table

if TYPE_CHECKING:
    import pandas as pd

ROUNDING = 1e-9


def check(table: Table, frame: "pd.DataFrame") -> None:
    """Hold a frame against its declaration.

    Parameters
    ----------
    table : Table
        The declaration.
    frame : pandas.DataFrame
        With exactly the declared columns in the declared order; dtypes as `sim.results.frames.conform` makes them.

    Raises
    ------
    InvariantBroken
        For a value out of range, a missing value, a foreign word or a doubled row, where the row has a month.
    RunFailed
        For the same in a row without a month, and for wrong columns or dtypes.
    """
    if tuple(frame.columns) != table.names:
        rule = _("table {table}: columns are {came}; declared are {allowed}")
        raise RunFailed(rule.format(table=table.name, came=list(frame.columns), allowed=list(table.names)))
    for column in table.columns:
        _check_dtype(table, column, frame)
        _check_values(table, column, frame)
    if table.unique:
        doubled = frame.duplicated(list(table.key)).to_numpy()
        if doubled.any():
            key = next(column for column in table.columns if column.name == table.key[-1])
            rule = _("one row for each {key}").format(key=" × ".join(table.key))
            raise breach(table, key, frame, int(np.argmax(doubled)), rule)


def breach(table: Table, column: Column, frame: "pd.DataFrame", row: int, rule: str) -> ZizhiError:
    """Return the error for one value; it names table, column, row, value and the rule that the value breaks."""
    place = _("table {table}, column {column}, row {row}").format(table=table.name, column=column.name, row=row)
    values = _("{came}; allowed: {allowed}").format(came=_shown(frame[column.name], row), allowed=rule)
    if "month" in table.names and "month" in frame.columns and column.name != "month":
        month = frame["month"].iloc[row]
        if isinstance(month, int | np.integer):
            return InvariantBroken(int(month), place, values)
    return RunFailed(f"{place}: {values}")


def _shown(series: "pd.Series", row: int) -> str:
    """Return a value as the error shows it, without the wrappings of NumPy and pandas."""
    if series.isna().iloc[row]:
        return _("a missing value")
    value = series.iloc[row]
    return repr(value.item() if isinstance(value, np.generic) else value)


def _check_dtype(table: Table, column: Column, frame: "pd.DataFrame") -> None:
    came = str(frame[column.name].dtype)
    allowed = {
        "text": {"str", "object"},
        "bool": {"boolean"} if column.nullable else {"bool"},
        "float64": {"float64"},
        "int32": {"Int32"} if column.nullable else {"int32"},
        "int64": {"Int64"} if column.nullable else {"int64"},
    }[column.dtype]
    if came not in allowed:
        rule = _("table {table}, column {column}: dtype {came}; declared is {allowed}")
        raise RunFailed(
            rule.format(table=table.name, column=column.name, came=came, allowed=" / ".join(sorted(allowed)))
        )


def _check_values(table: Table, column: Column, frame: "pd.DataFrame") -> None:
    series = frame[column.name]
    missing = series.isna().to_numpy(dtype=bool)
    if missing.any() and not column.nullable:
        raise breach(table, column, frame, int(np.argmax(missing)), _("no missing value"))
    if column.dtype == "text":
        wrong = (
            ~series.isin(column.words).to_numpy(dtype=bool) & ~missing if column.words else np.zeros(len(series), bool)
        )
        rule = _("one of {words}").format(words=", ".join(column.words))
    elif column.dtype == "bool":
        return
    else:
        wrong, rule = _out_of_range(column, series, missing)
    if wrong.any():
        raise breach(table, column, frame, int(np.argmax(wrong)), rule)


def _out_of_range(column: Column, series: "pd.Series", missing: np.ndarray) -> tuple[np.ndarray, str]:
    """Return where a number is outside the declared range or not finite, and the rule in words."""
    slack = ROUNDING if column.dtype == "float64" else 0
    kind = np.float64 if column.dtype == "float64" else np.int64
    values = series.to_numpy(dtype=kind, na_value=kind(0)) if missing.any() else series.to_numpy(dtype=kind)
    wrong = ~np.isfinite(values)
    if column.low is not None:
        wrong |= values < column.low - slack
    if column.high is not None:
        wrong |= values > column.high + slack
    low = "…" if column.low is None else f"{column.low:g}"
    high = "…" if column.high is None else f"{column.high:g}"
    rule = _("{low} to {high} {unit}, finite").format(low=low, high=high, unit=_(column.unit))
    return wrong & ~missing, rule
