"""The two hashes of a table: of its file's bytes, which show tampering, and of its values, which show another result.

Byte layout of the canonical values, hashed by SHA-256 (all numbers little-endian)::

    "zizhi-values-1", newline
    text(name of the table)   uint64 rows   uint32 columns
    for each column that is not text_only, in declared order:
        text(name)   text(dtype: int32, int64, float64, bool or text)
        rows bytes   1 where the value is missing, else 0
        int32/int64  rows values in two's complement, 0 where missing
        float64      rows IEEE 754 doubles; -0.0 is written as 0.0; NaN means missing: its mask byte is 1, its value 0.0
        bool         rows bytes, 0 or 1, 0 where missing
        text         rows uint32 lengths in bytes, then all texts in UTF-8 one after the other; length 0 where missing

where ``text(s)`` is a uint32 length in bytes and the UTF-8 bytes. Rows stand in the order of the table's key. Nothing
of it depends on how pandas or pyarrow store a column: a newer version of either leaves the hash as it was.
"""

import hashlib
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.results.columns import Column, Table

if TYPE_CHECKING:
    import pandas as pd

MAGIC = b"zizhi-values-1\n"


def bytes_hash(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def values_hash(table: Table, frame: "pd.DataFrame") -> str:
    """Return the SHA-256 of a table's canonical values in hexadecimal.

    Parameters
    ----------
    table : Table
        The declaration; its text_only columns are left out.
    frame : pandas.DataFrame
        As `sim.results.frames.conform` returns it.
    """
    from sim.results.frames import split  # only here: hashes of files are compared without waiting for pandas

    digest = hashlib.sha256(MAGIC)
    columns = [column for column in table.columns if not column.text_only]
    digest.update(_text(table.name) + struct.pack("<QI", len(frame), len(columns)))
    for column in columns:
        values, missing = split(column, frame[column.name])
        digest.update(_text(column.name) + _text(column.dtype))
        digest.update(missing.astype(np.uint8).tobytes())
        digest.update(_texts(values) if column.dtype == "text" else _numbers(column.dtype, values))
    return digest.hexdigest()


def values_hash_of_file(table: Table, path: Path) -> str:
    """Return what `values_hash` returns for a Parquet file's table, reading a column's row group at a time.

    Raises
    ------
    ValueError, OSError
        If the file is no Parquet file with the declared columns.
    """
    from sim.results.frames import split
    from sim.results.parquet import read_blocks

    digest = hashlib.sha256(MAGIC)
    columns = [column for column in table.columns if not column.text_only]
    rows = sum(len(block) for block in read_blocks(table, path, [columns[0].name]))
    digest.update(_text(table.name) + struct.pack("<QI", rows, len(columns)))
    for column in columns:

        def parts(column: Column = column) -> Iterator[tuple[Any, np.ndarray]]:
            return (split(column, block[column.name]) for block in read_blocks(table, path, [column.name]))

        digest.update(_text(column.name) + _text(column.dtype))
        for _values, missing in parts():
            digest.update(missing.astype(np.uint8).tobytes())
        if column.dtype != "text":
            for values, _missing in parts():
                digest.update(_numbers(column.dtype, values))
            continue
        for values, _missing in parts():
            digest.update(np.array([len(value.encode("utf-8")) for value in values], dtype="<u4").tobytes())
        for values, _missing in parts():
            digest.update(b"".join(value.encode("utf-8") for value in values))
    return digest.hexdigest()


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _text(text: str) -> bytes:
    encoded = text.encode("utf-8")
    return struct.pack("<I", len(encoded)) + encoded


def _texts(values: list[str]) -> bytes:
    encoded = [value.encode("utf-8") for value in values]
    return np.array([len(text) for text in encoded], dtype="<u4").tobytes() + b"".join(encoded)


def _numbers(dtype: str, values: np.ndarray) -> bytes:
    if dtype == "bool":
        return values.astype(np.uint8).tobytes()
    if dtype == "float64":
        return (values + 0.0).astype("<f8").tobytes()  # -0.0 + 0.0 is 0.0
    return values.astype({"int32": "<i4", "int64": "<i8"}[dtype]).tobytes()
