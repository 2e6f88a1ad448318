"""Tables as CSV files for spreadsheets: UTF-8 with a mark, headings in the report's language, text never a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a table as the bytes of a CSV file.

    Parameters
    ----------
    headings : sequence of str
        Names of the columns.
    rows : iterable of sequences
        Numbers stand in full; what is missing (None, NaN) is empty.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([safe(heading) for heading in headings])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def safe(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula; numbers as they are."""
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
    return cell.item() if hasattr(cell, "item") else cell
