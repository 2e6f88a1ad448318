"""The data dictionary: every column of every result table in both languages, as rows, files, DataFrame and Markdown."""

import csv
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sim.foundation.text import gettext as _
from sim.foundation.text import language
from sim.results.columns import Column, Table
from sim.results.schema import TABLES

if TYPE_CHECKING:
    import pandas as pd

HEADINGS = ("table", "column", "dtype", "unit", "low", "high", "missing", "hashed", "words", "meaning", "zh")


def describe_result_columns(tables: Mapping[str, Table] = TABLES) -> list[tuple[str, str, str, str, str, str]]:
    """Return (table, column, dtype, unit, meaning, zh) for every result column, in the order of the files."""
    return [
        (table.name, column.name, column.dtype, column.unit, column.meaning, column.zh)
        for table in tables.values()
        for column in table.columns
    ]


def dictionary_plain(tables: Mapping[str, Table] = TABLES) -> dict[str, Any]:
    """Return all declarations as plain data: the content of ``data_dictionary.json``."""
    return {"tables": {name: table.as_dict() for name, table in tables.items()}}


def dictionary_tables(plain: Mapping[str, Any]) -> dict[str, Table]:
    """Read the declarations back from `dictionary_plain`; KeyError, TypeError or ValueError where it is not one."""
    return {name: Table.from_dict(name, table) for name, table in plain["tables"].items()}


def dictionary_csv(tables: Mapping[str, Table] = TABLES) -> bytes:
    """Return the data dictionary as CSV: UTF-8 with mark, a row a column, so that a spreadsheet shows the Chinese."""
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows(_row(table, column) for table in tables.values() for column in table.columns)
    return sink.getvalue().encode("utf-8-sig")


def dictionary_frame(tables: Mapping[str, Table] = TABLES) -> "pd.DataFrame":
    """Return the data dictionary as a DataFrame with the headings of the CSV."""
    import pandas as pd  # only here: `zizhi explain` reads the rows without waiting for pandas

    rows = [_row(table, column) for table in tables.values() for column in table.columns]
    return pd.DataFrame(rows, columns=list(HEADINGS))


def dictionary_markdown(lang: str | None = None, tables: Mapping[str, Table] = TABLES) -> str:
    """Return the data dictionary as Markdown, a heading and a table for each result table.

    Parameters
    ----------
    lang : str, optional
        ``"en"`` or ``"zh"``; the language in use if not given.
    tables : mapping of str to Table
        The declarations.
    """
    lang = lang or language()
    words = [_("column", lang), _("type", lang), _("unit", lang), _("range or words", lang), _("meaning", lang)]
    lines = []
    for table in tables.values():
        row = table.row_zh if lang == "zh" else table.row
        lines += [f"### {table.name}.parquet", "", _("A row is: {row}.", lang).format(row=row), ""]
        lines += ["| " + " | ".join(words) + " |", "|" + "---|" * len(words)]
        for column in table.columns:
            meaning = column.zh if lang == "zh" else column.meaning
            allowed = ", ".join(f"`{word}`" for word in column.words) or _bounds(column)
            cells = (f"`{column.name}`", column.dtype, column.unit, allowed, meaning)
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
        lines.append("")
    return "\n".join(lines)


def _bounds(column: Column) -> str:
    if column.low is None and column.high is None:
        return ""
    low = "…" if column.low is None else f"{column.low:g}"
    high = "…" if column.high is None else f"{column.high:g}"
    return f"{low} – {high}"


def _row(table: Table, column: Column) -> tuple[str, ...]:
    low = "" if column.low is None else f"{column.low:g}"
    high = "" if column.high is None else f"{column.high:g}"
    missing = "yes" if column.nullable else "no"
    hashed = "no" if column.text_only else "yes"
    words = " ".join(column.words)
    names = (table.name, column.name, column.dtype, column.unit)
    return (*names, low, high, missing, hashed, words, column.meaning, column.zh)
